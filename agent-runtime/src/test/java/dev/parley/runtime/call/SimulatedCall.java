package dev.parley.runtime.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.channel.voice.CallDetails;
import dev.parley.channel.voice.CallEvent;
import dev.parley.channel.voice.CallLine;
import dev.parley.config.agent.AgentDefinition;
import dev.parley.runtime.flow.Effect;
import dev.parley.runtime.flow.FlowEngine;
import dev.parley.runtime.flow.FlowState;
import dev.parley.runtime.flow.Folded;
import dev.parley.runtime.flow.Proposal;
import dev.parley.runtime.understanding.BuiltInUnderstanding;
import dev.parley.runtime.understanding.Understanding;
import dev.parley.runtime.understanding.UnderstandingRequest;
import dev.parley.transcript.Speaker;
import dev.parley.transcript.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/// A whole call on a virtual clock: the machine, a line that plays words at the pace of speech, and
/// a model that takes its time. Holds, at every step, what must hold in every call.
final class SimulatedCall {
  private static final long MILLIS_PER_CHAR = 55;

  /// By which the machine reckons words to take longer.
  private static final long MILLIS_SLOWER_PER_CHAR = 25;

  private static final Instant NEVER = CallAgents.NOON.plus(Duration.ofDays(1_000));

  final List<Turn> stored = new ArrayList<>();
  final List<Do> done = new ArrayList<>();
  final List<String> played = new ArrayList<>();
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparing(Event::at).thenComparingLong(Event::order));
  private final CallMachine machine;
  private final Understanding understanding = new BuiltInUnderstanding();
  private final Set<Long> cut = new HashSet<>();
  Supplier<Duration> modelTakes = () -> Duration.ofMillis(300);
  Supplier<Duration> firstWordTakes = () -> Duration.ofMillis(150);
  boolean modelFails;

  /// Empty: the model's answer comes whole.
  Function<UnderstandingRequest, Optional<Writing>> modelWrites = request -> Optional.empty();

  boolean losesMarks;
  Instant now = CallAgents.NOON;
  private final CallSettings settings;
  private final Duration silence;
  private final Set<Long> thinking = new HashSet<>();
  private Quiet quiet = Quiet.AGENT_DONE;
  private boolean soundUnsettled;
  private Instant keysUntil = CallAgents.NOON;
  final List<String> texts = new ArrayList<>();
  boolean textAwaited;

  /// What the contact does about a text message.
  Consumer<String> textAnswers = words -> {};

  private boolean owed;
  private long begunReply;
  private boolean cutShort;
  private boolean wasOpen = true;
  private String lastReply = "";
  private String thisReply = "";
  private Input input = new Input.Started();
  private long order;
  private Playing playing = new Playing(0);
  private Instant quietSince = CallAgents.NOON;
  private FlowState state;
  private int ends;
  private long closes;
  private final boolean inbound;
  private boolean passedOn;
  private boolean away;
  private boolean answered;
  private boolean greeted;

  /// What nobody has said anything since.
  private enum Quiet {
    /// The agent had said what it had to: it waits for an answer.
    AGENT_DONE,
    /// The contact spoke, and the words are settled: a reply is owed.
    WORDS,
    /// The contact made a sound.
    SOUND,
    KEYS
  }

  /// A reply as a model writes it: the rest of the proposal first, then its pieces at their times.
  ///
  /// @param whole whether it is written to its end; else the provider breaks off
  record Writing(Proposal proposal, List<String> pieces, Supplier<Duration> each, boolean whole) {}

  private record Event(Instant at, long order, Runnable what) {}

  /// One reply on the line.
  private final class Playing {
    final long reply;
    final List<String> words = new ArrayList<>();
    final List<Instant> heardAt = new ArrayList<>();
    boolean over;
    boolean finished;

    Playing(long reply) {
      this.reply = reply;
    }

    List<String> heard() {
      List<String> heard = new ArrayList<>();
      for (int i = 0; i < words.size(); i++) {
        if (!heardAt.get(i).isAfter(now)) {
          heard.add(words.get(i));
        }
      }
      return heard;
    }
  }

  SimulatedCall(AgentDefinition definition, CallDetails call, CallSettings settings) {
    this(definition, call, settings, false);
  }

  /// @param goesOn whether the line can be replaced where its speech is lost for good
  SimulatedCall(
      AgentDefinition definition, CallDetails call, CallSettings settings, boolean goesOn) {
    FlowEngine engine = new FlowEngine(definition);
    this.settings = settings;
    this.silence = definition.call().silence();
    this.state = CallAgents.start(engine);
    this.inbound = call.direction() == CallDetails.Direction.INBOUND;
    this.answered = inbound;
    this.machine =
        new CallMachine(
            engine,
            understanding,
            call,
            state,
            new dev.parley.transcript.Transcript(List.of()),
            true,
            goesOn,
            settings,
            this::cutLine);
  }

  static SimulatedCall inbound(AgentDefinition definition) {
    return new SimulatedCall(
        definition, details(CallDetails.Direction.INBOUND), CallSettings.DEFAULT);
  }

  /// Whose line is replaced where its speech is lost for good.
  static SimulatedCall movable(AgentDefinition definition, CallDetails.Direction direction) {
    return new SimulatedCall(definition, details(direction), CallSettings.DEFAULT, true);
  }

  static SimulatedCall outbound(AgentDefinition definition) {
    return new SimulatedCall(
        definition, details(CallDetails.Direction.OUTBOUND), CallSettings.DEFAULT);
  }

  static CallDetails details(CallDetails.Direction direction) {
    return new CallDetails(
        "CA1",
        direction,
        "+351211111111",
        Optional.of("+351912345678"),
        Optional.empty(),
        Map.of(),
        CallAgents.NOON);
  }

  SimulatedCall begin() {
    tell(new Input.Started());
    return this;
  }

  void after(Duration wait, Runnable what) {
    events.add(new Event(now.plus(wait), order++, what));
  }

  void happens(CallEvent event) {
    switch (event) {
      case CallEvent.Final words -> {
        // A sign of listening is no turn, unless it answers something.
        quiet(LineWords.isBackchannel(Folded.of(words.text())) ? Quiet.SOUND : Quiet.WORDS);
        soundUnsettled = false;
      }
      case CallEvent.Partial sound -> {
        quiet(Quiet.SOUND);
        soundUnsettled = true;
      }
      case CallEvent.Digit key -> {
        quiet(Quiet.KEYS);
        keysUntil = now.plus(settings.keyWait());
      }
      default -> {}
    }
    if (event instanceof CallEvent.Answered(var by)) {
      answered |= by == CallEvent.Answered.By.PERSON;
      greeted |= by == CallEvent.Answered.By.MACHINE;
      quiet(Quiet.AGENT_DONE);
    }
    answered |= event instanceof CallEvent.Final;
    if (event instanceof CallEvent.Back) {
      passedOn &= !event.equals(new CallEvent.Back(CallEvent.Back.Why.NOBODY_PICKED_UP));
      quiet(Quiet.AGENT_DONE);
    }
    tell(new Input.Happened(event));
  }

  private void quiet(Quiet since) {
    quiet = since;
    quietSince = now;
  }

  void tell(Input next) {
    input = next;
    for (Do action : machine.on(next, now)) {
      done.add(action);
      act(action);
    }
  }

  private void act(Do action) {
    assertThat(ends).as("nothing follows the end").isZero();
    switch (action) {
      case Do.Say(long reply, CallLine.Sentence sentence) -> say(reply, sentence.text());
      case Do.Finish(long reply) -> finish(reply);
      case Do.HangUp() -> {
        quietSince = now;
        after(Duration.ofMillis(300), () -> end(CallEvent.Ended.How.WE_HUNG_UP));
      }
      case Do.Transfer transfer -> passedOn = true;
      case Do.FallBack(CallLine.Sentence sentence, boolean hangUp) -> {
        played.add(sentence.text());
        quietSince = now;
        if (!hangUp) {
          away = true;
          after(Duration.ofSeconds(3), this::moves);
          return;
        }
        owed = false;
        after(Duration.ofSeconds(3), () -> end(CallEvent.Ended.How.WE_HUNG_UP));
      }
      case Do.Think(long thought, var request) -> {
        assertThat(thinking).as("one thought at a time").isEmpty();
        thinking.add(thought);
        Optional<Writing> writing = modelWrites.apply(request);
        after(
            modelTakes.get(),
            () ->
                writing.ifPresentOrElse(
                    one -> opened(thought, one), () -> thought(thought, request)));
      }
      case Do.Unthink(long thought) -> thinking.remove(thought);
      case Do.Text(String words) -> {
        texts.add(words);
        textAwaited = true;
        textAnswers.accept(words);
      }
      case Do.TextOver() -> textAwaited = false;
      case Do.Write write -> written(write);
      case Do.End end -> ends++;
      case Do.StartRecording start -> {}
      case Do.Expect expect -> {}
    }
  }

  private void moves() {
    if (!machine.over()) {
      away = false;
      quiet(Quiet.AGENT_DONE);
      tell(
          new Input.Happened(
              new CallEvent.Moved(new NoLine(details(CallDetails.Direction.INBOUND)))));
    }
  }

  private void opened(long thought, Writing writing) {
    ReplySentences sentences =
        new ReplySentences(thought, state.language(), input -> write(thought, input));
    sentences.opened(writing.proposal());
    write(thought, writing, sentences, 0);
  }

  private void write(long thought, Writing writing, ReplySentences sentences, int piece) {
    if (!thinking.contains(thought)) {
      return;
    }
    boolean over = piece == writing.pieces().size();
    after(
        writing.each().get(),
        () -> {
          if (!over) {
            sentences.text(writing.pieces().get(piece));
            write(thought, writing, sentences, piece + 1);
            return;
          }
          String reply = writing.whole() ? String.join("", writing.pieces()) : "";
          if (writing.whole()) {
            sentences.end();
          }
          Proposal proposal = writing.proposal().saying(reply.strip());
          write(thought, new Input.Understood(thought, proposal, List.of()));
          thinking.remove(thought);
        });
  }

  private void write(long thought, Input input) {
    if (thinking.contains(thought) && !machine.over()) {
      tell(input);
    }
  }

  private void thought(long thought, UnderstandingRequest request) {
    if (thinking.remove(thought)) {
      tell(
          modelFails
              ? new Input.NotUnderstood(thought)
              : new Input.Understood(thought, understanding.propose(request), List.of()));
    }
  }

  /// Each turn of the contact, taken while the conversation is open, is owed one reply before the
  /// next.
  private void written(Do.Write write) {
    boolean contact = write.turns().stream().anyMatch(turn -> turn.from() == Speaker.CONTACT);
    if (contact && wasOpen) {
      assertThat(owed).as("the turn before had its reply").isFalse();
      owed = true;
      cutShort = false;
    }
    stored.addAll(write.turns());
    state = write.state();
    closes += write.effects().stream().filter(Effect.Close.class::isInstance).count();
    wasOpen = state.status() == FlowState.Status.OPEN;
  }

  /// A reply is the one that is owed; or what was cut off goes on; or nothing else happens and the
  /// agent speaks of its own accord.
  private void replied(long reply, String text) {
    boolean goesOn = cutShort || (!lastReply.isEmpty() && lastReply.endsWith(text));
    lastReply = text;
    cutShort = false;
    if (reply == begunReply) {
      return;
    }
    boolean ownAccord =
        switch (input) {
          case Input.Thought _ -> false;
          case Input.Happened(CallEvent event) ->
              !(event instanceof CallEvent.Final || event instanceof CallEvent.Digit)
                  || !answered
                  || !inbound;
          case Input.TextFailed() -> true;
          case Input.Texted _ -> !answered;
          case Input.Due(), Input.Started(), Input.Goodbye(), Input.Stop _, Input.Lost() -> true;
        };
    assertThat(goesOn || ownAccord).as("one reply to a turn; again: %s", text).isTrue();
  }

  void texted(String text) {
    quiet(Quiet.WORDS);
    tell(new Input.Texted(text));
  }

  void end(CallEvent.Ended.How how) {
    if (!machine.over()) {
      happens(new CallEvent.Ended(how));
    }
  }

  private void say(long reply, String text) {
    assertThat(cut).as("words of a reply that was cut").doesNotContain(reply);
    if (reply != playing.reply) {
      assertThat(playing.over || playing.reply == 0).as("two replies at once").isTrue();
      assertThat(reply).isEqualTo(playing.reply + 1);
      playing = new Playing(reply);
      thisReply = "";
    }
    thisReply = (thisReply + " " + text).strip();
    if (owed) {
      owed = false;
      begunReply = reply;
    }
    Instant from =
        playing.heardAt.isEmpty() ? now.plus(firstWordTakes.get()) : playing.heardAt.getLast();
    if (from.isBefore(now)) {
      from = now;
    }
    for (String word : text.split("\\s+")) {
      from = away ? NEVER : from.plusMillis(MILLIS_PER_CHAR * (word.length() + 1));
      playing.words.add(word);
      playing.heardAt.add(from);
    }
  }

  private void finish(long reply) {
    Playing one = playing;
    replied(reply, thisReply);
    one.finished = true;
    if (away) {
      return;
    }
    after(
        Duration.between(now, one.heardAt.getLast()),
        () -> {
          if (!one.over && !machine.over() && !losesMarks) {
            one.over = true;
            played.addAll(one.words);
            quiet(Quiet.AGENT_DONE);
            tell(new Input.Happened(new CallEvent.PlayedOut(reply)));
          }
        });
  }

  private String cutLine(long reply) {
    assertThat(reply).isEqualTo(playing.reply);
    cut.add(reply);
    List<String> heard = playing.heard();
    if (!playing.over) {
      playing.over = true;
      cutShort = reply == begunReply && !playing.finished;
      played.addAll(heard);
      boolean byContact =
          input instanceof Input.Happened(CallEvent event)
              && (event instanceof CallEvent.Final
                  || event instanceof CallEvent.Partial
                  || event instanceof CallEvent.Digit);
      quiet(byContact ? quiet : Quiet.AGENT_DONE);
    }
    return String.join(" ", heard);
  }

  // ---------------------------------------------------------------- the contact

  /// Says it at the pace of speech, in partials and then settled.
  Duration says(String text) {
    String[] words = text.split("\\s+");
    Duration at = Duration.ZERO;
    StringBuilder so = new StringBuilder();
    for (String word : words) {
      at = at.plusMillis(70L * (word.length() + 1));
      so.append(so.isEmpty() ? "" : " ").append(word);
      String partial = so.toString();
      after(at, () -> happens(new CallEvent.Partial(partial, Optional.empty())));
    }
    at = at.plusMillis(250);
    after(at, () -> happens(settled(text)));
    return at;
  }

  static CallEvent.Final settled(String text) {
    return new CallEvent.Final(text, Optional.empty(), OptionalDouble.empty(), false);
  }

  // ---------------------------------------------------------------- time

  /// Lets the time pass until then, or until the call is over.
  void pass(Duration time) {
    Instant until = now.plus(time);
    while (!machine.over() && step(until)) {}
    if (!machine.over()) {
      now = until;
    }
  }

  private boolean step(Instant until) {
    Optional<Instant> deadline = machine.deadline();
    Instant next = events.isEmpty() ? until : events.peek().at();
    boolean due = deadline.isPresent() && deadline.get().isBefore(next);
    Instant at = due ? deadline.get() : next;
    if (at.isAfter(until) || (!due && events.isEmpty())) {
      return false;
    }
    now = at.isBefore(now) ? now : at;
    mute();
    if (due) {
      tell(new Input.Due());
    } else {
      events.poll().what().run();
    }
    return true;
  }

  /// Nobody speaks for longer than what the agent just then waits for may take.
  private void mute() {
    boolean speaking = !playing.over && playing.reply > 0;
    if (speaking && !playing.finished && playing.reply == begunReply) {
      // Between the sentences of a reply that is being written.
      Instant heardAt = playing.heardAt.getLast();
      assertThat(Duration.between(heardAt, now))
          .as("a reply stands still")
          .isLessThanOrEqualTo(
              settings.fillerAfter().plusMillis(MILLIS_SLOWER_PER_CHAR * thisReply.length()));
    }
    boolean machineGreets = greeted && !inbound;
    if (speaking || passedOn || !answered || machineGreets || machine.over()) {
      quietSince = now;
      return;
    }
    assertThat(Duration.between(quietSince, now))
        .as("mute after %s since %s, now %s", quiet, quietSince, now)
        .isLessThanOrEqualTo(muteMax());
  }

  /// Settled words are followed by a reply, or by words that bridge the wait for it.
  private Duration muteMax() {
    Duration bridged = settings.fillerAfter().multipliedBy(2);
    Duration patience = textAwaited ? settings.textWait() : silence;
    Duration own = patience.compareTo(bridged) > 0 ? patience : bridged;
    return switch (quiet) {
      case WORDS -> settings.dictationWait().plus(settings.fillerAfter());
      case SOUND -> settings.noiseAfter().plus(own);
      case KEYS -> settings.keyWait().plus(own);
      case AGENT_DONE -> {
        Duration keys =
            keysUntil.isAfter(quietSince) ? Duration.between(quietSince, keysUntil) : Duration.ZERO;
        yield keys.plus(soundUnsettled ? settings.noiseAfter().plus(own) : own);
      }
    };
  }

  boolean over() {
    return machine.over();
  }

  /// Runs the call to its end and holds what must hold of every finished call.
  void finishAndCheck() {
    pass(Duration.ofHours(3));
    check();
  }

  void check() {
    assertThat(machine.over()).as("the call ended").isTrue();
    assertThat(ends).isEqualTo(1);
    assertThat(machine.deadline()).as("nothing is waited for after the end").isEmpty();
    assertThat(state.status()).isEqualTo(FlowState.Status.CLOSED);
    assertThat(state.disposition()).isPresent();
    assertThat(String.join(" ", words(agentWords())))
        .as("stored is played")
        .isEqualTo(String.join(" ", words(String.join(" ", played))));
    for (int i = 0; i < stored.size(); i++) {
      assertThat(stored.get(i).seq()).isEqualTo(i + 1);
    }
    assertThat(thinking).as("no thought goes on after the end").isEmpty();
    assertThat(closes).as("closed once: one lead or one disposition").isEqualTo(1);
  }

  String agentWords() {
    return String.join(
        " ", stored.stream().filter(t -> t.from() == Speaker.AGENT).map(Turn::text).toList());
  }

  List<String> contactTurns() {
    return stored.stream().filter(t -> t.from() == Speaker.CONTACT).map(Turn::text).toList();
  }

  String lastAgentTurn() {
    return stored.stream()
        .filter(t -> t.from() == Speaker.AGENT)
        .map(Turn::text)
        .reduce("", (a, b) -> b);
  }

  private static List<String> words(String text) {
    return List.of(text.strip().split("\\s+"));
  }

  /// What the model is being asked about.
  boolean modelIsAsked() {
    return !thinking.isEmpty();
  }

  FlowState state() {
    return state;
  }

  boolean speaking() {
    return playing.reply > 0 && !playing.over;
  }

  String saying() {
    return String.join(" ", playing.words);
  }

  long reply() {
    return playing.reply;
  }

  static Proposal nothing() {
    return Proposal.NOTHING;
  }
}
