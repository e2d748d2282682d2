package dev.parley.runtime;

import static dev.parley.config.store.generated.Tables.CONTACT_ADDRESSES;
import static dev.parley.config.store.generated.Tables.CONVERSATIONS;
import static dev.parley.config.store.generated.Tables.INBOX;
import static dev.parley.config.store.generated.Tables.LEADS;
import static dev.parley.config.store.generated.Tables.OUTBOX;
import static dev.parley.config.store.generated.Tables.TURNS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.channel.sandbox.FaultPlan;
import dev.parley.channel.sandbox.Habits;
import dev.parley.channel.sandbox.SandboxOptions;
import dev.parley.channel.sandbox.WebhookFault;
import dev.parley.config.net.FreePort;
import dev.parley.config.store.TestDatabase;
import dev.parley.runtime.cli.ServerClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Thousands of people at once, by SMS and WhatsApp, over lines that repeat, reorder, cut and forge
/// what they carry. `-Dparley.soak.messages=10000` makes it as many messages.
class MessageSoakIT {
  private static final int MESSAGES = Integer.getInteger("parley.soak.messages", 2_000);
  private static final int PEOPLE = MESSAGES / 2;
  private static final int TALKING_AT_ONCE = 100;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String NAME = "My name is Ana Silva";
  private static final String NUMBER = "4 people";

  private final TestDatabase database = TestDatabase.create();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore talking = new Semaphore(TALKING_AT_ONCE);
  private Vendors vendors;
  private ParleyProcess process;

  @BeforeEach
  void start(@TempDir Path data) throws IOException {
    vendors = new Vendors(FreePort.take(), SandboxOptions.TIDY.with(Habits.REAL));
    Map<String, String> settings =
        vendors.settings(
            Map.of(
                "PARLEY_DATABASE_URL", database.settings().jdbcUrl(),
                "PARLEY_MODEL", "builtin",
                "PARLEY_SAMPLES", "false",
                "PARLEY_QUIET_WINDOW", "50ms"));
    process = ParleyProcess.start(vendors.port, data, settings);
    var api = new ServerClient(process.url(), ParleyProcess.ADMIN_KEY);
    Office.open(api, Office.BRIEF_AGENT);
    vendors.connect(api, "brief");
    disturb(vendors.twilio.faults());
    disturb(vendors.whatsApp.faults());
  }

  private static void disturb(FaultPlan faults) {
    faults
        .shareOfWebhooks(0.05, WebhookFault.DUPLICATE)
        .shareOfWebhooks(0.05, WebhookFault.REORDER)
        .shareOfWebhooks(0.01, WebhookFault.MALFORMED)
        .shareOfWebhooks(0.01, WebhookFault.FORGED);
  }

  @AfterEach
  void stop() throws InterruptedException {
    threads.shutdownNow();
    process.close();
    vendors.close();
    database.close();
  }

