package dev.parley.runtime.consent;

import static dev.parley.config.store.generated.Tables.CONSENTS;
import static dev.parley.config.store.generated.Tables.CONTACT_ADDRESSES;

import dev.parley.channel.ConsentSignal;
import dev.parley.channel.Sender;
import dev.parley.config.binding.ChannelType;
import dev.parley.config.tenant.TenantId;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;

/// What contacts said about being written to. Rows are only ever added; the newest `at` counts and
/// not the newest row, since signals arrive late. What is said on one channel holds on all, and for
/// every address of the same contact. Every method works in its caller's transaction, the tenant's
/// own or one across tenants. Thread-safe.
public final class ConsentLedger {
  private static final List<String> CHANNELS =
      Arrays.stream(ChannelType.values()).map(ChannelType::wireName).toList();

  /// A row as it is shown.
  ///
  /// @param recordedAt when it became known here
  public record Entry(long id, Consent consent, Instant recordedAt) {}

  /// Adds one row.
  ///
  /// @return whether it was new; a copy changes nothing
  public boolean record(DSLContext tx, TenantId tenant, Consent consent) {
    return tx.insertInto(CONSENTS)
            .set(CONSENTS.TENANT_ID, tenant.value())
            .set(CONSENTS.CHANNEL, consent.channel().wireName())
            .set(CONSENTS.ADDRESS, consent.address())
            .set(CONSENTS.KIND, consent.kind().wireName())
            .set(CONSENTS.SCOPE, consent.scope().wireName())
            .set(CONSENTS.SOURCE, consent.source())
            .set(CONSENTS.AT, consent.at())
            .onConflictDoNothing()
            .execute()
        > 0;
  }

  /// Adds a row for each address the sender is known by, so that a number stays suppressed where
  /// only the number is known.
  ///
  /// @return whether any was new
  public boolean record(
      DSLContext tx,
      TenantId tenant,
      ChannelType channel,
      Sender sender,
      Consent.Kind kind,
      Consent.Scope scope,
      String source,
      Instant at) {
    boolean fresh = false;
    for (String address : addresses(sender)) {
      fresh |= record(tx, tenant, new Consent(channel, address, kind, scope, source, at));
    }
    return fresh;
  }

  /// Adds what a vendor heard.
  ///
  /// @return whether any row was new
  public boolean record(DSLContext tx, TenantId tenant, ConsentSignal signal) {
    return record(
        tx,
        tenant,
        signal.channel(),
        signal.sender(),
        Consent.kindOf(signal),
        Consent.scopeOf(signal),
        signal.source(),
        signal.at());
  }

  /// Every address a sender is known by.
  public static Set<String> addresses(Sender sender) {
    Set<String> addresses = new LinkedHashSet<>(List.of(sender.address()));
    sender.phone().ifPresent(addresses::add);
    sender.userId().ifPresent(addresses::add);
    return addresses;
  }

  /// What may be sent to whoever has these addresses, or any other address of the same contact. Of
  /// a stop and a start at the same moment the stop counts.
  ///
  /// @param addresses at least one is needed for anything to be found
  public ConsentStanding standing(DSLContext tx, TenantId tenant, Collection<String> addresses) {
    Set<String> all = new LinkedHashSet<>(addresses);
    all.addAll(othersOf(tx, tenant, all));
    var newest = DSL.max(CONSENTS.AT);
    Moments moments = new Moments();
    tx.select(CONSENTS.KIND, CONSENTS.SCOPE, newest)
        .from(CONSENTS)
        .where(CONSENTS.TENANT_ID.eq(tenant.value()))
        .and(CONSENTS.ADDRESS.eq(DSL.any(all.toArray(String[]::new))))
        .groupBy(CONSENTS.KIND, CONSENTS.SCOPE)
        .fetch()
        .forEach(
            row ->
                moments.put(
                    Consent.Kind.of(row.value1()), Consent.Scope.of(row.value2()), row.value3()));
    return moments.standing();
  }

  /// The other addresses of whoever has these. Small statements that enter an index each: as one,
  /// the server reads all of the tenant's rows.
  private static List<String> othersOf(
      DSLContext tx, TenantId tenant, Collection<String> addresses) {
    UUID[] contacts =
        tx.select(CONTACT_ADDRESSES.CONTACT_ID)
            .from(CONTACT_ADDRESSES)
            .where(CONTACT_ADDRESSES.TENANT_ID.eq(tenant.value()))
            // All of them, spelt out: the key begins with the channel.
            .and(CONTACT_ADDRESSES.CHANNEL.in(CHANNELS))
            .and(CONTACT_ADDRESSES.ADDRESS.eq(DSL.any(addresses.toArray(String[]::new))))
            .fetchArray(CONTACT_ADDRESSES.CONTACT_ID, UUID.class);
    return contacts.length == 0
        ? List.of()
        : tx.select(CONTACT_ADDRESSES.ADDRESS)
            .from(CONTACT_ADDRESSES)
            .where(CONTACT_ADDRESSES.CONTACT_ID.eq(DSL.any(contacts)))
            .and(CONTACT_ADDRESSES.TENANT_ID.eq(tenant.value()))
            .fetch(CONTACT_ADDRESSES.ADDRESS);
  }

  /// In the order they were recorded.
  ///
  /// @param address exactly this one; empty: all
  /// @param after the last id of the page before
  public List<Entry> list(
      DSLContext tx, TenantId tenant, Optional<String> address, Optional<Long> after, int limit) {
    return tx.selectFrom(CONSENTS)
        .where(CONSENTS.TENANT_ID.eq(tenant.value()))
        .and(address.map(CONSENTS.ADDRESS::eq).orElse(DSL.noCondition()))
        .and(after.map(CONSENTS.ID::gt).orElse(DSL.noCondition()))
        .orderBy(CONSENTS.ID)
        .limit(limit)
        .fetch(ConsentLedger::entry);
  }

  private static Entry entry(Record row) {
    Consent consent =
        new Consent(
            ChannelType.valueOf(row.get(CONSENTS.CHANNEL).toUpperCase(Locale.ROOT)),
            row.get(CONSENTS.ADDRESS),
            Consent.Kind.of(row.get(CONSENTS.KIND)),
            Consent.Scope.of(row.get(CONSENTS.SCOPE)),
            row.get(CONSENTS.SOURCE),
            row.get(CONSENTS.AT));
    return new Entry(row.get(CONSENTS.ID), consent, row.get(CONSENTS.CREATED_AT));
  }
}
