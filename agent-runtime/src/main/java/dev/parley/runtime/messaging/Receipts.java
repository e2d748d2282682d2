package dev.parley.runtime.messaging;

import dev.parley.channel.DeliveryReceipt;
import dev.parley.channel.Failure;
import dev.parley.config.store.Database;
import dev.parley.config.store.OneTrip;
import dev.parley.config.store.Parameters;
import dev.parley.config.store.SharedCommit;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;

/// Notes how far messages came, of many in one commit: a vendor brings two or three receipts for
/// each message, from many connections at once. A receipt proves that the vendor took the message:
/// it settles a sending whose outcome was lost. Thread-safe.
final class Receipts {
  private static final UUID NO_ID = new UUID(0, 0);
  private static final List<String> ROAD = List.of("sent", "delivered", "read");

  private static final String NOTE =
      """
      with noted as (
        update outbox o
           set status =
                 case when o.status in ('sending', 'unknown', 'pending') then 'sent'
                      else o.status end,
               provider_message_id = coalesce(o.provider_message_id, ?),
               receipt = ?, reason = ?
         where o.channel = ? and (o.receipt is null or o.receipt = any(?::text[]))
           and %s
        returning 1)
      select count(*) from noted
      """;

  private static final String BY_ID = NOTE.formatted("o.id = ?");
  private static final String BY_VENDOR_ID = NOTE.formatted("o.provider_message_id = ?");

  /// As the other, many at once: locked in one order, so that two of these, and outcomes that are
  /// written meanwhile, do not wait for each other in a circle. What has an offset is looked up one
  /// by one, by its index: a plan for many at once, made while few messages are under way, would
  /// read the whole of an index that holds only those.
  private static final String NOTE_ALL =
      """
      with given as (
        select * from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[])
                   as r (id, provider, receipt, reason, channel)
      ), found as (
        select o.id, r.provider, r.receipt, r.reason
          from (select * from (%s) as named order by id) as r
         cross join lateral (
               select id, channel, receipt from outbox where outbox.id = r.id
               offset 0 for no key update) as o
         where o.channel = r.channel
           and (o.receipt is null
                or (o.receipt = 'sent' and r.receipt in ('delivered', 'read', 'failed'))
                or (o.receipt = 'delivered' and r.receipt = 'read'))
      ), noted as (
        update outbox o
           set status =
                 case when o.status in ('sending', 'unknown', 'pending') then 'sent'
                      else o.status end,
               provider_message_id = coalesce(o.provider_message_id, found.provider),
               receipt = found.receipt, reason = found.reason
          from found
         where o.id = any(array[found.id])
        returning 1)
      select count(*) from noted
      """;

  private static final String ALL_BY_ID = NOTE_ALL.formatted("select * from given");
  private static final String ALL_BY_VENDOR_ID =
      NOTE_ALL.formatted(
          """
          select o.id, g.provider, g.receipt, g.reason, g.channel
            from given g
           cross join lateral (
                 select id from outbox where provider_message_id = g.provider offset 0) as o\
          """);

  private static final int AT_ONCE_MAX = 200;

  private final Database database;
  private final SharedCommit<DeliveryReceipt, Long> shared;

  Receipts(Database database) {
    this.database = database;
    this.shared = new SharedCommit<>(Receipts::sql, Receipts::message, AT_ONCE_MAX, this::noteAll);
  }

  /// What a receipt is about, as far as it says.
  private static Object message(DeliveryReceipt receipt) {
    return receipt.outboundId().<Object>map(id -> id).orElseGet(receipt::providerMessageId);
  }

  /// Receipts of different messages, which they all name in the same way.
  private Map<Object, Long> noteAll(List<DeliveryReceipt> receipts) {
    boolean named = receipts.getFirst().outboundId().isPresent();
    database.oneTripAcrossTenants(named ? ALL_BY_ID : ALL_BY_VENDOR_ID, new All(receipts));
    return Map.of();
  }

  /// Returns after the commit.
  void note(DeliveryReceipt receipt) {
    if (isMissed(receipt)) {
      database.runAcrossTenants(tx -> note(tx, receipt));
    } else {
      shared.write(receipt);
    }
  }

  /// The same in the caller's transaction across tenants. Words that came too late for the vendor's
  /// window are put back in the commit that notes so: a receipt that comes twice notes nothing the
  /// second time.
  void note(DSLContext tx, DeliveryReceipt receipt) {
    long noted = Database.statement(tx, sql(receipt), new Noted(receipt)).getFirst();
    if (noted > 0 && isMissed(receipt)) {
      MissedWords.putBack(tx, receipt);
    }
  }

  private static boolean isMissed(DeliveryReceipt receipt) {
    return receipt.failure().filter(one -> one.reason() == Failure.Reason.WINDOW_SHUT).isPresent();
  }

  private static String sql(DeliveryReceipt receipt) {
    return receipt.outboundId().isPresent() ? BY_ID : BY_VENDOR_ID;
  }

  /// A later word never takes back an earlier one, and what was delivered cannot fail.
  private static List<String> before(String status) {
    return status.equals("failed") ? List.of("sent") : ROAD.subList(0, ROAD.indexOf(status));
  }

  private record All(List<DeliveryReceipt> receipts) implements OneTrip<Long> {
    @Override
    public void parameters(Parameters parameters) throws SQLException {
      parameters
          .uuids(receipts.stream().map(one -> one.outboundId().orElse(NO_ID)).toList())
          .texts(receipts.stream().map(DeliveryReceipt::providerMessageId).toList())
          .texts(receipts.stream().map(Receipts::status).toList())
          .textsOrNull(receipts.stream().map(one -> reason(one).orElse(null)).toList())
          .texts(receipts.stream().map(one -> one.channel().wireName()).toList());
    }

    @Override
    public Long row(ResultSet row) throws SQLException {
      return row.getLong(1);
    }
  }

  private static String status(DeliveryReceipt receipt) {
    return receipt.status().name().toLowerCase(Locale.ROOT);
  }

  private static Optional<String> reason(DeliveryReceipt receipt) {
    return receipt.failure().map(failure -> failure.reason().code());
  }

  private record Noted(DeliveryReceipt receipt) implements OneTrip<Long> {
    @Override
    public void parameters(Parameters parameters) throws SQLException {
      String status = status(receipt);
      parameters
          .text(receipt.providerMessageId())
          .text(status)
          .text(reason(receipt).orElse(null))
          .text(receipt.channel().wireName())
          .texts(before(status));
      if (receipt.outboundId().isPresent()) {
        parameters.uuid(receipt.outboundId().get());
      } else {
        parameters.text(receipt.providerMessageId());
      }
    }

    @Override
    public Long row(ResultSet row) throws SQLException {
      return row.getLong(1);
    }
  }
}
