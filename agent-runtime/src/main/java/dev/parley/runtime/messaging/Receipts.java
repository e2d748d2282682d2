package dev.parley.runtime.messaging;

import static dev.parley.config.store.generated.Tables.OUTBOX;

import dev.parley.channel.DeliveryReceipt;
import java.util.List;
import java.util.Locale;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/// Notes how far messages came. A receipt proves that the vendor took the message: it settles a
/// sending whose outcome was lost. Works in the caller's transaction; thread-safe.
final class Receipts {
  private static final List<String> ROAD = List.of("sent", "delivered", "read");

  void note(DSLContext tx, DeliveryReceipt receipt) {
    String status = receipt.status().name().toLowerCase(Locale.ROOT);
    Condition ours =
        receipt
            .outboundId()
            .map(OUTBOX.ID::eq)
            .orElseGet(() -> OUTBOX.PROVIDER_MESSAGE_ID.eq(receipt.providerMessageId()));
    tx.update(OUTBOX)
        .set(
            OUTBOX.STATUS,
            DSL.when(OUTBOX.STATUS.in("sending", "unknown", "pending"), "sent")
                .otherwise(OUTBOX.STATUS))
        .set(
            OUTBOX.PROVIDER_MESSAGE_ID,
            DSL.coalesce(OUTBOX.PROVIDER_MESSAGE_ID, receipt.providerMessageId()))
        .set(OUTBOX.RECEIPT, status)
        .set(
            OUTBOX.REASON,
            receipt
                .failure()
                .map(failure -> DSL.val(failure.reason().code()))
                .orElse(DSL.val((String) null)))
        .where(ours, OUTBOX.CHANNEL.eq(receipt.channel().wireName()), further(status))
        .execute();
  }

  /// A later word never takes back an earlier one, and what was delivered cannot fail.
  private static Condition further(String status) {
    if (status.equals("failed")) {
      return OUTBOX.RECEIPT.isNull().or(OUTBOX.RECEIPT.eq("sent"));
    }
    List<String> before = ROAD.subList(0, ROAD.indexOf(status));
    return OUTBOX.RECEIPT.isNull().or(OUTBOX.RECEIPT.in(before));
  }
}
