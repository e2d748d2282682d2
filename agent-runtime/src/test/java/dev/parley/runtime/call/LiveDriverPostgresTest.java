package dev.parley.runtime.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.channel.ChannelAccount;
import dev.parley.channel.voice.CallDetails;
import dev.parley.channel.voice.CallEvent;
import dev.parley.channel.voice.CallEvents;
import dev.parley.channel.voice.CallLine;
import dev.parley.channel.voice.CallReport;
import dev.parley.channel.voice.Welcome;
import dev.parley.config.binding.ChannelType;
import dev.parley.config.store.TestDatabase;
import dev.parley.config.tenant.TenantId;
import dev.parley.runtime.closing.ClosingRows;
import dev.parley.runtime.consent.ConsentLedger;
import dev.parley.runtime.conversation.ConversationId;
import dev.parley.runtime.conversation.ConversationStore;
import dev.parley.runtime.conversation.NodeId;
import dev.parley.runtime.flow.FlowEngine;
import dev.parley.runtime.messaging.Binding;
import dev.parley.runtime.messaging.CallTexts;
import dev.parley.runtime.messaging.KnownAnswers;
import dev.parley.runtime.turn.WithoutModel;
import dev.parley.runtime.understanding.BuiltInUnderstanding;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.jooq.Record;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LiveDriverPostgresTest {
  private static final String BUSINESS = "+351211111111";
  private static final ChannelAccount ACCOUNT =
      new ChannelAccount(ChannelType.VOICE, BUSINESS, Map.of(), Map.of());

  private TestDatabase test;
  private Binding binding;
  private LiveDriver driver;
  private final CompletableFuture<Boolean> closed = new CompletableFuture<>();

  @BeforeAll
  void open() {
    test = TestDatabase.create();
    UUID channel =
        test.database()
            .inTenant(
                TenantId.DEFAULT,
                tx -> {
                  tx.execute(
                      "insert into agents (tenant_id, agent, draft, published)"
                          + " values (?, 'solar', '{}', 1)",
                      TenantId.DEFAULT.value());
                  return tx.fetchSingle(
                          "insert into channels (tenant_id, type, agent, address)"
                              + " values (?, 'voice', 'solar', ?) returning id",
                          TenantId.DEFAULT.value(),
                          BUSINESS)
                      .get(0, UUID.class);
                });
    binding = new Binding(TenantId.DEFAULT, channel, "solar", ACCOUNT);
  }

  @BeforeEach
  void drive() {
    FlowEngine engine = new FlowEngine(CallAgents.solar("en", "read_back: false"));
    Duration leaseFor = Duration.ofSeconds(3);
    driver =
        new LiveDriver(
            (type, address) ->
                type == ChannelType.VOICE && address.equals(BUSINESS)
                    ? Optional.of(binding)
                    : Optional.empty(),
            (tenant, agent, version) -> engine,
            new WithoutModel(new BuiltInUnderstanding()),
            new BuiltInUnderstanding(),
            test.database(),
            new ConversationStore(
                test.database(),
                NodeId.random(),
                leaseFor,
                Duration.ofSeconds(60),
                Clock.systemUTC()),
            new ClosingRows(() -> closed.complete(true)),
            new KnownAnswers(Duration.ofDays(30), Duration.ofDays(365)),
            new CallTexts(
                test.database(),
                (type, address) -> Optional.empty(),
                Map.of(),
                Duration.ofHours(24),
                new ConsentLedger(),
                Clock.systemUTC()),
            CallSettings.DEFAULT,
            leaseFor,
            Clock.systemUTC());
  }

  @AfterEach
  void stop() {
    driver.close();
  }

  @AfterAll
  void close() {
    test.close();
  }

  /// A line whose contact answers each reply at once.
  private static final class Line implements CallLine {
    private final CallDetails details;
    private final List<String> answers;
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Boolean> hungUp = new CompletableFuture<>();
    private final CompletableFuture<CallEvents> mailbox = new CompletableFuture<>();
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();

    Line(CallDetails details, List<String> answers) {
      this.details = details;
      this.answers = answers;
    }

    void await(String words) {
      await(() -> said.contains(words));
    }

    void await(Callable<Boolean> what) {
      Awaitility.await().atMost(60, TimeUnit.SECONDS).until(what);
    }

    @Override
    public CallDetails call() {
      return details;
    }

    @Override
    public void say(long reply, Sentence sentence) {
      said.add(sentence.text());
    }

    @Override
    public void finish(long reply) {
      mailbox.join().happened(new CallEvent.PlayedOut(reply));
      if (next.get() < answers.size()) {
        mailbox
            .join()
            .happened(
                new CallEvent.Final(
                    answers.get(next.getAndIncrement()),
                    Optional.empty(),
                    OptionalDouble.empty(),
                    true));
        answered.incrementAndGet();
      }
    }

    @Override
    public String cut(long reply) {
      return "";
    }

    @Override
    public void expect(String language) {}

    @Override
    public void hint(List<String> words) {}

    @Override
    public void hangUp() {
      mailbox.join().happened(new CallEvent.Ended(CallEvent.Ended.How.WE_HUNG_UP));
      hungUp.complete(true);
    }

    @Override
    public void transfer(Transfer transfer) {}

    @Override
    public void fallBack(Sentence sentence, boolean hangUp) {}

    @Override
    public void record() {}
  }

  private static CallDetails details(String callId, CallDetails.Direction direction) {
    return details(callId, direction, "+351912345678", Map.of("reason", "quote"));
  }

  private static CallDetails details(
      String callId, CallDetails.Direction direction, String contact, Map<String, String> context) {
    return new CallDetails(
        callId,
        direction,
        BUSINESS,
        Optional.of(contact),
        Optional.empty(),
        context,
        Instant.now());
  }

  @Test
  void aCallIsTalkedWrittenDownAndClosed() throws Exception {
    Line line =
        new Line(
            details("CA1", CallDetails.Direction.INBOUND),
            List.of(
                "My name is John Smith",
                "912 345 678",
                "john at example dot com",
                "I own it",
                "yes please"));
    line.mailbox.complete(driver.answer(line));

    assertThat(line.hungUp.get(60, TimeUnit.SECONDS)).isTrue();
    assertThat(closed.get(60, TimeUnit.SECONDS)).isTrue();
    driver.drain(Duration.ofSeconds(60));
    Record row = row("CA1").orElseThrow();

    assertThat(row.get("status", String.class)).isEqualTo("closed");
    assertThat(row.get("disposition", String.class)).isEqualTo("qualified");
    assertThat(row.get("outcome", String.class)).isEqualTo("we_hung_up");
    assertThat(row.get("turns", Integer.class)).isEqualTo(11);
    assertThat(row.get("tasks", Integer.class)).isEqualTo(1);
    assertThat(driver.inProgress()).isZero();
  }

  @Test
  void aCallIsOursWhileNobodySpeaksAndEndsWhenAnotherHasTakenIt() throws Exception {
    Line line = new Line(details("CA12", CallDetails.Direction.INBOUND), List.of());
    line.mailbox.complete(driver.answer(line));
    line.await(() -> lease("CA12").isPresent());
    Instant first = lease("CA12").orElseThrow();

    line.await(() -> lease("CA12").orElseThrow().isAfter(first));
    assertThat(line.hungUp).isNotDone();
    test.database()
        .acrossTenants(
            tx ->
                tx.execute(
                    """
                    update conversations set lease_token = lease_token + 1
                     where id = (select conversation_id from calls where call_id = 'CA12')
                    """));
    assertThat(line.hungUp.get(60, TimeUnit.SECONDS)).isTrue();
  }

  private Optional<Instant> lease(String callId) {
    return test.database()
        .acrossTenants(
            tx ->
                tx.fetchOptional(
                        """
                        select lease_until from conversations
                          join calls on calls.conversation_id = conversations.id
                         where call_id = ?
                        """,
                        callId)
                    .map(row -> row.get(0, Instant.class)));
  }

  @Test
  void aCallThatReachedNobodyIsClosedAndYieldsItsLead() {
    CallDetails call = details("", CallDetails.Direction.OUTBOUND);
    ConversationId conversation = driver.begin(binding, call).orElseThrow();
    driver.placed(conversation, "CA2");
    driver.report(
        new CallReport.Finished(
            "CA2",
            BUSINESS,
            Optional.empty(),
            CallReport.Finished.Outcome.BUSY,
            OptionalInt.of(0),
            Instant.now()));

    Record row = row("CA2").orElseThrow();
    assertThat(row.get("status", String.class)).isEqualTo("closed");
    assertThat(row.get("disposition", String.class)).isEqualTo("no_answer");
    assertThat(row.get("reason", String.class)).isEqualTo("busy");
    assertThat(row.get("tasks", Integer.class)).isEqualTo(1);
  }

  @Test
  void aCallerIsWelcomedByTheAgentOfTheNumber() {
    assertThat(driver.welcome(details("CA3", CallDetails.Direction.INBOUND)))
        .isInstanceOfSatisfying(
            Welcome.Take.class, take -> assertThat(take.language()).isEqualTo("en"));
  }

  @Test
  void aStatusThatComesBeforeTheCarriersAnswerClosesTheCall() {
    ConversationId conversation =
        driver.begin(binding, details("", CallDetails.Direction.OUTBOUND)).orElseThrow();
    driver.report(
        new CallReport.Finished(
            "CA4",
            BUSINESS,
            Optional.of(conversation.id()),
            CallReport.Finished.Outcome.NO_ANSWER,
            OptionalInt.empty(),
            Instant.now()));
    driver.placed(conversation, "CA4");

    Record row = row("CA4").orElseThrow();
    assertThat(row.get("status", String.class)).isEqualTo("closed");
    assertThat(row.get("reason", String.class)).isEqualTo("no_answer");
  }

  @Test
  void anotherNumbersStatusClosesNothing() {
    ConversationId conversation =
        driver.begin(binding, details("", CallDetails.Direction.OUTBOUND)).orElseThrow();
    driver.report(
        new CallReport.Finished(
            "CA5",
            "+351299999999",
            Optional.of(conversation.id()),
            CallReport.Finished.Outcome.BUSY,
            OptionalInt.empty(),
            Instant.now()));

    assertThat(row("CA5")).isEmpty();
    driver.placed(conversation, "CA5");
    assertThat(row("CA5").orElseThrow().get("status", String.class)).isEqualTo("open");
  }

  @Test
  void whatACallerToldBeforeIsNotAskedAgain() throws Exception {
    String caller = "+351913000001";
    talk("CA6", caller, List.of("My name is Rui Costa", "913 000 001", "rui at example dot com"));

    Line again = talk("CA7", caller, List.of("I own it", "yes please"));

    assertThat(again.said)
        .contains("Do you own the building or rent it?")
        .doesNotContain("What is your full name?", "And your e-mail?");
    assertThat(row("CA7").orElseThrow().get("disposition", String.class)).isEqualTo("qualified");
  }

  @Test
  void whatTheBusinessGaveAlongIsAskedBack() throws Exception {
    Line line =
        new Line(
            details(
                "CA8",
                CallDetails.Direction.INBOUND,
                "+351913000002",
                Map.of("full_name", "Eva Reis", "roof", "castle")),
            List.of("yes"));
    line.mailbox.complete(driver.answer(line));
    line.await("Which number can we call you on?");

    assertThat(line.said).anyMatch(words -> words.contains("Eva Reis"));
    assertThat(line.said).doesNotContain("What is your full name?");
    line.mailbox.join().happened(new CallEvent.Ended(CallEvent.Ended.How.CONTACT_HUNG_UP));
    driver.drain(Duration.ofSeconds(60));
  }

  @Test
  void whoOptedOutIsServedWhenCallingAndNeverCalled() throws Exception {
    String caller = "+351913000003";
    talk("CA9", caller, List.of("stop calling me"));
    drive();
    test.database()
        .runInTenant(
            TenantId.DEFAULT,
            tx ->
                tx.execute(
                    "update contacts set suppressed = true where id in (select contact_id from"
                        + " conversations c join calls k on k.conversation_id = c.id"
                        + " where k.call_id = 'CA9')"));

    CallDetails in = details("CA10", CallDetails.Direction.INBOUND, caller, Map.of());
    CallDetails out = details("", CallDetails.Direction.OUTBOUND, caller, Map.of());
    assertThat(driver.welcome(in)).isInstanceOf(Welcome.Take.class);
    assertThat(driver.welcome(out)).isEqualTo(new Welcome.Refuse(Welcome.Reason.SUPPRESSED, "en"));
    Line line = new Line(in, List.of());
    line.mailbox.complete(driver.answer(line));
    line.await("What is your full name?");
    line.mailbox.join().happened(new CallEvent.Ended(CallEvent.Ended.How.CONTACT_HUNG_UP));
  }

  @Test
  void aProcessThatStopsSaysGoodbye() throws Exception {
    Line line =
        new Line(
            details("CA11", CallDetails.Direction.INBOUND, "+351913000004", Map.of()), List.of());
    line.mailbox.complete(driver.answer(line));
    line.await("What is your full name?");

    driver.drain(CallSettings.DEFAULT.goodbye());

    assertThat(line.said).anyMatch(words -> words.contains("We will call you back"));
    assertThat(line.hungUp).isCompletedWithValue(true);
    assertThat(row("CA11").orElseThrow().get("disposition", String.class)).isEqualTo("callback");
    assertThat(driver.welcome(details("CA12", CallDetails.Direction.INBOUND)))
        .isEqualTo(new Welcome.Refuse(Welcome.Reason.BUSY, "en"));
    assertThat(driver.inProgress()).isZero();
  }

  /// A whole call; the driver is new afterwards.
  private Line talk(String callId, String caller, List<String> answers) throws Exception {
    Line line = new Line(details(callId, CallDetails.Direction.INBOUND, caller, Map.of()), answers);
    line.mailbox.complete(driver.answer(line));
    line.await(() -> line.answered.get() == answers.size());
    line.mailbox.join().happened(new CallEvent.Ended(CallEvent.Ended.How.CONTACT_HUNG_UP));
    driver.drain(Duration.ofSeconds(60));
    drive();
    return line;
  }

  private Optional<Record> row(String callId) {
    return test.database()
        .inTenant(
            TenantId.DEFAULT,
            tx ->
                tx.fetchOptional(
                    """
                    select c.status, c.disposition, c.reason, k.outcome,
                           (select count(*) from turns t where t.conversation_id = c.id)::int as turns,
                           (select count(*) from scheduled_tasks s
                             where s.task_instance like '%' || c.id::text || '%')::int as tasks
                      from conversations c join calls k on k.conversation_id = c.id
                     where k.call_id = ?
                    """,
                    callId));
  }
}
