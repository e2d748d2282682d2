package dev.parley.runtime.messaging;

import dev.parley.channel.DeliveryReceipt;
import dev.parley.channel.Failure;
import dev.parley.config.store.Database;
import dev.parley.config.store.OneTrip;
import dev.parley.config.store.Parameters;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.jooq.DSLContext;

/// Notes how far messages came. A receipt proves that the vendor took the message: it settles a
/// sending whose outcome was lost. Thread-safe.
final class Receipts {
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

  private final Database database;

  Receipts(Database database) {
    this.database = database;
  }

  /// Returns after the commit.
  void note(DeliveryReceipt receipt) {
    if (isMissed(receipt)) {
      database.runAcrossTenants(tx -> note(tx, receipt));
    } else {
      database.oneTripAcrossTenants(sql(receipt), new Noted(receipt));
    }
  }

  /// The same in the caller's transaction across tenants. Words that came too late for the vendor's
  /// window are put back in the commit that notes so: a receipt that comes twice notes nothing the
  /// second time.
  void note(DSLContext tx, DeliveryReceipt receipt) {
    long noted = Database.statement(tx, sql(receipt), new Noted(receipt)).orElse(0L);
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

  private record Noted(DeliveryReceipt receipt) implements OneTrip<Long> {
    @Override
    public void parameters(Parameters parameters) throws SQLException {
      String status = receipt.status().name().toLowerCase(Locale.ROOT);
      parameters
          .text(receipt.providerMessageId())
          .text(status)
          .text(receipt.failure().map(failure -> failure.reason().code()).orElse(null))
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
