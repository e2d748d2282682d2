package dev.parley.runtime;

import static dev.parley.config.store.generated.Tables.CONTACT_ADDRESSES;
import static dev.parley.config.store.generated.Tables.CONVERSATIONS;
import static dev.parley.config.store.generated.Tables.INBOX;
import static dev.parley.config.store.generated.Tables.OUTBOX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.channel.sandbox.Pace;
import dev.parley.channel.sandbox.SandboxOptions;
import dev.parley.config.net.FreePort;
import dev.parley.config.store.TestDatabase;
import dev.parley.runtime.driver.Milestones.Milestone;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The real process, killed with SIGKILL in the middle of a conversation by SMS and one by WhatsApp
/// and started again: the vendors are handed each answer once, wherever it died.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MessageCrashIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /// Waits that are long among people are short here. Meta's receipts have longer: it must not be
  /// asked to send again what it is about to report.
  private static final Map<String, String> SETTINGS =
      Map.ofEntries(
          Map.entry("PARLEY_MODEL", "builtin"),
          Map.entry("PARLEY_SAMPLES", "false"),
          Map.entry("PARLEY_LEASE", "3s"),
          Map.entry("PARLEY_QUIET_WINDOW", "10ms"),
          Map.entry("PARLEY_BACKGROUND_HEARTBEAT", "1s"),
          Map.entry("PARLEY_DELIVERY_LEASE", "3s"),
          Map.entry("PARLEY_CHANNEL_CALL_TIMEOUT", "5s"),
          Map.entry("PARLEY_OUTBOX_SENDER_SILENT", "8s"),
          Map.entry("PARLEY_OUTBOX_ASK_AGAIN", "250ms"),
          Map.entry("PARLEY_SMS_SETTLE", "3s"),
          Map.entry("PARLEY_WHATSAPP_RECEIPT_WAIT", "8s"));

  /// Receipts come when whoever sent is dead: Twilio gives them up, Meta brings them again.
  private static final Pace RECEIPTS_LATER =
      new Pace(
          Duration.ofSeconds(1),
          Duration.ofMillis(100),
          Duration.ofMillis(200),
          Duration.ofMinutes(5),
          Duration.ofMinutes(2));

  private final TestDatabase database = TestDatabase.create();
  private Path data;
  private Receiver receiver;
  private Vendors vendors;
  private ParleyProcess process;
  private int killed;

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    data = folder;
    receiver = new Receiver();
    vendors = new Vendors(FreePort.take(), SandboxOptions.TIDY.with(RECEIPTS_LATER));
    process = launch();
    Office.open(ledger().api(), Office.BRIEF_AGENT, receiver);
    vendors.connect(ledger().api(), "brief");
  }

  @AfterAll
  void stop() throws InterruptedException {
    process.close();
    vendors.close();
    receiver.close();
    database.close();
  }

  private ParleyProcess launch() throws IOException {
    Map<String, String> settings = vendors.settings(SETTINGS);
    settings.put("PARLEY_DATABASE_URL", database.settings().jdbcUrl());
    return ParleyProcess.start(vendors.port, data, settings);
  }

  private Ledger ledger() {
    return new Ledger(process, receiver);
  }

  @ParameterizedTest
  @EnumSource(
      value = Milestone.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"BEFORE_LEAD_COMMIT", "LEAD_COMMITTED", "BEFORE_PUSH", "PUSHED"})
  void everyMessageIsAnsweredOnce(Milestone milestone) throws Exception {
    String texting = "+1212555%04d".formatted(100 + killed);
    String chatting = "+1213555%04d".formatted(100 + killed++);
    var onSms = vendors.twilio.contact(texting);
    var onWhatsApp = vendors.whatsApp.contact(chatting);
    onSms.says("My name is Ana Silva");
    onWhatsApp.says("My name is Rui Costa");
    awaitCount(1, () -> vendors.sms(texting));
    awaitCount(1, () -> vendors.whatsApp(chatting));
    awaitNothingUnderWay();

    process.arm(milestone, 2);
    onSms.says("4 people");
    onWhatsApp.says("5 people");
    process.awaitReached(milestone);
    process.awaitReached(milestone);
    process.kill();
    process = launch();

    awaitCount(2, () -> vendors.sms(texting));
    awaitCount(2, () -> vendors.whatsApp(chatting));
    awaitNothingUnderWay();
    assertThat(vendors.twilio.settle(PATIENCE)).isTrue();
    assertThat(vendors.whatsApp.settle(PATIENCE)).isTrue();
    assertThat(vendors.sms(texting)).hasSize(2).doesNotHaveDuplicates();
    assertThat(vendors.whatsApp(chatting)).hasSize(2).doesNotHaveDuplicates();
    for (String contact : List.of(texting, chatting)) {
      String conversation = conversation(contact);
      assertThat(ledger().speakers(conversation))
          .containsExactly("contact", "agent", "contact", "agent");
      ledger().awaitOneLeadEach(List.of(conversation));
    }
  }

  private static void awaitCount(int count, Supplier<List<String>> taken) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(taken.get()).hasSizeGreaterThanOrEqualTo(count));
  }

  /// No message is unanswered, and of every answer it is known what became of it.
  private void awaitNothingUnderWay() {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(unanswered()).isZero();
              assertThat(statuses()).containsOnly("sent");
            });
  }

  private int unanswered() {
    return database.database().acrossTenants(tx -> tx.fetchCount(INBOX, INBOX.TURN_SEQ.isNull()));
  }

  private List<String> statuses() {
    return database
        .database()
        .acrossTenants(tx -> tx.select(OUTBOX.STATUS).from(OUTBOX).fetch(OUTBOX.STATUS));
  }

  /// The only conversation of this contact.
  private String conversation(String contact) {
    return database
        .database()
        .acrossTenants(
            tx ->
                tx.select(CONVERSATIONS.ID)
                    .from(CONVERSATIONS)
                    .join(CONTACT_ADDRESSES)
                    .on(CONTACT_ADDRESSES.CONTACT_ID.eq(CONVERSATIONS.CONTACT_ID))
                    .where(CONTACT_ADDRESSES.ADDRESS.eq(contact))
                    .fetchSingle(CONVERSATIONS.ID)
                    .toString());
  }
}
