package dev.parley.runtime.forms;

import static dev.parley.config.store.generated.Tables.CHANNELS;
import static dev.parley.config.store.generated.Tables.FORMS;

import dev.parley.config.binding.ChannelType;
import dev.parley.config.json.Json;
import dev.parley.config.tenant.TenantId;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.SelectConditionStep;
import org.jooq.impl.DSL;

/// The forms of tenants. A form whose channel is gone is gone with it. Works in the caller's
/// transaction; thread-safe.
public final class FormRows {
  private static final int KEY_BYTES = 16;

  private final SecureRandom random = new SecureRandom();

  /// Makes a form with a new key.
  ///
  /// @param channel of the tenant, SMS, WhatsApp or voice
  public Form add(
      DSLContext tx,
      TenantId tenant,
      UUID channel,
      String label,
      List<String> origins,
      String honeypot,
      Optional<String> redirect) {
    byte[] key = new byte[KEY_BYTES];
    random.nextBytes(key);
    UUID id =
        tx.insertInto(FORMS)
            .set(FORMS.TENANT_ID, tenant.value())
            .set(FORMS.FORM_KEY, HexFormat.of().formatHex(key))
            .set(FORMS.CHANNEL_ID, channel)
            .set(FORMS.LABEL, label)
            .set(FORMS.ORIGINS, JSONB.jsonb(Json.tree(origins).toString()))
            .set(FORMS.HONEYPOT, honeypot)
            .set(FORMS.REDIRECT, redirect.orElse(null))
            .returning(FORMS.ID)
            .fetchSingle()
            .get(FORMS.ID);
    return find(tx, id).orElseThrow();
  }

  public Optional<Form> find(DSLContext tx, UUID id) {
    return select(tx, FORMS.ID.eq(id)).fetchOptional().map(FormRows::form);
  }

  /// By its public key, before the tenant is known.
  ///
  /// @param tx that sees every tenant
  Optional<Form> byKey(DSLContext tx, String key) {
    return select(tx, FORMS.FORM_KEY.eq(key)).fetchOptional().map(FormRows::form);
  }

  /// In the order they were made.
  ///
  /// @param after the last id of the page before
  public List<Form> list(DSLContext tx, Optional<UUID> after, int limit) {
    return select(tx, after.map(FORMS.ID::gt).orElse(DSL.noCondition()))
        .orderBy(FORMS.ID)
        .limit(limit)
        .fetch(FormRows::form);
  }

  /// Takes a form out of use; false when there is none.
  public boolean delete(DSLContext tx, UUID id) {
    return tx.update(FORMS)
            .set(FORMS.DELETED_AT, DSL.currentInstant())
            .where(FORMS.ID.eq(id), FORMS.DELETED_AT.isNull())
            .execute()
        > 0;
  }

  private static SelectConditionStep<Record> select(DSLContext tx, Condition condition) {
    return tx.select()
        .from(FORMS)
        .join(CHANNELS)
        .on(CHANNELS.ID.eq(FORMS.CHANNEL_ID))
        .where(FORMS.DELETED_AT.isNull(), CHANNELS.DELETED_AT.isNull())
        .and(condition);
  }

  private static Form form(Record row) {
    List<String> origins = new ArrayList<>();
    Json.stored("{\"origins\":" + row.get(FORMS.ORIGINS).data() + "}")
        .path("origins")
        .forEach(origin -> origins.add(origin.asText()));
    return new Form(
        row.get(FORMS.ID),
        new TenantId(row.get(FORMS.TENANT_ID)),
        row.get(FORMS.FORM_KEY),
        row.get(FORMS.CHANNEL_ID),
        ChannelType.valueOf(row.get(CHANNELS.TYPE).toUpperCase(Locale.ROOT)),
        row.get(CHANNELS.ADDRESS),
        row.get(CHANNELS.AGENT),
        row.get(FORMS.LABEL),
        origins,
        row.get(FORMS.HONEYPOT),
        Optional.ofNullable(row.get(FORMS.REDIRECT)),
        row.get(FORMS.CREATED_AT));
  }
}
