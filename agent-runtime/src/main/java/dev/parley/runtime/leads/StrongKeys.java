package dev.parley.runtime.leads;

import static dev.parley.config.store.generated.Tables.CONTACT_ADDRESSES;
import static dev.parley.config.store.generated.Tables.CONTACT_KEYS;
import static dev.parley.config.store.generated.Tables.CONVERSATIONS;
import static dev.parley.config.store.generated.Tables.LEADS;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.agent.FieldType;
import dev.parley.config.binding.ChannelType;
import dev.parley.config.tenant.TenantId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/// By what contacts are the same person: e-mail addresses and telephone numbers they gave, and the
/// numbers and ids they write and call from. Works in the caller's transaction of the tenant.
final class StrongKeys {
  /// A key that more contacts share is a company's or a jest: nobody is merged by it.
  static final int CONTACTS_MAX = 10;

  private static final Map<FieldType, String> KINDS =
      Map.of(FieldType.EMAIL, "email", FieldType.PHONE, "phone");

  /// @param kind `email` or `phone`
  record Key(String kind, String key) {}

  /// Notes the keys a lead has.
  ///
  /// @param types of its fields
  List<Key> note(
      DSLContext tx, TenantId tenant, UUID id, ObjectNode lead, Map<String, FieldType> types) {
    List<Given> given = of(lead, types);
    for (Given one : given) {
      tx.insertInto(CONTACT_KEYS)
          .set(CONTACT_KEYS.TENANT_ID, tenant.value())
          .set(CONTACT_KEYS.LEAD_ID, id)
          .set(CONTACT_KEYS.KIND, one.key().kind())
          .set(CONTACT_KEYS.KEY, one.key().key())
          .set(CONTACT_KEYS.CONFIRMED, one.confirmed())
          .onConflictDoNothing()
          .execute();
    }
    return given.stream().map(Given::key).toList();
  }

  private record Given(Key key, boolean confirmed) {}

  private static List<Given> of(ObjectNode lead, Map<String, FieldType> types) {
    List<Given> keys = new ArrayList<>();
    types.forEach(
        (field, type) -> {
          JsonNode given = lead.path("fields").path(field);
          String value = given.path("value").asText("").toLowerCase(Locale.ROOT);
          if (KINDS.containsKey(type) && !value.isEmpty() && !given.path("value").isNull()) {
            Key key = new Key(KINDS.get(type), value);
            keys.add(new Given(key, given.path("status").asText().equals("confirmed")));
          }
        });
    return keys;
  }

  /// Contacts a lead of that contact would be compared with, and the contact itself; none where it
  /// would be compared with nobody.
  Set<UUID> compared(
      DSLContext tx, TenantId tenant, UUID contact, ObjectNode lead, Map<String, FieldType> types) {
    Set<UUID> contacts = new HashSet<>();
    for (Given one : of(lead, types)) {
      Set<UUID> others = others(tx, tenant, contact, one.key());
      if (!others.isEmpty() && others.size() <= CONTACTS_MAX) {
        contacts.addAll(others);
        contacts.add(contact);
      }
    }
    return contacts;
  }

  /// Whether one of these fields may hold a key.
  static boolean among(Set<String> fields, Map<String, FieldType> types) {
    return fields.stream()
        .map(types::get)
        .anyMatch(type -> type != null && KINDS.containsKey(type));
  }

  /// Forgets the keys a lead had: those it has now are noted again.
  void forget(DSLContext tx, UUID id) {
    tx.deleteFrom(CONTACT_KEYS).where(CONTACT_KEYS.LEAD_ID.eq(id)).execute();
  }

  /// Other contacts with that key.
  Set<UUID> others(DSLContext tx, TenantId tenant, UUID contact, Key key) {
    return tx.select(CONVERSATIONS.CONTACT_ID)
        .from(CONTACT_KEYS)
        .join(LEADS)
        .on(LEADS.ID.eq(CONTACT_KEYS.LEAD_ID))
        .join(CONVERSATIONS)
        .on(CONVERSATIONS.ID.eq(LEADS.CONVERSATION_ID))
        .where(
            CONTACT_KEYS.TENANT_ID.eq(tenant.value()),
            CONTACT_KEYS.KIND.eq(key.kind()),
            CONTACT_KEYS.KEY.eq(key.key()),
            CONVERSATIONS.CONTACT_ID.ne(contact))
        .union(
            DSL.select(CONTACT_ADDRESSES.CONTACT_ID)
                .from(CONTACT_ADDRESSES)
                .where(
                    CONTACT_ADDRESSES.TENANT_ID.eq(tenant.value()),
                    CONTACT_ADDRESSES.ADDRESS.eq(key.key()),
                    CONTACT_ADDRESSES.CHANNEL.ne(ChannelType.WEB.wireName()),
                    CONTACT_ADDRESSES.CONTACT_ID.ne(contact)))
        .limit(CONTACTS_MAX + 1)
        .fetchSet(row -> row.value1());
  }

  /// Whether both contacts have confirmed it, each in a conversation of their own.
  boolean confirmed(DSLContext tx, TenantId tenant, UUID one, UUID other, Key key) {
    return tx.select(DSL.countDistinct(CONVERSATIONS.CONTACT_ID))
            .from(CONTACT_KEYS)
            .join(LEADS)
            .on(LEADS.ID.eq(CONTACT_KEYS.LEAD_ID))
            .join(CONVERSATIONS)
            .on(CONVERSATIONS.ID.eq(LEADS.CONVERSATION_ID))
            .where(
                CONTACT_KEYS.TENANT_ID.eq(tenant.value()),
                CONTACT_KEYS.KIND.eq(key.kind()),
                CONTACT_KEYS.KEY.eq(key.key()),
                CONTACT_KEYS.CONFIRMED.isTrue(),
                CONVERSATIONS.CONTACT_ID.in(one, other))
            .fetchSingle()
            .value1()
        == 2;
  }

  /// What the contact proved by writing or calling from it.
  Set<String> proved(DSLContext tx, UUID contact) {
    return tx.select(CONTACT_ADDRESSES.ADDRESS)
        .from(CONTACT_ADDRESSES)
        .where(
            CONTACT_ADDRESSES.CONTACT_ID.eq(contact),
            CONTACT_ADDRESSES.CHANNEL.ne(ChannelType.WEB.wireName()))
        .fetchSet(CONTACT_ADDRESSES.ADDRESS);
  }
}
