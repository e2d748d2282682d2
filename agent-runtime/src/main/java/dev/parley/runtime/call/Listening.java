package dev.parley.runtime.call;

import dev.parley.channel.voice.CallEvent;
import dev.parley.config.agent.AgentDefinition;
import dev.parley.config.agent.Question;
import dev.parley.runtime.call.Timers.Timer;
import dev.parley.runtime.flow.CallPhrases;
import dev.parley.runtime.flow.Folded;
import dev.parley.runtime.flow.Moment;
import dev.parley.runtime.flow.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/// Turn-taking: when the contact is done, when their words stop the agent, and when the model is
/// asked. Returns what is to be said where a turn is decided. One owner; not thread-safe.
final class Listening {
  /// A word of agreement this shortly before the end of a question counts as its answer.
  private static final Duration EARLY_YES = Duration.ofMillis(1_500);

  private final Talk talk;
  private final Speaking speaking;
  private final Timers timers;
  private final CallSettings settings;
  private final AgentDefinition definition;
  private final EndOfTurn endOfTurn;
  private final SpeakerPace pace;
  private final Ear ear = new Ear();
  private final Keys keys = new Keys();
  private final Replying replying;
  private String nod = "";
  private Instant nodAt = Instant.EPOCH;

  Listening(
      Talk talk,
      Speaking speaking,
      Timers timers,
      CallSettings settings,
      AgentDefinition definition,
      Consumer<Do> out) {
    this.talk = talk;
    this.speaking = speaking;
    this.timers = timers;
    this.settings = settings;
    this.definition = definition;
    this.endOfTurn = new EndOfTurn(new Reading(definition), settings);
    this.pace = new SpeakerPace(settings);
    this.replying = new Replying(talk, speaking, timers, settings, out);
  }

  void partial(String text, Optional<String> language, Instant now) {
    boolean nodding = LineWords.isBackchannel(Folded.of(text));
    if (speaking.playing() && !mayStop(text, now)) {
      return;
    }
    if (replying.answering() && !nodding) {
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
      case STOP -> speaking.stop();
      case WAIT -> {
        ear.partial(text, Optional.empty(), now);
        if (!timers.runs(Timer.BARGE)) {
          timers.set(Timer.BARGE, now, settings.bargeAfter());
        }
        timers.set(Timer.NOISE, now, settings.noiseAfter());
      }
      case IGNORE -> {}
    }
    return !speaking.playing();
  }

