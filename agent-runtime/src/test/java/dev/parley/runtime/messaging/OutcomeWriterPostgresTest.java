package dev.parley.runtime.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.channel.OutboundBody;
import dev.parley.config.binding.ChannelType;
import dev.parley.config.store.Database;
import dev.parley.config.store.TestDatabase;
import dev.parley.config.tenant.TenantId;
import dev.parley.runtime.conversation.ConversationId;
import dev.parley.runtime.conversation.OutgoingPart;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jooq.Record;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// An outcome counts for the attempt it is of.
class OutcomeWriterPostgresTest {
  private static final Duration GRACE = Duration.ofSeconds(30);
  private static final UUID ROW = new UUID(7, 7);

  private final TestDatabase test = TestDatabase.create();
  private final Database database = test.database();
  private UUID conversation = ROW;

  @BeforeEach
  void fill() {
    UUID tenant = TenantId.DEFAULT.value();
    conversation = SmsConversation.make(database);
    database.runAcrossTenants(
        tx ->
            tx.execute(
                """
                insert into outbox
                  (id, tenant_id, conversation_id, seq, part, channel, purpose, body, status,
                   attempts, first_tried_at)
                values (?, ?, ?, 2, 1, 'sms', 'reply', '{}', 'sending', 2, now())
                """,
                ROW,
                tenant,
                conversation));
  }

  @AfterEach
  void close() {
    test.close();
  }

  private OutboxRow row(int attempt) {
    return new OutboxRow(
        ROW,
        new ConversationId(TenantId.DEFAULT, conversation),
        ChannelType.SMS,
        2,
        false,
        OutgoingPart.Purpose.REPLY,
        new OutboundBody.Text("Hello"),
        OutboxRow.Stage.UNSENT,
        attempt,
        Instant.EPOCH,
        Instant.EPOCH);
  }

  /// What the row says after this outcome.
  private Record written(Outcome outcome) throws InterruptedException {
    OutcomeWriter writer = new OutcomeWriter(database);
    writer.start();
    writer.write(outcome);
    writer.drain(GRACE);
    return database.acrossTenants(
        tx ->
            tx.fetchOptional(
                    "select status, reason, provider_message_id, first_tried_at, attempts"
                        + " from outbox where id = ?",
                    ROW)
                .orElseThrow());
  }

  @Test
  void theOutcomeOfThisAttemptIsWritten() throws InterruptedException {
    Record row = written(Outcome.refused(row(2), "bad_recipient"));

    assertThat(row.get("status")).isEqualTo("refused");
    assertThat(row.get("reason")).isEqualTo("bad_recipient");
  }

  @Test
  void anEarlierAttemptsFailureDoesNotUndoALaterOne() throws InterruptedException {
    assertThat(written(Outcome.pending(row(1), "rate_limited", Duration.ZERO)).get("status"))
        .isEqualTo("sending");
    assertThat(written(Outcome.refused(row(1), "bad_recipient")).get("status"))
        .isEqualTo("sending");
    assertThat(written(Outcome.unknown(row(1), "lost", Duration.ZERO)).get("status"))
        .isEqualTo("sending");
  }

  @Test
  void thatTheVendorHasItCountsWhoeverSaysSo() throws InterruptedException {
    Record row = written(Outcome.sent(row(1), "SM1"));

    assertThat(row.get("status")).isEqualTo("sent");
    assertThat(row.get("provider_message_id")).isEqualTo("SM1");
  }

  @Test
  void whatIsSettledStaysSo() throws InterruptedException {
    written(Outcome.sent(row(2), "SM1"));

    Record row = written(Outcome.pending(row(2), "rate_limited", Duration.ZERO));

    assertThat(row.get("status")).isEqualTo("sent");
    assertThat(row.get("provider_message_id")).isEqualTo("SM1");
  }

  @Test
  void whatTheVendorDidNotTakeIsAsIfUntried() throws InterruptedException {
    Record row = written(Outcome.pending(row(2), "rate_limited", Duration.ZERO));

    assertThat(row.get("status")).isEqualTo("pending");
    assertThat(row.get("first_tried_at")).isNull();
  }
}
