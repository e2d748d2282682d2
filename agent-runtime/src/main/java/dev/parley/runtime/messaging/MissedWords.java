package dev.parley.runtime.messaging;

import dev.parley.channel.DeliveryReceipt;
import java.util.UUID;
import org.jooq.DSLContext;

/// Words a vendor refused because the contact had been silent for too long, whatever our own clock
/// said. They are put back as a row of their own: the refused one has an id the vendor knows, and
/// its late receipts must not touch what is sent in its place. What becomes of them is decided when
/// they are claimed. Works in the caller's transaction across tenants.
final class MissedWords {
  /// Parts of a turn are far fewer; each is put back once, at this distance.
  static final int DISTANCE = 1_000;

  /// As old as what it stands for: a word of the contact since then has opened the window.
  private static final String PUT_BACK =
      """
      insert into outbox
        (id, tenant_id, conversation_id, seq, part, channel, purpose, body, status, reason,
         created_at)
      select gen_random_uuid(), o.tenant_id, o.conversation_id, o.seq, o.part + ?, o.channel,
             o.purpose, o.body, 'pending', 'window_shut', o.created_at
        from outbox o
       where o.part < ? and o.purpose <> 'consent' and %s
      on conflict (conversation_id, seq, part) do nothing
      """;

  private static final String BY_ID = PUT_BACK.formatted("o.id = ?");
  private static final String BY_VENDOR_ID =
      PUT_BACK.formatted("o.provider_message_id = ? and o.channel = ?");

  private MissedWords() {}

  static boolean isMissed(int part) {
    return part > DISTANCE;
  }

  static void putBack(DSLContext tx, UUID refused) {
    tx.execute(BY_ID, DISTANCE, DISTANCE, refused);
  }

  static void putBack(DSLContext tx, DeliveryReceipt failed) {
    failed
        .outboundId()
        .ifPresentOrElse(
            id -> putBack(tx, id),
            () ->
                tx.execute(
                    BY_VENDOR_ID,
                    DISTANCE,
                    DISTANCE,
                    failed.providerMessageId(),
                    failed.channel().wireName()));
  }
}
