package dev.parley.runtime.call;

import dev.parley.config.agent.AgentDefinition;
import dev.parley.config.agent.Question;
import dev.parley.runtime.call.Timers.Timer;
import dev.parley.runtime.flow.CallPhrases;
import dev.parley.runtime.flow.Folded;
import dev.parley.runtime.flow.Moment;
import dev.parley.runtime.flow.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Turn-taking: when the contact is done, when their words stop the agent, and when the model is
/// asked. Returns what is to be said where a turn is decided. One owner; not thread-safe.
final class Listening {
  /// A word of agreement this shortly before the end of a question counts as its answer.
  private static final Duration EARLY_YES = Duration.ofMillis(1_500);

  private final Talk talk;
  private final Mouth mouth;
  private final Timers timers;
  private final CallSettings settings;
  private final AgentDefinition definition;
  private final Runnable stopMouth;
  private final Consumer<Do> out;
  private final EndOfTurn endOfTurn;
  private final SpeakerPace pace;
  private final Ear ear = new Ear();
  private final Keys keys = new Keys();
  private final Thinking thinking;
  private String nod = "";
  private Instant nodAt = Instant.EPOCH;
  private int fillers;

  Listening(
      Talk talk,
      Mouth mouth,
      Timers timers,
      CallSettings settings,
      AgentDefinition definition,
      Runnable stopMouth,
      Consumer<Do> out) {
    this.talk = talk;
    this.mouth = mouth;
    this.timers = timers;
    this.settings = settings;
    this.definition = definition;
    this.stopMouth = stopMouth;
    this.out = out;
    this.endOfTurn = new EndOfTurn(new Reading(definition), settings);
    this.pace = new SpeakerPace(settings);
    this.thinking = new Thinking(out);
  }

  void partial(String text, Optional<String> language, Instant now) {
    boolean nodding = LineWords.isBackchannel(Folded.of(text));
    if (mouth.playing() && !mayStop(text, now)) {
      return;
    }
    if (thinking.answering() && !nodding) {
      goOn(now);
    }
    ear.partial(text, language, now).ifPresent(pace::wentOn);
    timers.stop(Timer.SILENCE, Timer.TURN_END);
    timers.set(Timer.NOISE, now, settings.noiseAfter());
    aheadOfTime(now);
  }

  /// Decides about words over the agent's own; what does not stop it is not yet a turn.
  private boolean mayStop(String text, Instant now) {
    switch (BargeIn.ofPartial(text)) {
      case STOP -> stopMouth.run();
      case WAIT -> {
        ear.partial(text, Optional.empty(), now);
        if (!timers.runs(Timer.BARGE)) {
          timers.set(Timer.BARGE, now, settings.bargeAfter());
        }
        timers.set(Timer.NOISE, now, settings.noiseAfter());
      }
      case IGNORE -> {}
    }
    return !mouth.playing();
  }

  Optional<Reply> settled(String text, Optional<String> language, boolean turnEnded, Instant now) {
    if (mouth.playing()) {
      if (BargeIn.ofFinal(text) == BargeIn.Decision.IGNORE) {
        nod = text;
        nodAt = now;
        ear.clear();
        timers.stop(Timer.NOISE, Timer.BARGE);
        return Optional.empty();
      }
      stopMouth.run();
    }
    boolean nodding = LineWords.isBackchannel(Folded.of(text));
    timers.stop(Timer.NOISE, Timer.SILENCE);
    if (mouth.paused() && nodding && !ear.hasSettled()) {
      return nothing(now);
    }
    if (thinking.answering()) {
      if (nodding) {
        ear.dropPartial();
        return Optional.empty();
      }
      goOn(now);
    }
    ear.settled(text, language, now);
    if (turnEnded) {
      return turnEnds(now);
    }
    timers.set(
        Timer.TURN_END,
        now,
        endOfTurn.wait(ear.text(), talk.asked(), talk.state().language(), pace, new Moment(now)));
    aheadOfTime(now);
    return Optional.empty();
  }

  /// The contact goes on where the turn had been taken for ended: one turn, one reply.
  private void goOn(Instant now) {
    pace.cutShort(Duration.between(ear.settledAt(), now));
    ear.reopen(thinking.text(), now);
    thinking.cancel();
    timers.stop(Timer.FILLER, Timer.THINK_MAX);
  }