  Optional<Reply> settled(CallEvent.Final words, Instant now) {
    String text = words.text();
    if (speaking.playing()) {
      if (BargeIn.ofFinal(text) == BargeIn.Decision.IGNORE) {
        nod = text;
        nodAt = now;
        ear.clear();
        timers.stop(Timer.NOISE, Timer.BARGE);
        return Optional.empty();
      }
      speaking.stop();
    }
    boolean nodding = LineWords.isBackchannel(Folded.of(text));
    timers.stop(Timer.NOISE, Timer.SILENCE);
    boolean waiting = speaking.paused() || (talk.textAwaited() && !replying.answering());
    if (waiting && nodding && !ear.hasSettled()) {
      return nothing(now);
    }
    if (replying.answering()) {
      if (nodding) {
        ear.dropPartial();
        return Optional.empty();
      }
      goOn(now);
    }
    ear.settled(text, words.language(), words.confidence(), now);
    if (words.turnEnded()) {
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
    ear.reopen(replying.text(), talk.heardWith(), now);
    replying.cancel();
  }

  private void aheadOfTime(Instant now) {
    replying.cancelOther(ear.text());
    boolean worth =
        !replying.busy()
            && !speaking.playing()
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
      ear.settled(nod, Optional.empty(), OptionalDouble.empty(), now);
      nod = "";
      return turnEnds(now);
    }
    nod = "";
    if (ear.isEmpty() && keys.isEmpty() && !replying.answering()) {
      timers.set(Timer.SILENCE, now, talk.patience());
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
    speaking.stop();
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
    replying.cancel();
    ear.clear();
    timers.stop(Timer.TURN_END, Timer.STABLE);
    return contactSaid(text.get(), true, now);
  }

  /// The contact answered by text message: as surely as by keys.
  Optional<Reply> texted(String text, Instant now) {
    replying.cancel();
    keys.clear();
    timers.stop(Timer.SILENCE, Timer.KEYS);
    timers.stop(Timers.OF_A_TURN);
    Optional<Reply> reply = contactSaid(text, true, now);
    if (replying.answering()) {
      speaking.fill("text_got", 0, now);
    }
    return reply;
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
    replying.cancelAhead();
    if (speaking.paused()) {
      speaking.resume(now);
    } else if (!speaking.playing() && !replying.answering()) {
      speaking.endTurn(now);
      timers.set(Timer.SILENCE, now, talk.patience());
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
    talk.heardWith(keyed ? OptionalDouble.empty() : ear.confidence());
    speaking.silence(now);
    ear.clear();
    return replying.turn(text, language, keyed, now);
  }

  Optional<Reply> thought(Input.Thought thought, Instant now) {
    return replying.thought(thought, now);
  }

  Optional<Reply> fire(Timer timer, Instant now) {
    return switch (timer) {
      case TURN_END -> turnEnds(now);
      case NOISE -> noise(now);
      case KEYS -> typed(now);
      case THINK_MAX -> replying.withoutModel(now);
      case STABLE -> {
        if (!replying.busy() && !ear.isEmpty()) {
          replying.ahead(ear.text(), ear.language(), now);
        }
        yield Optional.empty();
      }
      case BARGE -> {
        speaking.stop();
        yield Optional.empty();
      }
      case FILLER -> {
        replying.fill(now);
        yield Optional.empty();
      }
      default -> Optional.empty();
    };
  }

  /// No settled words came after a sound: words that stood are taken as they are, a sound is none.
  private Optional<Reply> noise(Instant now) {
    boolean words =
        !ear.partial().isEmpty() && BargeIn.ofPartial(ear.partial()) == BargeIn.Decision.STOP;
    boolean answer = !speaking.paused() && !speaking.playing() && !ear.partial().isEmpty();
    if (words || (answer && !LineWords.isBackchannel(Folded.of(ear.partial())))) {
      speaking.stop();
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
    if (ear.isEmpty() || speaking.playing()) {
      return Optional.empty();
    }
    speaking.endTurn(now);
    return Optional.of(lost());
  }

  /// Whatever the contact was saying, it is asked for again.
  Reply lost() {
    ear.clear();
    replying.cancel();
    timers.stop(Timer.SILENCE);
    timers.stop(Timers.OF_A_TURN);
    return talk.says(CallPhrases.say(talk.state().language(), "say_again"));
  }

  /// Whether the contact has said something that is answered, or will be.
  boolean hasTurn() {
    return replying.answering() || ear.hasSettled() || !keys.isEmpty();
  }

  /// Said while the agent was taking its leave.
  void afterword(String text, Optional<String> language, Instant now) {
    if (talk.over()) {
      var _ = talk.atOnce(text, language, false, now);
    }
  }

  void lineEnded(boolean broken, Instant now) {
    String words = replying.answering() ? replying.text() : "";
    String last = (words + " " + ear.text()).strip();
    if (last.isEmpty() && !keys.isEmpty()) {
      last = takeKeys().orElse("");
    }
    if (words.isEmpty()) {
      talk.heardWith(ear.confidence());
    }
    talk.left(Folded.of(last).isEmpty() ? "" : last, ear.language(), broken, now);
  }

  void forget() {
    ear.clear();
    keys.clear();
    replying.cancel();
    timers.stop(Timer.BARGE, Timer.KEYS);
    timers.stop(Timers.OF_A_TURN);
  }
}
