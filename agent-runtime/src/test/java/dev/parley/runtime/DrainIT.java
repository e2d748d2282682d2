package dev.parley.runtime;

import static dev.parley.config.store.generated.Tables.CONVERSATIONS;
import static dev.parley.config.store.generated.Tables.DELIVERIES;
import static dev.parley.config.store.generated.Tables.TURNS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.config.store.TestDatabase;
import dev.parley.runtime.driver.Milestones.Milestone;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real process, told to stop in the middle of turns and pushes, and started again.
class DrainIT {
  private static final Duration DRAIN = Duration.ofSeconds(60);
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int GOING_AWAY = 1001;

  private final TestDatabase database = TestDatabase.create();
  @TempDir private Path data;
  private Receiver receiver;
  private ParleyProcess process;
  private Office office;

  @BeforeEach
  void start() throws Exception {
    receiver = new Receiver();
    process = launch();
    office = Office.open(ledger().api(), Office.BRIEF_AGENT, receiver);
  }

  @AfterEach
  void stop() throws InterruptedException {
    process.close();
    receiver.close();
    database.close();
  }

  private ParleyProcess launch() throws Exception {
    return ParleyProcess.start(
        data,
        Map.of(
            "PARLEY_DATABASE_URL",
            database.settings().jdbcUrl(),
            "PARLEY_MODEL",
            "builtin",
            "PARLEY_DRAIN",
            DRAIN.toSeconds() + "s",
            "PARLEY_LEASE",
            "60s",
            "PARLEY_DELIVERY_LEASE",
            "60s",
            "PARLEY_SAMPLES",
            "false"));
  }

  private Ledger ledger() {
    return new Ledger(process, receiver);
  }

  @Test
  void aStopInTheMiddleOfTurnsAndPushesLosesAndRepeatsNothing() throws Exception {
    receiver.hold();
    Browser pushed = Browser.begin("pushed", process, office);
    finish(pushed);
    await().atMost(PATIENCE).until(() -> !receiver.of(pushed.conversation()).isEmpty());
    Browser thinking = Browser.begin("thinking", process, office);
    thinking.say("My name is Ana Silva");
    thinking.hear();
    List<Browser> waiting =
        IntStream.range(0, 4).mapToObj(i -> Browser.begin("w" + i, process, office)).toList();
    process.arm(Milestone.UNDERSTOOD);
    thinking.say("4 people");
    process.awaitReached(Milestone.UNDERSTOOD);
    waiting.forEach(browser -> browser.say("My name is Rui Costa"));

    process.terminate();
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(process.readiness()).isIn(503, 0));
    assertThat(thinking.awaitEnd()).isEqualTo(GOING_AWAY);
    waiting.forEach(browser -> assertThat(browser.awaitEnd()).isEqualTo(GOING_AWAY));
    process.goOn();
    receiver.answer();
    assertThat(process.awaitExit(DRAIN)).isZero();

    assertThat(leases()).isZero();
    assertThat(turns(thinking)).isEqualTo(5);
    assertThat(undelivered()).isZero();

    process = launch();
    thinking.comeBack(process);
    thinking.hear();
    thinking.awaitClosed();
    for (Browser browser : waiting) {
      browser.comeBack(process);
      browser.hear();
      browser.say("4 people");
      browser.awaitClosed();
      assertThat(ledger().messages(browser.conversation()))
          .containsExactly("My name is Rui Costa", "4 people");
    }
    List<Browser> all = new ArrayList<>(waiting);
    all.add(thinking);
    all.add(pushed);
    for (Browser browser : all) {
      assertThat(ledger().speakers(browser.conversation()))
          .containsExactly("agent", "contact", "agent", "contact", "agent");
      browser.close();
    }
    ledger().awaitOneLeadEach(all.stream().map(Browser::conversation).toList());
  }

  private static void finish(Browser browser) {
    browser.say("My name is Ana Silva");
    browser.hear();
    browser.say("4 people");
    browser.awaitClosed();
  }

  /// Conversations and deliveries that somebody still holds.
  private int leases() {
    return database
        .database()
        .acrossTenants(
            tx ->
                tx.fetchCount(CONVERSATIONS, CONVERSATIONS.LEASE_UNTIL.isNotNull())
                    + tx.fetchCount(DELIVERIES, DELIVERIES.LEASE_UNTIL.isNotNull()));
  }

  private int turns(Browser browser) {
    UUID conversation = UUID.fromString(browser.conversation());
    return database
        .database()
        .acrossTenants(tx -> tx.fetchCount(TURNS, TURNS.CONVERSATION_ID.eq(conversation)));
  }

  /// Deliveries whose push had begun and whose outcome was not written.
  private int undelivered() {
    return database
        .database()
        .acrossTenants(
            tx ->
                tx.fetchCount(
                    DELIVERIES, DELIVERIES.STATUS.ne("delivered"), DELIVERIES.ATTEMPT_COUNT.gt(0)));
  }
}
