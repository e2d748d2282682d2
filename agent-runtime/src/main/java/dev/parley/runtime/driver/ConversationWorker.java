package dev.parley.runtime.driver;

import dev.parley.config.agent.Question;
import dev.parley.config.binding.ChannelType;
import dev.parley.config.language.ModelAttempt;
import dev.parley.runtime.consent.ConsentWords;
import dev.parley.runtime.conversation.ConversationStore;
import dev.parley.runtime.conversation.Inbox;
import dev.parley.runtime.conversation.OwnedConversation;
import dev.parley.runtime.conversation.WaitingMessage;
import dev.parley.runtime.conversation.WaitingMessage.Kind;
import dev.parley.runtime.driver.Milestones.Milestone;
import dev.parley.runtime.driver.PictureAnswers.Looked;
import dev.parley.runtime.driver.TurnThinking.Thought;
import dev.parley.runtime.flow.Advance;
import dev.parley.runtime.flow.ContactTurn;
import dev.parley.runtime.flow.FlowEngine;
import dev.parley.runtime.flow.FlowState;
import dev.parley.runtime.flow.Moment;
import dev.parley.runtime.flow.Proposal;
import dev.parley.runtime.turn.TurnUnderstanding;
import dev.parley.runtime.understanding.UnderstandingRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Works through what one conversation has to do: own it, answer its messages, do its requests. A
/// failure loses nothing: the rows are as they were, and it is tried again later. Thread-safe.
public final class ConversationWorker {
  private static final Logger LOG = LoggerFactory.getLogger(ConversationWorker.class);

  private final ConversationStore store;
  private final Inbox inbox;
  private final EngineSource engines;
  private final TurnThinking thinking;
  private final TurnWork turnWork;
  private final Announcer announcer;
  private final Tellings tellings;
  private final Outgoing outgoing;
  private final Relocation relocation;
  private final TurnObserver observer;
  private final Milestones milestones;
  private final DriverSettings settings;
  private final Clock clock;
  private final ExecutorService thoughts = Executors.newVirtualThreadPerTaskExecutor();

  public ConversationWorker(
      ConversationStore store,
      Inbox inbox,
      EngineSource engines,
      TurnUnderstanding understanding,
      PictureAnswers pictures,
      EffectRows effects,
      Outgoing outgoing,
      Relocation relocation,
      Announcer announcer,
      Tellings tellings,
      TurnObserver observer,
      Milestones milestones,
      DriverSettings settings,
      Clock clock) {
    this.store = store;
    this.inbox = inbox;
    this.engines = engines;
    this.thinking = new TurnThinking(understanding, pictures);
    this.turnWork = new TurnWork(store, effects, outgoing, announcer, milestones, clock);
    this.announcer = announcer;
    this.tellings = tellings;
    this.outgoing = outgoing;
    this.relocation = relocation;
    this.observer = observer;
    this.milestones = milestones;
    this.settings = settings;
    this.clock = clock;
  }

  /// Does what is due, and returns when there is nothing left or it has to wait.
  void work(ConversationRun run) {
    try {
      while (step(run)) {}
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      Duration wait = wait(run.failed());
      run.forget(clock.instant().plus(wait));
      observer.failed(e);
      LOG.atError()
          .setCause(e)
          .addKeyValue("conversation", run.id().id())
          .log("A turn failed; nothing of it was written, and it is tried again in {}", wait);
    }
  }

  void release(ConversationRun run) {
    try {
      run.owned().ifPresent(store::release);
    } catch (RuntimeException e) {
      LOG.atWarn()
          .setCause(e)
          .addKeyValue("conversation", run.id().id())
          .log("A lease was not given back; another node takes over when it ends");
    }
  }

  /// One piece of work; false when there is none, or it has to wait.
  private boolean step(ConversationRun run) throws InterruptedException {
    Optional<OwnedConversation> owned = own(run);
    if (owned.isEmpty()) {
      run.forget(clock.instant().plus(settings.busyRetry()));
      return false;
    }
    if (!run.messagesKnown()) {
      run.know(inbox.waiting(run.id()));
    }
    List<WaitingMessage> messages = run.waiting();
    if (!messages.isEmpty()) {
      return answer(run, owned.get(), messages);
    }
    Optional<Request> request = run.nextRequest();
    request.ifPresent(asked -> fulfil(run, owned.get(), asked));
    return request.isPresent();
  }

