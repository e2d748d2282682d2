package dev.parley.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.config.store.TestDatabase;
import dev.parley.runtime.driver.Milestones.Milestone;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Two real processes on one database: a contact never notices which of them answers, nor that one
/// has died.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoNodesIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int BURSTS = 5;
  private static final int BURST = 4;
  private final TestDatabase database = TestDatabase.create();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private Path data;
  private Receiver receiver;
  private ParleyProcess a;
  private ParleyProcess b;
  private Office office;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    data = folder;
    receiver = new Receiver();
    // Both find an empty database, and one of them brings it up to date.
    var first = CompletableFuture.supplyAsync(() -> launch("a"), threads);
    var second = CompletableFuture.supplyAsync(() -> launch("b"), threads);
    a = first.join();
    b = second.join();
    office = Office.open(ledger().api(), Office.BRIEF_AGENT, receiver);
  }

  @AfterAll
  void stop() throws InterruptedException {
    a.close();
    b.close();
    receiver.close();
    threads.shutdownNow();
    database.close();
  }

  private ParleyProcess launch(String name) {
    return launch(name, "3s");
  }

  private ParleyProcess launch(String name, String lease) {
    try {
      return ParleyProcess.start(
          data.resolve(name),
          Map.of(
              "PARLEY_DATABASE_URL", database.settings().jdbcUrl(),
              "PARLEY_MASTER_KEY", "master-key-of-both-nodes",
              "PARLEY_MODEL", "builtin",
              "PARLEY_LEASE", lease,
              "PARLEY_QUIET_WINDOW", "50ms",
              "PARLEY_BACKGROUND_HEARTBEAT", "1s",
              "PARLEY_CHAT_MESSAGES_BURST", "1000",
              "PARLEY_SAMPLES", "false"));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Ledger ledger() {
    return new Ledger(b, receiver);
  }

  @Test
  void aConversationBegunOnOneNodeGoesOnOnTheOther() {
    try (Browser browser = Browser.begin("moves", a, office)) {
      browser.say("My name is Ana Silva");
      browser.hear();
      browser.comeBack(b);
      browser.say("4 people");
      browser.hear();
      browser.awaitClosed();
      assertThat(ledger().speakers(browser.conversation()))
          .containsExactly("agent", "contact", "agent", "contact", "agent");
      assertThat(browser.heard()).containsExactly(1, 3, 5);
      ledger().awaitOneLeadEach(List.of(browser.conversation()));
    }
  }

  @Test
  void whatWasMissedBetweenTwoNodesIsHeardOnce() {
    try (Browser browser = Browser.begin("missed", a, office)) {
      browser.say("My name is Ana Silva");
      String conversation = browser.conversation();
      await().atMost(PATIENCE).until(() -> ledger().speakers(conversation).size() == 3);
      browser.comeBack(b);
      browser.hear();
      browser.comeBack(a);
      browser.say("4 people");
      browser.hear();
      browser.awaitClosed();
      assertThat(browser.heard()).containsExactly(1, 3, 5);
    }
  }

  @Test
  void turnsCommittedOnOneNodeReachASocketOnTheOther() {
    try (Browser onA = Browser.begin("here", a, office);
        Browser onB = onA.another("there", b)) {
      onA.say("My name is Ana Silva");
      onA.hear();
      onB.hear();
      onB.say("4 people");
      onA.hear();
      onB.hear();
      onA.awaitClosed();
      onB.awaitClosed();
      assertThat(onA.heard()).containsExactly(1, 3, 5);
      assertThat(onB.heard()).containsExactly(3, 5);
      ledger().awaitOneLeadEach(List.of(onA.conversation()));
    }
  }

  @Test
  void theOtherNodeAnswersForOneThatDiedAfterTheAcknowledgement() throws Exception {
    // Longer than a machine stalls: nobody else answers before it dies.
    ParleyProcess dying = launch("dying", "10s");
    try (Browser browser = Browser.begin("orphan", dying, office)) {
      browser.say("My name is Ana Silva");
      browser.hear();
      dying.arm(Milestone.TURN_BEGUN);
      browser.say("4 people");
      dying.awaitReached(Milestone.TURN_BEGUN);
      dying.kill();

      browser.comeBack(b);
      browser.hear();
      browser.awaitClosed();
      assertThat(ledger().speakers(browser.conversation()))
          .containsExactly("agent", "contact", "agent", "contact", "agent");
      assertThat(ledger().messages(browser.conversation()))
          .containsExactly("My name is Ana Silva", "4 people");
      ledger().awaitOneLeadEach(List.of(browser.conversation()));
    } finally {
      dying.kill();
    }
  }

  @Test
  void manyConversationsEndOnceHoweverManyNodesLookAfterThem() {
    List<String> ended = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      try (Browser browser = Browser.begin("many" + i, i % 2 == 0 ? a : b, office)) {
        browser.sayUnheard("My name is Ana Silva");
        browser.hear();
        browser.comeBack(i % 2 == 0 ? b : a);
        browser.leave();
        browser.awaitClosed();
        ended.add(browser.conversation());
      }
    }
    ledger().awaitOneLeadEach(ended);
  }

  @Test
  void twoWindowsHammeringThroughBothNodesGetOneAnswerPerBurstInOrder() throws Exception {
    Office longOne = Office.open(ledger().api(), longAgent());
    try (Browser onA = Browser.begin("left", a, longOne);
        Browser onB = onA.another("right", b)) {
      var left = CompletableFuture.runAsync(() -> hammer(onA, "left"), threads);
      var right = CompletableFuture.runAsync(() -> hammer(onB, "right"), threads);
      left.join();
      right.join();

      String conversation = onA.conversation();
      await()
          .atMost(PATIENCE)
          .until(() -> ledger().messages(conversation).size() >= 2 * BURSTS * BURST);
      List<JsonNode> turns = ledger().turns(conversation);
      int last = turns.getLast().path("seq").asInt();
      onA.hearUpTo(last);
      onB.hearUpTo(last);

      assertThat(turns.stream().map(turn -> turn.path("seq").asInt()))
          .containsExactlyElementsOf(IntStream.rangeClosed(1, last).boxed().toList());
      assertThat(ledger().speakers(conversation))
          .containsExactlyElementsOf(
              IntStream.rangeClosed(1, last)
                  .mapToObj(seq -> seq % 2 == 1 ? "agent" : "contact")
                  .toList());
      List<String> said = ledger().messages(conversation);
      assertThat(said).hasSize(2 * BURSTS * BURST);
      assertThat(said.stream().filter(text -> text.contains("left")))
          .containsExactlyElementsOf(sayings("left"));
      assertThat(said.stream().filter(text -> text.contains("right")))
          .containsExactlyElementsOf(sayings("right"));
      List<Integer> answers =
          IntStream.rangeClosed(1, last).filter(seq -> seq % 2 == 1).boxed().toList();
      assertThat(onA.heard()).isEqualTo(answers);
      assertThat(onB.heard()).isEqualTo(answers.subList(1, answers.size()));
    }
  }

  /// Bursts, each waited for until something is said about it.
  private static void hammer(Browser browser, String side) {
    List<String> sayings = sayings(side);
    for (int burst = 0; burst < BURSTS; burst++) {
      sayings.subList(burst * BURST, (burst + 1) * BURST).forEach(browser::sayUnheard);
      browser.hear();
    }
  }

  private static List<String> sayings(String side) {
    return IntStream.range(0, BURSTS * BURST)
        .mapToObj(i -> "cups and plates " + i + " from the " + side + " shelf")
        .toList();
  }

  private static String longAgent() {
    String questions =
        IntStream.range(0, 90)
            .mapToObj(
                i -> "{'id': 'part_%d', 'type': 'text', 'ask': 'And box %d?'}".formatted(i, i))
            .collect(Collectors.joining(","))
            .replace('\'', '"');
    return """
    {"agent": "long", "name": "Ana", "business": "Sol", "languages": ["en"], "persona": "Brief.",
     "disclosure": "I am an assistant.",
     "greeting": {"chat": "Hello!", "voice": "Hello!"},
     "questions": [%s],
     "facts": [], "objections": [],
     "limits": {"turns": 500},
     "qualified": {"say": "Someone will call you."}, "closing": "Thanks!"}
    """
        .formatted(questions);
  }
}
