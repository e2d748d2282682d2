package dev.parley.runtime.conversation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.config.store.StoreException;
import dev.parley.config.store.TestDatabase;
import dev.parley.runtime.flow.FlowState;
import dev.parley.transcript.Speaker;
import dev.parley.transcript.Turn;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Turns of many conversations that are written in the same moment: each by its own gate.
class TurnsTogetherPostgresTest {
  private static final int CONVERSATIONS = 40;
  private static final String REFUSED = "a character no text may hold: \u0000";

  private final TestDatabase test = TestDatabase.create();
  private final ConversationStore store = store();
  private final ConversationStore elsewhere = store();
  private final Inbox inbox = new Inbox(test.database(), 3);
  private final UUID channel = Conversations.channel(test.database());

  private ConversationStore store() {
    return new ConversationStore(
        test.database(),
        NodeId.random(),
        Duration.ofSeconds(30),
        Duration.ofSeconds(60),
        Clock.systemUTC());
  }

  @AfterEach
  void close() {
    test.close();
  }

  private List<OwnedConversation> begun() {
    List<OwnedConversation> begun = new ArrayList<>();
    for (int i = 0; i < CONVERSATIONS; i++) {
      begun.add(
          store.begin(Conversations.fresh(channel, UUID.randomUUID().toString().getBytes(UTF_8))));
    }
    return begun;
  }

  private static <T> List<Future<T>> atOnce(List<Callable<T>> tasks) throws InterruptedException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      return threads.invokeAll(tasks);
    }
  }

  private static Callable<Accepted> accepting(Inbox inbox, OwnedConversation owned) {
    return () ->
        inbox.accept(owned.id(), owned.id().id() + "/m", "hi", Conversations.AT, Conversations.AT);
  }

  private static TurnCommit turn(OwnedConversation owned, WaitingMessage message, String reply) {
    int seq = owned.lastSeq();
    return new TurnCommit(
        List.of(
            new Turn(seq + 1, Speaker.CONTACT, message.text(), Conversations.AT, "en"),
            new Turn(seq + 2, Speaker.AGENT, reply, Conversations.AT, "en")),
        "engine",
        List.of(message),
        Conversations.state(FlowState.Status.OPEN),
        Optional.empty(),
        List.of(),
        List.of(
            new OutgoingPart(
                owned.id().id(),
                OutgoingPart.Purpose.REPLY,
                "{\"text\":\"" + owned.lastSeq() + "\"}")),
        List.of(),
        Conversations.AT);
  }

  @Test
  void eachTurnPassesItsOwnGate() throws Exception {
    List<OwnedConversation> begun = begun();
    List<Future<Accepted>> accepted =
        atOnce(begun.stream().map(owned -> accepting(inbox, owned)).toList());
    List<WaitingMessage> messages = new ArrayList<>();
    for (Future<Accepted> one : accepted) {
      messages.add(((Accepted.Fresh) one.get()).message());
    }
    store.release(begun.get(0));
    assertThat(elsewhere.acquire(begun.get(0).id())).isPresent();
    List<Callable<Optional<Committed>>> turns = new ArrayList<>();
    for (int i = 0; i < CONVERSATIONS; i++) {
      OwnedConversation owned = begun.get(i);
      TurnCommit turn = turn(owned, messages.get(i), i == 1 ? REFUSED : "And you, " + i + "?");
      turns.add(() -> store.commit(owned, turn));
    }

    List<Future<Optional<Committed>>> written = atOnce(turns);

    assertThat(written.get(0).get()).as("the lease was lost").isEmpty();
    assertThatThrownBy(() -> written.get(1).get())
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(StoreException.class);
    for (int i = 0; i < 2; i++) {
      assertThat(inbox.waiting(begun.get(i).id())).containsExactly(messages.get(i));
    }
    for (int i = 2; i < CONVERSATIONS; i++) {
      Committed committed = written.get(i).get().orElseThrow();
      assertThat(committed.toSend()).containsExactly(begun.get(i).id().id());
      assertThat(inbox.waiting(begun.get(i).id())).isEmpty();
      OwnedConversation read = store.acquire(begun.get(i).id()).orElseThrow();
      assertThat(read.transcript()).isEqualTo(committed.after().transcript());
      assertThat(read.state()).isEqualTo(committed.after().state());
    }
    assertThat(rows("turns")).isEqualTo(CONVERSATIONS + 2 * (CONVERSATIONS - 2));
    assertThat(rows("outbox")).isEqualTo(CONVERSATIONS - 2);
  }

  @Test
  void aCopyOfAMessageIsTakenOnceHoweverManyBringIt() throws Exception {
    List<OwnedConversation> begun = begun();
    List<Callable<Accepted>> twice = new ArrayList<>();
    begun.forEach(owned -> twice.add(accepting(inbox, owned)));
    begun.forEach(owned -> twice.add(accepting(inbox, owned)));

    List<Accepted> all = new ArrayList<>();
    for (Future<Accepted> one : atOnce(twice)) {
      all.add(one.get());
    }

    assertThat(all).filteredOn(Accepted.Fresh.class::isInstance).hasSize(CONVERSATIONS);
    assertThat(all).filteredOn(Accepted.Duplicate.class::isInstance).hasSize(CONVERSATIONS);
    assertThat(rows("inbox")).isEqualTo(CONVERSATIONS);
  }

  private int rows(String table) {
    return test.database()
        .acrossTenants(tx -> tx.fetchOptional("select count(*) from " + table))
        .orElseThrow()
        .get(0, Integer.class);
  }
}