  private void aheadOfTime(Instant now) {
    if (thinking.ahead() && !Folded.of(ear.text()).equals(Folded.of(thinking.text()))) {
      thinking.cancel();
    }
    boolean worth =
        !thinking.busy()
            && !mouth.playing()
            && talk.mayThinkAhead()
            && endOfTurn.complete(
                ear.text(), talk.asked(), talk.state().language(), new Moment(now));
    if (worth) {
      timers.set(Timer.STABLE, now, settings.stableFor());
    } else {
      timers.stop(Timer.STABLE);
    }
  }

  /// The carrier stopped the agent because the contact made a sound.
  void interrupted(Instant now) {
    timers.set(Timer.NOISE, now, settings.noiseAfter());
  }

  /// The agent is done, and the contact's words are waited for.
  Optional<Reply> yourTurn(Instant now) {
    if (!nod.isEmpty() && talk.wantsYesOrNo() && now.isBefore(nodAt.plus(EARLY_YES))) {
      ear.settled(nod, Optional.empty(), now);
      nod = "";
      return turnEnds(now);
    }
    nod = "";
    if (ear.isEmpty() && keys.isEmpty() && !thinking.answering()) {
      timers.set(Timer.SILENCE, now, definition.call().silence());
    } else if (ear.hasSettled() && !timers.runs(Timer.TURN_END)) {
      timers.set(Timer.TURN_END, now, pace.turnWait());
    } else if (!ear.isEmpty() && !timers.runs(Timer.TURN_END)) {
      timers.set(Timer.NOISE, now, settings.noiseAfter());
    }
    return Optional.empty();
  }

  Optional<Reply> digit(char digit, Instant now) {
    Optional<Question> open = talk.asked();
    if (!definition.call().keypad() || open.isEmpty() || Keys.type(open.get()) == Keys.Kind.NONE) {
      return Optional.empty();
    }
    stopMouth.run();
    timers.stop(Timer.SILENCE, Timer.NOISE);
    timers.set(Timer.KEYS, now, settings.keyWait());
    return keys.press(digit, open.get()) ? typed(now) : Optional.empty();
  }

  private Optional<Reply> typed(Instant now) {
    timers.stop(Timer.KEYS);
    Optional<String> text = takeKeys();
    keys.clear();
    if (text.isEmpty()) {
      return ear.isEmpty() ? nothing(now) : stillSpeaking(now);
    }
    if (thinking.busy()) {
      thinking.cancel();
    }
    ear.clear();
    timers.stop(Timer.FILLER, Timer.THINK_MAX, Timer.TURN_END, Timer.STABLE);
    return contactSaid(text.get(), true, now);
  }

  private Optional<String> takeKeys() {
    return talk.asked().flatMap(open -> keys.take(definition, open, talk.state().language()));
  }

  /// Keys that came to nothing take no words with them.
  private Optional<Reply> stillSpeaking(Instant now) {
    if (!timers.runs(Timer.TURN_END) && !timers.runs(Timer.NOISE)) {
      timers.set(Timer.NOISE, now, settings.noiseAfter());
    }
    return Optional.empty();
  }

  /// What was heard was nothing: the agent goes on where it was, or waits again.
  private Optional<Reply> nothing(Instant now) {
    ear.clear();
    timers.stop(Timer.NOISE, Timer.TURN_END, Timer.STABLE);
    if (thinking.ahead()) {
      thinking.cancel();
    }
    if (mouth.paused()) {
      mouth.resume(out);
      if (mouth.finished()) {
        timers.set(Timer.PLAY, now, mouth.playTime().plus(settings.playSlack()));
      }
    } else if (!mouth.playing() && !thinking.answering()) {
      agentDone(now);
      timers.set(Timer.SILENCE, now, definition.call().silence());
    }
    return Optional.empty();
  }

  private Optional<Reply> turnEnds(Instant now) {
    String text = ear.text();
    timers.stop(Timer.TURN_END, Timer.STABLE, Timer.NOISE, Timer.SILENCE);
    if (Folded.of(text).isEmpty()) {
      return nothing(now);
    }
    pace.ended();
    return contactSaid(text, false, now);
  }

  private Optional<Reply> contactSaid(String text, boolean keyed, Instant now) {
    Optional<String> language = ear.language();
    stopMouth.run();
    agentDone(now);
    ear.clear();
    Optional<Reply> atOnce = talk.atOnce(text, language, keyed, now);
    if (atOnce.isPresent()) {
      thinking.cancel();
      return atOnce;
    }
    fillers = 0;
    if (thinking.ahead() && Folded.of(text).equals(Folded.of(thinking.text())) && !keyed) {
      Optional<Input.Understood> known = thinking.promote(text, language, keyed);
      if (known.isPresent()) {
        return Optional.of(decide(known.get(), now));
      }
    } else {
      thinking.start(text, language, keyed, false, talk.request(text, language, "", now));
    }
    timers.set(Timer.FILLER, now, settings.fillerAfter());
    timers.set(Timer.THINK_MAX, now, settings.thinkMax());
    return Optional.empty();
  }

