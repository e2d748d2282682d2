package dev.parley.runtime.hosted;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.channel.hosted.Asked;
import dev.parley.channel.hosted.EndedCall;
import dev.parley.channel.hosted.HostedChannel;
import dev.parley.channel.hosted.HostedSettings;
import dev.parley.channel.hosted.HostedTalk;
import dev.parley.config.binding.ChannelType;
import dev.parley.config.store.Database;
import dev.parley.runtime.conversation.Accepted;
import dev.parley.runtime.conversation.ConversationId;
import dev.parley.runtime.conversation.ConversationStore;
import dev.parley.runtime.conversation.Inbox;
import dev.parley.runtime.conversation.NewConversation;
import dev.parley.runtime.conversation.OwnedConversation;
import dev.parley.runtime.driver.EngineSource;
import dev.parley.runtime.driver.QueuedDriver;
import dev.parley.runtime.flow.Advance;
import dev.parley.runtime.flow.FlowEngine;
import dev.parley.runtime.flow.FlowState;
import dev.parley.runtime.flow.Moment;
import dev.parley.runtime.flow.Start;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Hosted agents' conversations over the rows and the driver of text: each thing a contact says is
/// an inbox row, taken once, and its answer is the turn that follows it, told while it is written
/// to who wants it so. Thread-safe.
public final class HostedConversations implements HostedTalk {
  private static final Duration SILENCE = Duration.ofMinutes(15);

  private final HostedRows rows;
  private final ConversationStore store;
  private final Inbox inbox;
  private final QueuedDriver driver;
  private final EngineSource engines;
  private final Waiters waiters;
  private final HostedCalls calls;
  private final HostedSettings settings;
  private final Clock clock;

  public HostedConversations(
      Database database,
      ConversationStore store,
      Inbox inbox,
      QueuedDriver driver,
      EngineSource engines,
      Waiters waiters,
      HostedCalls calls,
      HostedSettings settings,
      Clock clock) {
    this.rows = new HostedRows(database);
    this.store = store;
    this.inbox = inbox;
    this.driver = driver;
    this.engines = engines;
    this.waiters = waiters;
    this.calls = calls;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public Said next(HostedChannel channel, Asked asked, Hearer hearer) {
    byte[] hash = hash(channel, asked.conversation());
    Optional<ConversationId> known = rows.find(channel, hash);
    if (known.isEmpty()) {
      Optional<Integer> version = rows.published(channel.tenant(), channel.agent());
      if (version.isEmpty()) {
        return new Said.Later("agent_not_published");
      }
      known = begin(channel, asked, version.get(), hash).or(() -> rows.find(channel, hash));
    }
    return known.map(id -> go(id, asked, hearer)).orElse(new Said.Later("try_again"));
  }

  @Override
  public void ended(HostedChannel channel, EndedCall call) {
    byte[] hash = hash(channel, call.conversation());
    Optional<ConversationId> known = rows.find(channel, hash);
    if (known.isPresent()) {
      calls.end(driver, known.get(), call);
      return;
    }
    rows.published(channel.tenant(), channel.agent())
        .ifPresent(
            version -> {
              FlowEngine engine = engines.engine(channel.tenant(), channel.agent(), version);
              calls.write(channel, engine, version, hash, call);
            });
  }

  /// Empty when another request began it first.
  private Optional<ConversationId> begin(
      HostedChannel channel, Asked asked, int version, byte[] hash) {
    FlowEngine engine = engines.engine(channel.tenant(), channel.agent(), version);
    Moment moment = new Moment(clock.instant());
    FlowState state =
        engine.start(new Start(ChannelType.VOICE, asked.caller(), Optional.empty()), moment);
    Optional<String> opening = Optional.of(asked.greeting()).filter(words -> !words.isBlank());
    if (asked.contact().isEmpty()) {
      Advance first = engine.opening(state, moment);
      state = first.state();
      opening = first.say();
    }
    NewConversation fresh =
        new NewConversation(
            channel.tenant(),
            channel.agent(),
            version,
            ChannelType.VOICE,
            channel.id(),
            asked.caller(),
            Optional.of(hash),
            state,
            opening,
            Optional.of(moment.now().plus(SILENCE)),
            moment.now());
    Optional<OwnedConversation> owned = calls.begun(() -> store.begin(fresh));
    owned.ifPresent(driver::begun);
    return owned.map(OwnedConversation::id);
  }

  private Said go(ConversationId id, Asked asked, Hearer hearer) {
    if (asked.contact().isEmpty()) {
      return said(rows.opening(id), "");
    }
    Ear ear = waiters.begin(id);
    try {
      if (hearer.wantsSentences()) {
        ear.wantSentences();
      }
      return answer(id, asked, new Waiting(rows, id, ear, hearer, settings.answerWithin()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Said.Later("server_stopping");
    } finally {
      waiters.end(id);
    }
  }

  private Said answer(ConversationId id, Asked asked, Waiting waiting) throws InterruptedException {
    List<HostedRows.Taken> taken = rows.taken(id);
    int place = asked.contact().size();
    String messageId = HostedMessageId.of(id, place, asked.contact().getLast());
    if (taken.stream().anyMatch(each -> each.messageId().equals(messageId))) {
      return waitFor(id, messageId, waiting);
    }
    waiting.stopBefore(place);
    if (!asked.heard().isBlank()) {
      rows.heard(id, asked.heard());
    }
    String text = NewWords.of(taken, asked.contact());
    Instant now = clock.instant();
    return switch (inbox.accept(id, messageId, text, now, now)) {
      case Accepted.Fresh(var message) -> {
        driver.receivedWhole(id, message);
        yield waitFor(id, messageId, waiting);
      }
      case Accepted.Duplicate() -> waitFor(id, messageId, waiting);
      case Accepted.Closed() -> said(rows.last(id), "");
      case Accepted.TooManyWaiting() -> new Said.Later("too_many_waiting");
    };
  }

  private Said waitFor(ConversationId id, String messageId, Waiting waiting)
      throws InterruptedException {
    Optional<HostedRows.Answered> answer = waiting.answer(messageId);
    answer.ifPresent(_ -> rows.expectSilence(id, clock.instant().plus(SILENCE)));
    return answer
        .map(known -> said(known, waiting.heard()))
        .orElseGet(() -> new Said.Later("no_answer_yet"));
  }

  /// @param heard of it, where it was told before it was whole
  private static Said said(HostedRows.Answered answer, String heard) {
    // What was told of an answer that was given up is no beginning of this one.
    String rest =
        answer.text().startsWith(heard)
            ? answer.text().substring(heard.length()).strip()
            : answer.text();
    return new Said.Words(rest, answer.over());
  }

  private static byte[] hash(HostedChannel channel, String conversation) {
    return HostedMessageId.sha256(("hosted:" + channel.id() + ":" + conversation).getBytes(UTF_8));
  }
}
