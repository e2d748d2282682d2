package dev.parley.runtime.messaging;

import static dev.parley.config.store.generated.Tables.CONTACTS;
import static dev.parley.config.store.generated.Tables.CONTACT_ADDRESSES;

import dev.parley.channel.IdentityChange;
import dev.parley.channel.Sender;
import dev.parley.config.binding.ChannelType;
import dev.parley.config.tenant.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jooq.DSLContext;

/// Who is who: one contact for all the addresses a person has proved by writing from them, on
/// whatever channel. Works in the caller's transaction across tenants; thread-safe.
public final class ContactBook {

  /// Nobody else resolves or begins anything for this person until the transaction ends.
  public void lock(DSLContext tx, TenantId tenant, Sender sender) {
    tx.execute(
        "select pg_advisory_xact_lock(hashtextextended(?, 0))",
        tenant.value() + " " + lockKey(sender));
  }

  /// By which locks are ordered.
  static String lockKey(Sender sender) {
    return sender.phone().orElse(sender.address());
  }

  /// The contact of a sender, made where there is none.
  public UUID resolve(DSLContext tx, TenantId tenant, ChannelType channel, Sender sender) {
    List<String> addresses = addresses(sender);
    UUID contact = find(tx, tenant, addresses).orElseGet(() -> add(tx, tenant));
    addresses.forEach(address -> link(tx, tenant, channel, address, contact));
    return contact;
  }

  /// The contact an address belongs to, whichever channel proved it.
  public Optional<UUID> find(DSLContext tx, TenantId tenant, List<String> addresses) {
    return tx.select(CONTACT_ADDRESSES.CONTACT_ID)
        .from(CONTACT_ADDRESSES)
        .where(
            CONTACT_ADDRESSES.TENANT_ID.eq(tenant.value()), CONTACT_ADDRESSES.ADDRESS.in(addresses))
        .orderBy(CONTACT_ADDRESSES.CREATED_AT, CONTACT_ADDRESSES.CHANNEL)
        .limit(1)
        .fetchOptional(CONTACT_ADDRESSES.CONTACT_ID);
  }

  /// The same person has another number or id from now on.
  void change(DSLContext tx, TenantId tenant, IdentityChange change) {
    find(tx, tenant, List.of(change.oldAddress()))
        .ifPresent(
            contact ->
                addresses(change.current())
                    .forEach(address -> move(tx, tenant, change.channel(), address, contact)));
  }

  static List<String> addresses(Sender sender) {
    return Stream.of(Optional.of(sender.address()), sender.phone(), sender.userId())
        .flatMap(Optional::stream)
        .distinct()
        .toList();
  }

  private static UUID add(DSLContext tx, TenantId tenant) {
    return tx.insertInto(CONTACTS)
        .set(CONTACTS.TENANT_ID, tenant.value())
        .returning(CONTACTS.ID)
        .fetchSingle()
        .get(CONTACTS.ID);
  }

  /// An address that leads to this contact from now on, unless it leads to somebody already.
  void link(DSLContext tx, TenantId tenant, ChannelType channel, String address, UUID contact) {
    tx.insertInto(CONTACT_ADDRESSES)
        .set(CONTACT_ADDRESSES.TENANT_ID, tenant.value())
        .set(CONTACT_ADDRESSES.CHANNEL, channel.wireName())
        .set(CONTACT_ADDRESSES.ADDRESS, address)
        .set(CONTACT_ADDRESSES.CONTACT_ID, contact)
        .onConflictDoNothing()
        .execute();
  }

  private static void move(
      DSLContext tx, TenantId tenant, ChannelType channel, String address, UUID contact) {
    tx.insertInto(CONTACT_ADDRESSES)
        .set(CONTACT_ADDRESSES.TENANT_ID, tenant.value())
        .set(CONTACT_ADDRESSES.CHANNEL, channel.wireName())
        .set(CONTACT_ADDRESSES.ADDRESS, address)
        .set(CONTACT_ADDRESSES.CONTACT_ID, contact)
        .onConflict(
            CONTACT_ADDRESSES.TENANT_ID, CONTACT_ADDRESSES.CHANNEL, CONTACT_ADDRESSES.ADDRESS)
        .doUpdate()
        .set(CONTACT_ADDRESSES.CONTACT_ID, contact)
        .execute();
  }
}