  @Test
  void everythingIsAnsweredOnceAndNothingForgedIsTaken() throws Exception {
    List<Future<?>> talks = new ArrayList<>();
    for (int person = 0; person < PEOPLE; person++) {
      int number = person;
      talks.add(threads.submit(() -> talk(number)));
    }
    for (Future<?> talk : talks) {
      talk.get();
    }
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(count(tx -> tx.fetchCount(INBOX, INBOX.TURN_SEQ.isNull()))).isZero();
              assertThat(count(tx -> tx.fetchCount(OUTBOX, OUTBOX.STATUS.ne("sent")))).isZero();
            });
    assertThat(vendors.twilio.settle(PATIENCE)).isTrue();
    assertThat(vendors.whatsApp.settle(PATIENCE)).isTrue();

    assertThat(count(tx -> tx.fetchCount(OUTBOX, OUTBOX.RECEIPT.isNull()))).isZero();
    assertThat(count(tx -> tx.fetchCount(INBOX))).isEqualTo(2 * PEOPLE);
    assertThat(count(tx -> tx.fetchCount(CONVERSATIONS))).isEqualTo(PEOPLE);
    Map<String, List<String>> said = turns("agent");
    assertThat(taken()).isEqualTo(said);
    Map<String, List<String>> heard = turns("contact");
    for (int person = 0; person < PEOPLE; person++) {
      String contact = number(person);
      assertThat(String.join("\n", heard.get(contact)).lines())
          .containsExactlyInAnyOrder(NAME, NUMBER);
      assertThat(said.get(contact)).hasSameSizeAs(heard.get(contact));
      if (!isHasty(person)) {
        assertThat(said.get(contact)).hasSize(2);
      }
    }
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(leads()).isEqualTo(closed()));
    assertThat(closed()).isGreaterThanOrEqualTo(PEOPLE * 4 / 5);
    forgedIsRefusedAndMalformedIsLoggedByItsCode();
  }

  private void forgedIsRefusedAndMalformedIsLoggedByItsCode() {
    assertThat(vendors.twilio.alerts()).isEmpty();
    assertThat(vendors.whatsApp.alerts()).isEmpty();
    assertThat(vendors.twilio.refusedWebhooks()).isPositive();
    assertThat(vendors.whatsApp.refusedWebhooks()).isPositive();
    assertThat(vendors.twilio.lostWebhooks() + vendors.whatsApp.lostWebhooks()).isZero();
    assertThat(vendors.twilio.forgotten() + vendors.whatsApp.forgotten()).isZero();
    String log = String.join("\n", process.said());
    assertThat(log)
        .contains("sms_refused", "sms_ignored", "whatsapp_refused", "whatsapp_unreadable")
        .doesNotContain("Ana Silva", NUMBER, "+1646", "not_stored");
  }

  private void talk(int person) {
    talking.acquireUninterruptibly();
    try {
      if (person % 2 == 0) {
        var contact = vendors.twilio.contact(number(person));
        talk(person, contact::says, count -> contact.awaitReceived(count, PATIENCE));
      } else {
        var contact = vendors.whatsApp.contact(number(person));
        talk(person, contact::says, count -> contact.awaitReceived(count, PATIENCE));
      }
    } finally {
      talking.release();
    }
  }

  private static void talk(int person, Consumer<String> says, IntConsumer awaitReceived) {
    says.accept(NAME);
    if (!isHasty(person)) {
      awaitReceived.accept(1);
    }
    says.accept(NUMBER);
    awaitReceived.accept(isHasty(person) ? 1 : 2);
  }

  /// Says both at once, and may be answered once.
  private static boolean isHasty(int person) {
    return person % 5 == 4;
  }

  private static String number(int person) {
    return "+1646%07d".formatted(2_000_000 + person);
  }

  /// What the vendors were given, in order, by contact.
  private Map<String, List<String>> taken() {
    Stream<Map.Entry<String, String>> sms =
        vendors.twilio.accepted().stream().map(one -> Map.entry(one.to(), one.body()));
    Stream<Map.Entry<String, String>> whatsApp =
        vendors.whatsApp.accepted().stream().map(one -> Map.entry(one.to(), one.text()));
    return Stream.concat(sms, whatsApp)
        .collect(
            Collectors.groupingBy(
                Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
  }

  /// What was written down of one side, in order, by contact.
  private Map<String, List<String>> turns(String speaker) {
    return database
        .database()
        .acrossTenants(
            tx ->
                tx.select(CONTACT_ADDRESSES.ADDRESS, TURNS.TEXT)
                    .from(TURNS)
                    .join(CONVERSATIONS)
                    .on(CONVERSATIONS.ID.eq(TURNS.CONVERSATION_ID))
                    .join(CONTACT_ADDRESSES)
                    .on(CONTACT_ADDRESSES.CONTACT_ID.eq(CONVERSATIONS.CONTACT_ID))
                    .where(TURNS.SPEAKER.eq(speaker), CONTACT_ADDRESSES.ADDRESS.like("+%"))
                    .orderBy(TURNS.CONVERSATION_ID, TURNS.SEQ)
                    .fetchGroups(CONTACT_ADDRESSES.ADDRESS, TURNS.TEXT));
  }

  private int leads() {
    return count(tx -> tx.fetchCount(LEADS));
  }

  private int closed() {
    return count(tx -> tx.fetchCount(CONVERSATIONS, CONVERSATIONS.STATUS.eq("closed")));
  }

  private int count(Function<DSLContext, Integer> counted) {
    return database.database().acrossTenants(counted);
  }
}
