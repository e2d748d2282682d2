package dev.parley.runtime.conversation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.config.store.Database;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConversationStorePostgresTest {
  private TestDatabase test;
  private UUID channel;
  private ConversationStore one;
  private ConversationStore two;
  private Inbox inbox;
  private OwnedConversation owned;

  @BeforeAll
  void open() {
    test = TestDatabase.create();
    channel = Conversations.channel(test.database());
  }

  @AfterAll
  void close() {
    test.close();
  }

  @BeforeEach
  void begin() {
    Database database = test.database();
    Clock clock = Clock.systemUTC();
    one =
        new ConversationStore(
            database, NodeId.random(), Duration.ofSeconds(30), Duration.ofSeconds(60), clock);
    two =
        new ConversationStore(
            database, NodeId.random(), Duration.ofSeconds(30), Duration.ofSeconds(60), clock);
    inbox = new Inbox(database, 3);
    byte[] hash = UUID.randomUUID().toString().getBytes(UTF_8);
    owned = one.begin(Conversations.fresh(channel, hash));
  }

  @Test
  void whatWasBegunIsReadBackAsItWas() {
    one.release(owned);

    OwnedConversation read = two.acquire(owned.id()).orElseThrow();

    assertThat(read.state()).isEqualTo(owned.state());
    assertThat(read.transcript()).isEqualTo(owned.transcript());
    assertThat(read.contact()).isEqualTo(owned.contact());
    assertThat(read.token()).isGreaterThan(owned.token());
  }

  @Test
  void aConversationThatIsOwnedIsNotTaken() {
    assertThat(two.acquire(owned.id())).isEmpty();
  }

  @Test
  void aTurnIsWrittenWhole() {
    WaitingMessage message = accept("m1");

    OwnedConversation after = one.commit(owned, turn(owned, message)).orElseThrow().after();

    assertThat(after.lastSeq()).isEqualTo(3);
    assertThat(inbox.waiting(owned.id())).isEmpty();
    one.release(after);
    OwnedConversation read = two.acquire(owned.id()).orElseThrow();
    assertThat(read.lastSeq()).isEqualTo(3);
    assertThat(read.transcript()).isEqualTo(after.transcript());
  }

  @Test
  void whoLostTheLeaseWritesNothing() {
    WaitingMessage message = accept("m1");
    one.release(owned);
    OwnedConversation taken = two.acquire(owned.id()).orElseThrow();
    List<String> alsoWritten = new ArrayList<>();
    TurnCommit late = turn(owned, message, (_, _) -> alsoWritten.add("late"));

    assertThat(one.commit(owned, late)).isEmpty();

    assertThat(alsoWritten).isEmpty();
    assertThat(inbox.waiting(owned.id())).containsExactly(message);
    assertThat(two.commit(taken, turn(taken, message))).isPresent();
  }

  @Test
  void aMessageIsTakenOnce() {
    WaitingMessage message = accept("m1");

    assertThat(
            inbox.accept(
                owned.id(), message.messageId(), "again", Conversations.AT, Conversations.AT))
        .isInstanceOf(Accepted.Duplicate.class);
    assertThat(inbox.waiting(owned.id())).hasSize(1);
  }

  @Test
  void aMessageIsAnsweredOnce() {
    WaitingMessage message = accept("m1");
    OwnedConversation after = one.commit(owned, turn(owned, message)).orElseThrow().after();

    assertThat(one.commit(after, turn(after, message))).isEmpty();

    assertThat(one.acquire(owned.id()).orElseThrow().lastSeq()).isEqualTo(3);
  }

  @Test
  void aFloodIsHeldBackAndSaysSo() {
    accept("m1");
    accept("m2");
    accept("m3");

    assertThat(inbox.accept(owned.id(), "m4", "x", Conversations.AT, Conversations.AT))
        .isInstanceOf(Accepted.TooManyWaiting.class);
  }

  @Test
  void aClosedConversationTakesNothing() {
    TurnCommit closing =
        new TurnCommit(
            List.of(),
            "engine",
            List.of(),
            Conversations.state(FlowState.Status.CLOSED),
            Optional.empty(),
            List.of(),
            List.of(),
            List.of(),
            Conversations.AT);
    assertThat(one.commit(owned, closing)).isPresent();

    assertThat(inbox.accept(owned.id(), "m1", "x", Conversations.AT, Conversations.AT))
        .isInstanceOf(Accepted.Closed.class);
  }

  @Test
  void aCommitThatThrowsWritesNothing() {
    WaitingMessage message = accept("m1");
    TurnCommit broken =
        turn(
            owned,
            message,
            (_, _) -> {
              throw new IllegalStateException("broken");
            });

    assertThatThrownBy(() -> one.commit(owned, broken)).hasMessage("broken");

    assertThat(inbox.waiting(owned.id())).containsExactly(message);
    assertThat(one.commit(owned, turn(owned, message))).isPresent();
  }

  private WaitingMessage accept(String messageId) {
    Accepted accepted =
        inbox.accept(
            owned.id(),
            owned.id().id() + "/" + messageId,
            "hi",
            Conversations.AT,
            Conversations.AT);
    return ((Accepted.Fresh) accepted).message();
  }

  private static TurnCommit turn(
      OwnedConversation owned, WaitingMessage message, AlsoInCommit... also) {
    int seq = owned.lastSeq();
    return new TurnCommit(
        List.of(
            new Turn(seq + 1, Speaker.CONTACT, message.text(), Conversations.AT, "en"),
            new Turn(seq + 2, Speaker.AGENT, "And you?", Conversations.AT, "en")),
        "engine",
        List.of(message),
        owned.state(),
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(also),
        Conversations.AT);
  }
}