  private Optional<OwnedConversation> own(ConversationRun run) {
    Optional<OwnedConversation> owned = run.owned();
    if (owned.isPresent() && owned.get().leaseUntil().isAfter(clock.instant())) {
      return owned;
    }
    Optional<OwnedConversation> taken = store.acquire(run.id());
    taken.ifPresent(
        fresh -> {
          boolean ours = owned.isPresent() && owned.get().token() + 1 == fresh.token();
          run.own(fresh);
          if (!ours) {
            run.know(inbox.waiting(run.id()));
          }
        });
    return taken;
  }

  /// False when a newer message has to be waited for.
  private boolean answer(
      ConversationRun run, OwnedConversation owned, List<WaitingMessage> messages)
      throws InterruptedException {
    long began = System.nanoTime();
    milestones.reached(Milestone.TURN_BEGUN);
    if (owned.state().status() == FlowState.Status.CLOSED
        && relocation.begunAnew(owned, messages)) {
      run.gone(messages);
      return true;
    }
    FlowEngine engine = engine(owned);
    ContactTurn contact = new ContactTurn(owned.lastSeq() + 1, said(messages));
    Optional<Decided> decided = decide(run, owned, engine, contact, messages);
    if (decided.isEmpty()) {
      return false;
    }
    long decidedAt = System.nanoTime();
    Advance advance = decided.get().advance();
    Optional<OwnedConversation> after =
        turnWork.answer(
            owned, engine.definition(), contact, messages, advance, decided.get().attempts());
    after.ifPresentOrElse(
        written -> {
          run.answered(messages, written);
          long committedAt = System.nanoTime();
          observer.answered(messages, advance.source(), decidedAt - began, committedAt - decidedAt);
        },
        () -> run.forget(clock.instant().plus(settings.busyRetry())));
    return after.isPresent();
  }

  /// On the phone's message channels HELP has a meaning of its own, which the law may ask for.
  private static boolean asksForHelp(
      OwnedConversation owned, FlowEngine engine, ContactTurn contact) {
    boolean carrier = owned.channel() == ChannelType.SMS || owned.channel() == ChannelType.WHATSAPP;
    return carrier
        && ConsentWords.find(
                contact.text(),
                List.of(owned.state().language()),
                owned.state().open().flatMap(engine.definition()::question))
            .filter(heard -> heard.word() == ConsentWords.Word.HELP)
            .isPresent();
  }

  /// The words of a burst; what it was, where there are none in it.
  private static String said(List<WaitingMessage> messages) {
    return messages.stream()
        .filter(message -> !TurnThinking.hasWords(messages) || message.kind() == Kind.WORDS)
        .map(WaitingMessage::text)
        .collect(Collectors.joining("\n"));
  }

  private record Decided(Advance advance, List<ModelAttempt> attempts) {}

  /// Empty when something that arrived meanwhile must be considered first.
  private Optional<Decided> decide(
      ConversationRun run,
      OwnedConversation owned,
      FlowEngine engine,
      ContactTurn contact,
      List<WaitingMessage> messages)
      throws InterruptedException {
    Moment moment = new Moment(clock.instant());
    if (messages.stream().allMatch(message -> message.kind() == Kind.ANSWERED)) {
      return Optional.of(new Decided(engine.noted(owned.state(), contact, moment), List.of()));
    }
    Optional<Question> shown = thinking.shown(owned, engine.definition());
    if (!TurnThinking.hasWords(messages) && shown.isEmpty()) {
      return Optional.of(new Decided(engine.unusable(owned.state(), moment), List.of()));
    }
    Optional<Advance> optOut = engine.optOut(owned.state(), contact, moment);
    if (optOut.isPresent()) {
      return Optional.of(new Decided(optOut.get(), List.of()));
    }
    if (asksForHelp(owned, engine, contact)) {
      return Optional.of(new Decided(engine.help(owned.state(), moment), List.of()));
    }
    if (owned.state().status() != FlowState.Status.OPEN) {
      Advance noted = engine.advance(owned.state(), contact, Proposal.NOTHING, moment);
      return Optional.of(new Decided(noted, List.of()));
    }
    announcer.typing(run.id());
    outgoing.answering(owned, messages);
    UnderstandingRequest request =
        new UnderstandingRequest(
            engine.definition(), owned.state(), owned.transcript(), contact, moment);
    Optional<ToldReply> told =
        thinking.mayTell(engine.definition()) && TurnThinking.hasWords(messages)
            ? tellings
                .begin(run.id(), messages)
                .map(telling -> new ToldReply(engine, request, telling))
            : Optional.empty();
    return understand(run, owned, engine, request, messages, shown, told)
        .map(
            thought ->
                told.flatMap(ToldReply::end)
                    .map(advance -> new Decided(advance, thought.attempts()))
                    .orElseGet(() -> decided(owned, engine, contact, moment, messages, thought)));
  }

