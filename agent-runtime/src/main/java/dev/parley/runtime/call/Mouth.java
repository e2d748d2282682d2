package dev.parley.runtime.call;

import dev.parley.channel.voice.CallLine.Sentence;
import java.time.Duration;
import java.util.function.Consumer;

/// What the agent is saying: one turn of it, in one or more numbered replies where it was cut off
/// and went on. One owner; not thread-safe.
final class Mouth {
  private static final int MILLIS_PER_CHAR = 80;

  /// What follows once all was heard.
  enum After {
    LISTEN,
    HANG_UP,
    TRANSFER
  }

  private long reply;
  private boolean playing;
  private boolean finished;
  private String heard = "";
  private String saying = "";
  private String rest = "";
  private String language = "en";
  private String source = "engine";
  private After after = After.LISTEN;

  /// Begins a turn, or goes on with the one that has been begun by a filler.
  void say(String text, String inLanguage, String whose, After then, Consumer<Do> out) {
    source = whose;
    if (!playing) {
      reply++;
      playing = true;
      saying = "";
    }
    rest = "";
    finished = true;
    after = then;
    language = inLanguage;
    speak(text, then == After.LISTEN, out);
    out.accept(new Do.Finish(reply));
  }

  /// Some words before the turn proper, which follows in the same reply.
  void fill(String text, String inLanguage, Consumer<Do> out) {
    if (!playing) {
      reply++;
      playing = true;
      saying = "";
      finished = false;
    }
    language = inLanguage;
    speak(text, true, out);
  }

  /// A sentence of a turn of which more follows in the same reply.
  void tell(String text, String inLanguage, String whose, Consumer<Do> out) {
    source = whose;
    rest = "";
    fill(text, inLanguage, out);
  }

  /// The turn that was being told is whole.
  void finish(Consumer<Do> out) {
    finished = true;
    after = After.LISTEN;
    out.accept(new Do.Finish(reply));
  }

  /// The turn was stopped while it was being told: these are its last words, and come after what
  /// was not heard.
  void keep(String words) {
    rest = (rest + " " + words).strip();
    finished = true;
    after = After.LISTEN;
  }

  private void speak(String text, boolean interruptible, Consumer<Do> out) {
    for (String sentence : Sentences.of(text, language)) {
      saying = (saying + " " + sentence).strip();
      out.accept(new Do.Say(reply, new Sentence(sentence, language, interruptible)));
    }
  }

  Duration playTime() {
    return Duration.ofMillis((long) saying.length() * MILLIS_PER_CHAR);
  }

  /// Words of the turn that were heard, though not on the line.
  void saidOtherwise(String words, String inLanguage) {
    heard = (heard + " " + words).strip();
    language = inLanguage;
  }

  /// The reply was stopped; what was not heard may still be said.
  void stopped(String heardOfReply) {
    playing = false;
    rest = Sentences.rest(saying, heardOfReply);
    heard = (heard + " " + heardOfReply.strip()).strip();
  }

  void playedOut() {
    playing = false;
    rest = "";
    heard = (heard + " " + saying).strip();
  }

  /// Whether something is cut off that could go on.
  boolean paused() {
    return !playing && !rest.isEmpty();
  }

  /// Goes on where it was cut off.
  void resume(Consumer<Do> out) {
    String left = rest;
    if (finished) {
      say(left, language, source, after, out);
    } else {
      rest = "";
      fill(left, language, out);
    }
  }

  /// What of the turn was cut off.
  String unheard() {
    return playing ? "" : rest;
  }

  /// The turn is over.
  ///
  /// @return its words that were heard, maybe none
  String end() {
    String words = heard;
    heard = "";
    rest = "";
    saying = "";
    finished = false;
    return words;
  }

  boolean playing() {
    return playing;
  }

  boolean finished() {
    return finished;
  }

  boolean is(long number) {
    return playing && reply == number;
  }

  long reply() {
    return reply;
  }

  String heard() {
    return heard;
  }

  String source() {
    return source;
  }

  String language() {
    return language;
  }

  After after() {
    return after;
  }
}