  Optional<Reply> understood(Input.Understood understood, Instant now) {
    return thinking.result(understood).map(known -> decide(known, now));
  }

  Optional<Reply> notUnderstood(long thought, Instant now) {
    return thinking.is(thought) ? withoutModel(now) : Optional.empty();
  }

  private Optional<Reply> withoutModel(Instant now) {
    if (!thinking.answering()) {
      thinking.cancel();
      return Optional.empty();
    }
    String text = thinking.text();
    Optional<String> language = thinking.language();
    boolean keyed = thinking.keyed();
    thinking.cancel();
    timers.stop(Timer.FILLER, Timer.THINK_MAX);
    return Optional.of(
        talk.understood(text, language, keyed, talk.builtIn(text, language, now), List.of(), now));
  }

  private Reply decide(Input.Understood understood, Instant now) {
    timers.stop(Timer.FILLER, Timer.THINK_MAX);
    String text = thinking.text();
    Optional<String> language = thinking.language();
    boolean keyed = thinking.keyed();
    thinking.done();
    return talk.understood(
        text, language, keyed, understood.proposal(), understood.attempts(), now);
  }

  Optional<Reply> fire(Timer timer, Instant now) {
    return switch (timer) {
      case TURN_END -> turnEnds(now);
      case NOISE -> noise(now);
      case KEYS -> typed(now);
      case THINK_MAX -> withoutModel(now);
      case STABLE -> {
        if (!thinking.busy() && !ear.isEmpty()) {
          thinking.start(
              ear.text(),
              ear.language(),
              false,
              true,
              talk.request(ear.text(), ear.language(), mouth.heard(), now));
        }
        yield Optional.empty();
      }
      case BARGE -> {
        stopMouth.run();
        yield Optional.empty();
      }
      case FILLER -> {
        fill(now);
        yield Optional.empty();
      }
      default -> Optional.empty();
    };
  }

  private void fill(Instant now) {
    if (!thinking.answering()) {
      return;
    }
    String language = talk.state().language();
    String words = CallPhrases.say(language, "filler", fillers++, java.util.Map.of());
    mouth.fill(words, language, out);
    timers.set(Timer.FILLER, now, settings.fillerAfter().multipliedBy(2));
  }

  /// No settled words came after a sound: words that stood are taken as they are, a sound is none.
  private Optional<Reply> noise(Instant now) {
    boolean words =
        !ear.partial().isEmpty() && BargeIn.ofPartial(ear.partial()) == BargeIn.Decision.STOP;
    boolean answer = !mouth.paused() && !mouth.playing() && !ear.partial().isEmpty();
    if (words || (answer && !LineWords.isBackchannel(Folded.of(ear.partial())))) {
      stopMouth.run();
      ear.settlePartial(now);
      return turnEnds(now);
    }
    ear.dropPartial();
    if (ear.hasSettled()) {
      return turnEnds(now);
    }
    return nothing(now);
  }

  /// What was being said was lost on the way.
  Optional<Reply> misheard(Instant now) {
    if (ear.isEmpty() || mouth.playing()) {
      return Optional.empty();
    }
    ear.clear();
    thinking.cancel();
    timers.stop(Timer.SILENCE);
    timers.stop(Timers.OF_A_TURN);
    agentDone(now);
    return Optional.of(talk.says(CallPhrases.say(talk.state().language(), "say_again")));
  }

  /// Said while the agent was taking its leave.
  void afterword(String text, Optional<String> language, Instant now) {
    if (talk.over()) {
      var _ = talk.atOnce(text, language, false, now);
    }
  }

  void agentDone(Instant now) {
    String language = mouth.language();
    String source = mouth.source();
    String heard = mouth.end();
    if (!heard.isBlank()) {
      talk.agentSaid(heard, language, source, now);
    }
  }

  void lineEnded(boolean broken, Instant now) {
    String words = thinking.answering() ? thinking.text() : "";
    String last = (words + " " + ear.text()).strip();
    if (last.isEmpty() && !keys.isEmpty()) {
      last = takeKeys().orElse("");
    }
    talk.left(Folded.of(last).isEmpty() ? "" : last, ear.language(), broken, now);
  }

  void forget() {
    ear.clear();
    keys.clear();
    thinking.cancel();
    timers.stop(Timer.BARGE, Timer.KEYS);
    timers.stop(Timers.OF_A_TURN);
  }
}