  private static Decided decided(
      OwnedConversation owned,
      FlowEngine engine,
      ContactTurn contact,
      Moment moment,
      List<WaitingMessage> messages,
      Thought thought) {
    Looked looked = thought.looked();
    Advance advance =
        TurnThinking.hasWords(messages) || looked.looked()
            ? engine.advance(owned.state(), contact, thought.proposal(), looked.seen(), moment)
            : engine.unusable(owned.state(), moment);
    return new Decided(advance, thought.attempts());
  }

  /// Empty when it was cancelled by something that arrived meanwhile.
  private Optional<Thought> understand(
      ConversationRun run,
      OwnedConversation owned,
      FlowEngine engine,
      UnderstandingRequest request,
      List<WaitingMessage> messages,
      Optional<Question> shown,
      Optional<ToldReply> told)
      throws InterruptedException {
    FutureTask<Thought> thought =
        new FutureTask<>(() -> thinking.think(engine, owned, request, messages, shown, told));
    if (!run.thinking(messages, thought)) {
      return Optional.empty();
    }
    milestones.reached(Milestone.BEFORE_UNDERSTANDING);
    try (LeaseKeeper _ = LeaseKeeper.keep(store, owned, settings.leaseFor())) {
      thoughts.execute(thought);
      Thought understood = thought.get();
      milestones.reached(Milestone.UNDERSTOOD);
      return Optional.of(understood);
    } catch (CancellationException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the understanding of a turn failed", e.getCause());
    } finally {
      run.thought();
    }
  }

  private void fulfil(ConversationRun run, OwnedConversation held, Request request) {
    FlowEngine engine = engine(held);
    Moment moment = new Moment(clock.instant());
    boolean open = held.state().status() != FlowState.Status.CLOSED;
    boolean due = !(request instanceof Request.Silence) || held.silent(moment.now());
    OwnedConversation owned = open && due ? relocated(held, engine, request).orElse(held) : held;
    Optional<Advance> advance =
        open && due ? asked(request, engine, held, owned, moment) : Optional.empty();
    Optional<OwnedConversation> after =
        advance.isEmpty()
            ? Optional.of(owned)
            : turnWork.act(owned, engine.definition(), advance.get());
    after.ifPresentOrElse(
        written -> {
          run.requestDone(request, written);
          if (request instanceof Request.Close(var _, var _, var done)) {
            done.complete(open);
          }
        },
        () -> run.forget(clock.instant().plus(settings.busyRetry())));
  }

  private Optional<OwnedConversation> relocated(
      OwnedConversation held, FlowEngine engine, Request request) {
    return switch (request) {
      case Request.Silence() when held.channel() == ChannelType.VOICE -> Optional.empty();
      case Request.Silence() -> relocation.move(held, engine.definition(), false);
      case Request.Unreached() -> relocation.move(held, engine.definition(), true);
      case Request.Leave _, Request.Close _ -> Optional.empty();
    };
  }

  /// @param held before it may have moved
  private static Optional<Advance> asked(
      Request request,
      FlowEngine engine,
      OwnedConversation held,
      OwnedConversation owned,
      Moment moment) {
    return switch (request) {
      case Request.Leave() -> Optional.of(engine.leave(owned.state(), moment));
      // The call's owner is gone, and with it the line: nobody would hear a word.
      case Request.Silence() when owned.channel() == ChannelType.VOICE ->
          Optional.of(engine.leave(owned.state(), moment));
      case Request.Silence() -> Optional.of(engine.silence(owned.state(), moment));
      case Request.Unreached() ->
          owned.channel() == held.channel()
              ? Optional.empty()
              : Optional.of(engine.elsewhere(owned.state(), moment));
      case Request.Close(var disposition, var reason, var _) ->
          Optional.of(engine.close(owned.state(), disposition, reason));
    };
  }

  private FlowEngine engine(OwnedConversation owned) {
    return engines.engine(owned.id().tenant(), owned.agent(), owned.agentVersion());
  }

  private Duration wait(int failures) {
    long factor = 1L << Math.min(failures - 1, 16);
    Duration wait = settings.failureRetry().multipliedBy(factor);
    return wait.compareTo(settings.failureRetryMax()) > 0 ? settings.failureRetryMax() : wait;
  }
}
