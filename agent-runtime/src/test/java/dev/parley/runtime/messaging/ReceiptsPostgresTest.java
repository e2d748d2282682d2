package dev.parley.runtime.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.channel.DeliveryReceipt;
import dev.parley.channel.DeliveryReceipt.Status;
import dev.parley.channel.Failure;
import dev.parley.channel.OutboundBody;
import dev.parley.config.binding.ChannelType;
import dev.parley.config.store.Database;
import dev.parley.config.store.TestDatabase;
import dev.parley.config.tenant.TenantId;
import dev.parley.runtime.conversation.ConversationId;
import dev.parley.runtime.conversation.OutgoingPart;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jooq.Record;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Receipts of many messages at once, in any order, while their outcomes are being written.
class ReceiptsPostgresTest {
  private static final int MESSAGES = 60;

  private final TestDatabase test = TestDatabase.create();
  private final Database database = test.database();
  private final Receipts receipts = new Receipts(database);
  private ConversationId conversation = new ConversationId(TenantId.DEFAULT, id(0));

  @BeforeEach
  void fill() {
    UUID tenant = TenantId.DEFAULT.value();
    UUID row = SmsConversation.make(database);
    conversation = new ConversationId(TenantId.DEFAULT, row);
    database.runAcrossTenants(
        tx -> {
          for (int i = 1; i <= MESSAGES; i++) {
            tx.execute(
                """
                insert into outbox
                  (id, tenant_id, conversation_id, seq, part, channel, purpose, body, status,
                   attempts, first_tried_at)
                values (?, ?, ?, ?, 1, 'sms', 'reply', '{}', 'sending', 1, now())
                """,
                id(i),
                tenant,
                row,
                i);
          }
        });
  }

  @AfterEach
  void close() {
    test.close();
  }

  private static UUID id(int message) {
    return new UUID(9, message);
  }

  private static DeliveryReceipt receipt(int message, Status status) {
    Optional<Failure> failure =
        status == Status.FAILED
            ? Optional.of(new Failure(Failure.Reason.UNREACHABLE, "30003"))
            : Optional.empty();
    return new DeliveryReceipt(
        ChannelType.SMS,
        "+12025550141",
        "SM" + message,
        Optional.of(id(message)),
        status,
        failure,
        Instant.EPOCH);
  }

  private Outcome sent(int message) {
    return Outcome.sent(
        new OutboxRow(
            id(message),
            conversation,
            ChannelType.SMS,
            message,
            false,
            OutgoingPart.Purpose.REPLY,
            new OutboundBody.Text("Hello"),
            OutboxRow.Stage.UNSENT,
            1,
            Instant.EPOCH,
            Instant.EPOCH),
        "SM" + message);
  }

  private List<Record> rows() {
    return database.acrossTenants(
        tx -> tx.fetch("select status, receipt, reason, provider_message_id from outbox"));
  }

  @Test
  void eachMessageCountsAsFarAsItCame() throws Exception {
    List<DeliveryReceipt> all = new ArrayList<>();
    for (int i = 1; i <= MESSAGES; i++) {
      for (Status status : List.of(Status.SENT, Status.DELIVERED, Status.READ, Status.SENT)) {
        all.add(receipt(i, status));
      }
    }
    Collections.shuffle(all, new Random(5));
    OutcomeWriter outcomes = new OutcomeWriter(database);
    outcomes.start();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> noted = new ArrayList<>();
      for (DeliveryReceipt receipt : all) {
        noted.add(threads.submit(() -> receipts.note(receipt)));
      }
      for (int i = MESSAGES; i >= 1; i--) {
        outcomes.write(sent(i));
      }
      for (Future<?> one : noted) {
        one.get();
      }
    }
    outcomes.drain(Duration.ofSeconds(30));

    assertThat(rows())
        .hasSize(MESSAGES)
        .allSatisfy(
            row -> {
              assertThat(row.get("status")).isEqualTo("sent");
              assertThat(row.get("receipt")).isEqualTo("read");
            });
    assertThat(rows()).extracting(row -> row.get("provider_message_id")).doesNotHaveDuplicates();
  }

  @Test
  void whatWasDeliveredCannotFailAndWhatFailedSaysWhy() {
    receipts.note(receipt(1, Status.DELIVERED));
    receipts.note(receipt(1, Status.FAILED));
    receipts.note(receipt(2, Status.SENT));
    receipts.note(receipt(2, Status.FAILED));
    receipts.note(receipt(2, Status.DELIVERED));

    assertThat(one(1).get("receipt")).isEqualTo("delivered");
    assertThat(one(2).get("receipt")).isEqualTo("failed");
    assertThat(one(2).get("reason")).isEqualTo("unreachable");
  }

  @Test
  void aReceiptWithoutOurIdIsFoundByTheVendors() {
    receipts.note(receipt(3, Status.SENT));
    DeliveryReceipt named = receipt(3, Status.READ);
    receipts.note(
        new DeliveryReceipt(
            named.channel(),
            named.bindingAddress(),
            named.providerMessageId(),
            Optional.empty(),
            named.status(),
            named.failure(),
            named.at()));

    assertThat(one(3).get("receipt")).isEqualTo("read");
  }

  private Record one(int message) {
    return database.acrossTenants(
        tx ->
            tx.fetchOptional("select receipt, reason from outbox where id = ?", id(message))
                .orElseThrow());
  }
}
