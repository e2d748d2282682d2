package dev.parley.runtime.call;

import dev.parley.runtime.call.CallMachine.Cut;
import dev.parley.runtime.call.Mouth.After;
import dev.parley.runtime.call.Timers.Timer;
import dev.parley.runtime.flow.CallPhrases;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What the agent says on the line: when it begins, when it was heard, and what is left of it
/// where it is stopped. One owner; not thread-safe.
final class Speaking {
  /// What follows words that were heard.
  @FunctionalInterface
  interface Then {
    void after(After after, Instant now);
  }

  private final Talk talk;
  private final Course course;
  private final Timers timers;
  private final CallSettings settings;
  private final Cut line;
  private final Then then;
  private final Consumer<Do> out;
  private final Mouth mouth = new Mouth();

  /// What ends a reply that is being told, where it is.
  private @Nullable Supplier<Optional<Reply>> rest;

  private Instant playedBy = Instant.EPOCH;

  Speaking(
      Talk talk,
      Course course,
      Timers timers,
      CallSettings settings,
      Cut line,
      Then then,
      Consumer<Do> out) {
    this.talk = talk;
    this.course = course;
    this.timers = timers;
    this.settings = settings;
    this.line = line;
    this.then = then;
    this.out = out;
  }

  void say(Reply reply, Instant now) {
    boolean telling = rest != null && mouth.playing();
    rest = null;
    if (reply.text().isEmpty() && reply.after() == After.LISTEN && telling) {
      mouth.finish(out);
      awaitPlayed(now);
      return;
    }
    if (reply.text().isEmpty() && reply.after() == After.LISTEN && talk.open()) {
      timers.set(Timer.SILENCE, now, talk.patience());
      return;
    }
    if (reply.text().isEmpty()) {
      silence(now);
      then.after(reply.after(), now);
      return;
    }
    timers.stop(Timer.SILENCE);
    if (mouth.playing() && mouth.finished()) {
      silence(now);
    }
    if (reply.after() != After.LISTEN && !course.is(Phase.ANSWERING)) {
      course.to(Phase.LEAVING);
    }
    String words = reply.text().get();
    sounds(() -> mouth.say(words, reply.language(), reply.source(), reply.after(), out), now);
    awaitPlayed(now);
  }

  /// A sentence of a reply of which more follows, until `say` ends it.
  ///
  /// @param end ends it where it is stopped before: what would still be said then
  void tell(Reply sentence, Supplier<Optional<Reply>> end, Instant now) {
    timers.stop(Timer.SILENCE);
    if (mouth.playing() && mouth.finished()) {
      silence(now);
    }
    sentence
        .text()
        .ifPresent(
            words ->
                sounds(() -> mouth.tell(words, sentence.language(), sentence.source(), out), now));
    rest = end;
  }

  /// How long what has been said so far still takes, by the usual pace of speech.
  Duration playTimeLeft(Instant now) {
    return playedBy.isAfter(now) ? Duration.between(now, playedBy) : Duration.ZERO;
  }

  private void sounds(Runnable said, Instant now) {
    Duration before = mouth.playing() ? mouth.playTime() : Duration.ZERO;
    Instant from = mouth.playing() && playedBy.isAfter(now) ? playedBy : now;
    said.run();
    playedBy = from.plus(mouth.playTime()).minus(before);
  }

  /// Some words that bridge the wait for a reply, in which they are the first.
  ///
  /// @param phrase its key
  /// @param variant of the phrase
  void fill(String phrase, int variant, Instant now) {
    String language = talk.state().language();
    String words = CallPhrases.say(language, phrase, variant, Map.of());
    sounds(() -> mouth.fill(words, language, out), now);
  }

  /// The carrier itself says these words, as part of the agent's turn.
  void saidOtherwise(String words) {
    mouth.saidOtherwise(words, talk.state().language());
  }

  private void awaitPlayed(Instant now) {
    timers.set(Timer.PLAY, now, playTimeLeft(now).plus(settings.playSlack()));
  }

  /// The line tells that a reply was played.
  void playedOut(long reply, Instant now) {
    if (mouth.is(reply) && mouth.finished()) {
      mouth.playedOut();
      heardAll(now);
    }
  }

  /// Words must have been played by now.
  void playTimeOver(Instant now) {
    stop();
    heardAll(now);
  }

  private void heardAll(Instant now) {
    timers.stop(Timer.PLAY, Timer.BARGE);
    After after = mouth.after();
    endTurn(now);
    then.after(after, now);
  }

  /// The line has stopped a reply by itself.
  ///
  /// @return whether it was being said
  boolean interrupted(long reply, String heard) {
    boolean saying = mouth.is(reply);
    if (saying) {
      stopped(heard);
    }
    return saying;
  }

  /// Stops what is being said, if anything is; it may go on.
  void stop() {
    if (mouth.playing()) {
      stopped(line.cut(mouth.reply()));
    }
  }

  private void stopped(String heard) {
    mouth.stopped(heard);
    timers.stop(Timer.PLAY, Timer.BARGE);
    if (rest != null) {
      Optional<Reply> last = rest.get();
      rest = null;
      last.ifPresent(reply -> mouth.keep(reply.text().orElse("")));
    }
  }

  /// Stops what is being said, and what of it was heard is all of the turn.
  void silence(Instant now) {
    stop();
    endTurn(now);
  }

  /// The agent's turn is over as far as it was heard.
  void endTurn(Instant now) {
    String language = mouth.language();
    String source = mouth.source();
    talk.unheard(mouth.heard(), mouth.unheard());
    String heard = mouth.end();
    if (!heard.isBlank()) {
      talk.agentSaid(heard, language, source, now);
    }
  }

  /// The line was away for a moment: what it was saying goes on where it was cut off.
  void stumble(Instant now) {
    boolean spoke = mouth.playing();
    stop();
    if (mouth.paused()) {
      resume(now);
    } else if (spoke) {
      heardAll(now);
    }
  }

  void resume(Instant now) {
    sounds(() -> mouth.resume(out), now);
    if (mouth.finished()) {
      awaitPlayed(now);
    }
  }

  boolean playing() {
    return mouth.playing();
  }

  /// Whether something is cut off that could go on.
  boolean paused() {
    return mouth.paused();
  }

  /// Of the turn that is being said.
  String heard() {
    return mouth.heard();
  }

  /// What of the turn that is being said was cut off.
  String unheard() {
    return mouth.unheard();
  }
}
