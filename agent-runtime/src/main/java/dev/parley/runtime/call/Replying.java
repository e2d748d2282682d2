package dev.parley.runtime.call;

import dev.parley.runtime.call.Timers.Timer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// From a turn of the contact to the reply: what needs no understanding is answered at once, for
/// the rest the model is asked, the wait is bridged, and a model that takes too long is replaced.
/// One owner; not thread-safe.
final class Replying {
  private final Talk talk;
  private final Speaking speaking;
  private final Timers timers;
  private final CallSettings settings;
  private final Thinking thinking;
  private int fillers;

  Replying(Talk talk, Speaking speaking, Timers timers, CallSettings settings, Consumer<Do> out) {
    this.talk = talk;
    this.speaking = speaking;
    this.timers = timers;
    this.settings = settings;
    this.thinking = new Thinking(out);
  }

  /// Asks about words that may become a turn.
  void ahead(String text, Optional<String> language, Instant now) {
    thinking.start(
        text, language, false, true, talk.request(text, language, speaking.heard(), now));
  }

  Optional<Reply> turn(String text, Optional<String> language, boolean keyed, Instant now) {
    Optional<Reply> atOnce = talk.atOnce(text, language, keyed, now);
    if (atOnce.isPresent()) {
      thinking.cancel();
      return atOnce;
    }
    fillers = 0;
    if (!keyed && thinking.ahead(text)) {
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

  Optional<Reply> withoutModel(Instant now) {
    if (!thinking.answering()) {
      thinking.cancel();
      return Optional.empty();
    }
    String text = thinking.text();
    Optional<String> language = thinking.language();
    boolean keyed = thinking.keyed();
    cancel();
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

  void fill(Instant now) {
    if (thinking.answering()) {
      speaking.fill(fillers++);
      timers.set(Timer.FILLER, now, settings.fillerAfter().multipliedBy(2));
    }
  }

  void cancel() {
    thinking.cancel();
    timers.stop(Timer.FILLER, Timer.THINK_MAX);
  }

  /// What is being thought about other words than these is of no use any more.
  void cancelOther(String text) {
    if (thinking.ahead() && !thinking.ahead(text)) {
      thinking.cancel();
    }
  }

  void cancelAhead() {
    if (thinking.ahead()) {
      thinking.cancel();
    }
  }

  boolean busy() {
    return thinking.busy();
  }

  /// Whether a turn of the contact waits for its reply.
  boolean answering() {
    return thinking.answering();
  }

  /// What is being thought about.
  String text() {
    return thinking.text();
  }
}
