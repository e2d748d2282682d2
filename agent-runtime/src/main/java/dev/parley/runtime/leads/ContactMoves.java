package dev.parley.runtime.leads;

import static dev.parley.config.store.generated.Tables.CONTACTS;
import static dev.parley.config.store.generated.Tables.CONTACT_ADDRESSES;
import static dev.parley.config.store.generated.Tables.CONVERSATIONS;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.json.Json;
import dev.parley.config.tenant.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jooq.DSLContext;

/// What belongs to one contact goes to another, and back. Works in the caller's transaction of the
/// tenant.
final class ContactMoves {
  private static final String SUPPRESSED = "suppressed";
  private static final String OTHER_SUPPRESSED = "other_suppressed";

  private ContactMoves() {}

  /// Locks both; false when one is gone.
  static boolean lock(DSLContext tx, UUID one, UUID other) {
    return lock(tx, Set.of(one, other)) == 2;
  }

  /// Contacts before leads, and contacts by their ids: whoever locks both kinds does it in this
  /// order, an erasure too.
  ///
  /// @return how many of them are still there
  static int lock(DSLContext tx, Set<UUID> contacts) {
    return tx.select(CONTACTS.ID)
        .from(CONTACTS)
        .where(CONTACTS.ID.in(contacts))
        .orderBy(CONTACTS.ID)
        .forUpdate()
        .fetch()
        .size();
  }

  /// Who was here first: the one that stays.
  static UUID elder(DSLContext tx, UUID one, UUID other) {
    return tx.select(CONTACTS.ID)
        .from(CONTACTS)
        .where(CONTACTS.ID.in(one, other))
        .orderBy(CONTACTS.CREATED_AT, CONTACTS.ID)
        .limit(1)
        .fetchSingle()
        .value1();
  }

  /// Moves all of one contact to another. Who may not be written to as either is not written to.
  ///
  /// @return what it takes to move it back
  static ObjectNode move(DSLContext tx, UUID from, UUID to) {
    ObjectNode moved = Json.object();
    moved.put(SUPPRESSED, suppressed(tx, to)).put(OTHER_SUPPRESSED, suppressed(tx, from));
    ArrayNode addresses = moved.putArray("addresses");
    tx.update(CONTACT_ADDRESSES)
        .set(CONTACT_ADDRESSES.CONTACT_ID, to)
        .where(CONTACT_ADDRESSES.CONTACT_ID.eq(from))
        .returningResult(CONTACT_ADDRESSES.CHANNEL, CONTACT_ADDRESSES.ADDRESS)
        .fetch()
        .forEach(
            row -> addresses.addObject().put("channel", row.value1()).put("address", row.value2()));
    ArrayNode conversations = moved.putArray("conversations");
    tx.update(CONVERSATIONS)
        .set(CONVERSATIONS.CONTACT_ID, to)
        .where(CONVERSATIONS.CONTACT_ID.eq(from))
        .returningResult(CONVERSATIONS.ID)
        .fetch()
        .forEach(row -> conversations.add(row.value1().toString()));
    suppress(tx, to, suppressed(tx, to) || suppressed(tx, from));
    return moved;
  }

  /// Moves back what is still there. Whoever said since that they want nothing more, said it for
  /// both.
  static void back(DSLContext tx, TenantId tenant, ObjectNode moved, UUID from, UUID to) {
    tx.insertInto(CONTACTS)
        .set(CONTACTS.ID, to)
        .set(CONTACTS.TENANT_ID, tenant.value())
        .onConflictDoNothing()
        .execute();
    for (JsonNode address : moved.path("addresses")) {
      tx.update(CONTACT_ADDRESSES)
          .set(CONTACT_ADDRESSES.CONTACT_ID, to)
          .where(
              CONTACT_ADDRESSES.CONTACT_ID.eq(from),
              CONTACT_ADDRESSES.CHANNEL.eq(address.path("channel").asText()),
              CONTACT_ADDRESSES.ADDRESS.eq(address.path("address").asText()))
          .execute();
    }
    List<UUID> conversations = new ArrayList<>();
    moved.path("conversations").forEach(id -> conversations.add(UUID.fromString(id.asText())));
    tx.update(CONVERSATIONS)
        .set(CONVERSATIONS.CONTACT_ID, to)
        .where(CONVERSATIONS.ID.in(conversations), CONVERSATIONS.CONTACT_ID.eq(from))
        .execute();
    boolean before = moved.path(SUPPRESSED).asBoolean();
    boolean others = moved.path(OTHER_SUPPRESSED).asBoolean();
    boolean since = suppressed(tx, from) && !before && !others;
    suppress(tx, from, before || since);
    suppress(tx, to, others || since);
  }

  private static boolean suppressed(DSLContext tx, UUID contact) {
    return tx.select(CONTACTS.SUPPRESSED)
        .from(CONTACTS)
        .where(CONTACTS.ID.eq(contact))
        .fetchSingle()
        .value1();
  }

  private static void suppress(DSLContext tx, UUID contact, boolean suppressed) {
    tx.update(CONTACTS)
        .set(CONTACTS.SUPPRESSED, suppressed)
        .where(CONTACTS.ID.eq(contact))
        .execute();
  }

  /// The contact as leads show it.
  static ObjectNode json(DSLContext tx, UUID contact) {
    ObjectNode json = Json.object().put("id", contact.toString());
    ArrayNode addresses = json.putArray("addresses");
    tx.select(CONTACT_ADDRESSES.CHANNEL, CONTACT_ADDRESSES.ADDRESS)
        .from(CONTACT_ADDRESSES)
        .where(CONTACT_ADDRESSES.CONTACT_ID.eq(contact))
        .orderBy(CONTACT_ADDRESSES.CREATED_AT, CONTACT_ADDRESSES.CHANNEL, CONTACT_ADDRESSES.ADDRESS)
        .fetch()
        .forEach(row -> addresses.add(row.value1() + ":" + row.value2()));
    return json;
  }
}
