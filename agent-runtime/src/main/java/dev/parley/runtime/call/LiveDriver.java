package dev.parley.runtime.call;

import dev.parley.channel.voice.CallDetails;
import dev.parley.channel.voice.CallEvent;
import dev.parley.channel.voice.CallEvents;
import dev.parley.channel.voice.CallLine;
import dev.parley.channel.voice.CallPort;
import dev.parley.channel.voice.CallReport;
import dev.parley.channel.voice.Welcome;
import dev.parley.config.agent.AgentDefinition;
import dev.parley.config.binding.ChannelType;
import dev.parley.lead.Disposition;
import dev.parley.runtime.conversation.ConversationId;
import dev.parley.runtime.conversation.ConversationStore;
import dev.parley.runtime.conversation.OwnedConversation;
import dev.parley.runtime.driver.EffectRows;
import dev.parley.runtime.driver.EngineSource;
import dev.parley.runtime.flow.Advance;
import dev.parley.runtime.flow.FlowEngine;
import dev.parley.runtime.flow.FlowState;
import dev.parley.runtime.messaging.Binding;
import dev.parley.runtime.messaging.Bindings;
import dev.parley.runtime.messaging.CallTexts;
import dev.parley.runtime.messaging.KnownAnswers;
import dev.parley.runtime.turn.TurnUnderstanding;
import dev.parley.runtime.understanding.Understanding;
import dev.parley.transcript.Transcript;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Talks on the telephone: one thread per call owns all of it, another writes it down. Thread-safe.
public final class LiveDriver implements CallPort, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LiveDriver.class);
  private static final Duration JOURNAL_PATIENCE = Duration.ofMinutes(2);
  private static final Duration DRAIN_LOOK = Duration.ofMillis(50);
  private static final int HINTS_MAX = 50;

  /// While the question is being announced, and for the vendor.
  private static final Duration TEXT_MARGIN = Duration.ofMinutes(1);

  private final Bindings bindings;
  private final EngineSource engines;
  private final TurnUnderstanding understanding;
  private final Understanding builtIn;
  private final CallRows rows;
  private final Beginnings beginnings;
  private final ConversationStore store;
  private final EffectRows effects;
  private final CallTexts texts;
  private final CallSettings settings;
  private final Duration leaseFor;
  private final Clock clock;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<LiveCall, CallJournal> live = new ConcurrentHashMap<>();
  private final Map<UUID, LiveCall> byConversation = new ConcurrentHashMap<>();
  private volatile boolean draining;

  public LiveDriver(
      Bindings bindings,
      EngineSource engines,
      TurnUnderstanding understanding,
      Understanding builtIn,
      dev.parley.config.store.Database database,
      ConversationStore store,
      EffectRows effects,
      KnownAnswers known,
      CallTexts texts,
      CallSettings settings,
      Duration leaseFor,
      Clock clock) {
    this.bindings = bindings;
    this.engines = engines;
    this.understanding = understanding;
    this.builtIn = builtIn;
    this.rows = new CallRows(database, leaseFor, settings.costAfter());
    this.beginnings = new Beginnings(database, known);
    this.store = store;
    this.effects = effects;
    this.texts = texts;
    this.settings = settings;
    this.leaseFor = leaseFor;
    this.clock = clock;
  }

  /// Calls going on in this process.
  public int inProgress() {
    return live.size();
  }

  @Override
  public Welcome welcome(CallDetails call) {
    Optional<Binding> binding = bindings.find(ChannelType.VOICE, call.business());
    if (binding.isEmpty()) {
      return new Welcome.Refuse(Welcome.Reason.UNKNOWN_NUMBER, "en");
    }
    Optional<Integer> version = rows.published(binding.get());
    if (version.isEmpty()) {
      return new Welcome.Refuse(Welcome.Reason.NO_AGENT, "en");
    }
    AgentDefinition definition = engine(binding.get(), version.get()).definition();
    String language = definition.defaultLanguage();
    if (draining || live.size() >= settings.inProgressMax()) {
      return new Welcome.Refuse(Welcome.Reason.BUSY, language);
    }
    boolean outbound = call.direction() == CallDetails.Direction.OUTBOUND;
    if (outbound && rows.suppressed(binding.get().tenant(), call.contact().orElse(""))) {
      return new Welcome.Refuse(Welcome.Reason.SUPPRESSED, language);
    }
    return new Welcome.Take(language, definition.languages(), hints(definition));
  }

  private static List<String> hints(AgentDefinition definition) {
    return java.util.stream.Stream.concat(
            java.util.stream.Stream.of(definition.business(), definition.name()),
            definition.questions().stream()
                .flatMap(question -> question.options().values().stream())
                .flatMap(List::stream))
        .distinct()
        .limit(HINTS_MAX)
        .toList();
  }

  @Override
  public CallEvents answer(CallLine line) {
    LiveCall call = new LiveCall(line, understanding, threads, clock);
    threads.execute(() -> run(call, line));
    return call;
  }

  private void run(LiveCall call, CallLine line) {
    try {
      Optional<Binding> binding = bindings.find(ChannelType.VOICE, line.call().business());
      Optional<Integer> version = binding.flatMap(rows::published);
      if (binding.isEmpty() || version.isEmpty()) {
        LOG.warn("A call reached no published agent; it is hung up");
        line.hangUp();
        return;
      }
      talk(call, line, binding.get(), version.get());
    } catch (RuntimeException e) {
      LOG.atError().setCause(e).log("A call could not begin; it is hung up");
      line.hangUp();
    }
  }

  private void talk(LiveCall call, CallLine line, Binding binding, int version) {
    CallDetails details = line.call();
    Optional<OwnedConversation> before = known(binding, details);
    FlowEngine engine =
        before
            .map(owned -> engines.engine(owned.id().tenant(), owned.agent(), owned.agentVersion()))
            .orElseGet(() -> engine(binding, version));
    FlowState state =
        before
            .map(OwnedConversation::state)
            .orElseGet(() -> beginnings.fresh(engine, binding, details, clock.instant()));
    CallMachine machine =
        new CallMachine(
            engine,
            builtIn,
            details,
            state,
            before.map(OwnedConversation::transcript).orElse(new Transcript(List.of())),
            details.contact().filter(CallTexts::reach).isPresent(),
            line.goesOn(),
            settings,
            call::cut);
    CallJournal journal =
        new CallJournal(
            rows,
            store,
            effects,
            () ->
                before
                    .map(OwnedConversation::id)
                    .or(() -> rows.find(details.callId()))
                    .orElseGet(() -> rows.begin(binding, version, details, state, clock.instant())),
            () -> call.tell(new Input.Lost()),
            leaseFor,
            JOURNAL_PATIENCE);
    live.put(call, journal);
    try {
      threads.execute(journal);
      var _ =
          journal.begun().thenAccept(conversation -> byConversation.put(conversation.id(), call));
      call.run(machine, journal, asking(binding, details, journal));
    } finally {
      live.remove(call);
      byConversation.values().remove(call);
    }
  }

  private Optional<TextWatch.Asking> asking(
      Binding binding, CallDetails details, CallJournal journal) {
    return details
        .contact()
        .map(
            contact ->
                new TextWatch.Asking(
                    texts,
                    journal.begun(),
                    binding.agent(),
                    contact,
                    settings.textWait().plus(TEXT_MARGIN)));
  }

  /// A conversation begun for this call, or one whose line was lost.
  private Optional<OwnedConversation> known(Binding binding, CallDetails details) {
    return details
        .conversation()
        .map(id -> new ConversationId(binding.tenant(), id))
        .or(() -> rows.find(details.callId()))
        .flatMap(store::acquire);
  }

  private FlowEngine engine(Binding binding, int version) {
    return engines.engine(binding.tenant(), binding.agent(), version);
  }

  /// Begins the conversation of a call that is about to be made.
  ///
  /// @param call without a carrier's id as yet
  /// @return empty where the agent is not published
  public Optional<ConversationId> begin(Binding binding, CallDetails call) {
    return rows.published(binding)
        .map(
            version ->
                rows.begin(
                    binding,
                    version,
                    call,
                    beginnings.fresh(engine(binding, version), binding, call, clock.instant()),
                    clock.instant()));
  }

  /// The carrier has taken a call that was begun.
  public void placed(ConversationId conversation, String callId) {
    rows.placed(conversation, callId);
  }

  /// A call that was begun reached nobody: its conversation is closed as `NO_ANSWER`.
  ///
  /// @param reason stable, such as `busy`
  public void unreached(ConversationId conversation, String reason) {
    close(conversation, Disposition.NO_ANSWER, Optional.of(reason));
  }

  @Override
  public void report(CallReport report) {
    Optional<ConversationId> conversation = conversation(report);
    if (conversation.isEmpty()) {
      return;
    }
    switch (report) {
      case CallReport.Recorded recorded ->
          rows.recorded(conversation.get(), recorded.recordingId(), recorded.url());
      case CallReport.Finished finished -> finished(conversation.get(), finished);
    }
  }

  /// By the carrier's id; a call that nobody took may be over before its id is written.
  private Optional<ConversationId> conversation(CallReport report) {
    Optional<ConversationId> known = rows.find(report.callId());
    if (known.isPresent() || !(report instanceof CallReport.Finished finished)) {
      return known;
    }
    return finished
        .conversation()
        .flatMap(id -> rows.awaiting(id, report.business(), report.callId()));
  }

  private void finished(ConversationId conversation, CallReport.Finished finished) {
    String outcome = finished.outcome().name().toLowerCase(Locale.ROOT);
    Optional<Integer> seconds =
        finished.seconds().isPresent()
            ? Optional.of(finished.seconds().getAsInt())
            : Optional.empty();
    rows.reported(conversation, outcome, seconds, finished.at());
    LiveCall here = byConversation.get(conversation.id());
    if (here != null) {
      here.happened(new CallEvent.Ended(CallEvent.Ended.How.CONTACT_HUNG_UP));
    } else if (finished.outcome() != CallReport.Finished.Outcome.COMPLETED) {
      close(conversation, Disposition.NO_ANSWER, Optional.of(outcome));
    }
  }

  private void close(ConversationId conversation, Disposition how, Optional<String> reason) {
    Optional<OwnedConversation> owned = store.acquire(conversation);
    if (owned.isEmpty() || owned.get().state().status() == FlowState.Status.CLOSED) {
      return;
    }
    FlowEngine engine =
        engines.engine(conversation.tenant(), owned.get().agent(), owned.get().agentVersion());
    Instant now = clock.instant();
    Advance advance = engine.close(owned.get().state(), how, reason);
    store.commit(
        owned.get(),
        new dev.parley.runtime.conversation.TurnCommit(
            List.of(),
            "engine",
            List.of(),
            advance.state(),
            Optional.empty(),
            List.of(),
            List.of(),
            effects.rows(advance.effects(), now),
            now));
    effects.closed();
  }

  /// Ends a call that goes on in this process.
  ///
  /// @return completes with whether it was still open; empty where no such call goes on here
  public Optional<CompletableFuture<Boolean>> stop(
      ConversationId conversation, Disposition disposition, Optional<String> reason) {
    Optional<LiveCall> call = Optional.ofNullable(byConversation.get(conversation.id()));
    return call.flatMap(
        here -> {
          here.tell(new Input.Stop(disposition, reason));
          return Optional.ofNullable(live.get(here)).map(CallJournal::closed);
        });
  }

  /// Takes no new call. Those under way end by themselves, or are told goodbye while there is time
  /// for it; what is still up after `grace` is broken off.
  public void drain(Duration grace) throws InterruptedException {
    draining = true;
    long until = System.nanoTime() + grace.toNanos();
    await(until - settings.goodbye().toNanos());
    live.keySet().forEach(call -> call.tell(new Input.Goodbye()));
    await(until);
    threads.shutdown();
    long left = Math.max(DRAIN_LOOK.toNanos(), until - System.nanoTime());
    if (!threads.awaitTermination(left, TimeUnit.NANOSECONDS)) {
      threads.shutdownNow();
    }
  }

  private void await(long until) throws InterruptedException {
    while (!live.isEmpty() && System.nanoTime() < until) {
      Thread.sleep(DRAIN_LOOK);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
