package dev.parley.runtime.call;

import dev.parley.runtime.flow.Folded;
import dev.parley.runtime.understanding.UnderstandingRequest;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What the model is being asked about, one thing at a time: a turn that has ended, or ahead of
/// time words that may become one. Answers under an older number are not used. One owner; not
/// thread-safe.
final class Thinking {
  private final Consumer<Do> out;
  private long number;
  private State state = State.IDLE;
  private String text = "";
  private Optional<String> language = Optional.empty();
  private boolean keyed;
  private Input.@Nullable Understood early;

  private enum State {
    IDLE,
    AHEAD,
    ANSWERING
  }

  Thinking(Consumer<Do> out) {
    this.out = out;
  }

  void start(
      String about,
      Optional<String> inLanguage,
      boolean typed,
      boolean ahead,
      UnderstandingRequest request) {
    cancel();
    number++;
    state = ahead ? State.AHEAD : State.ANSWERING;
    text = about;
    language = inLanguage;
    keyed = typed;
    out.accept(new Do.Think(number, request));
  }

  /// The words became a turn.
  ///
  /// @return what was understood of them, where that is known already
  Optional<Input.Understood> promote(String turn, Optional<String> inLanguage, boolean typed) {
    state = State.ANSWERING;
    text = turn;
    language = inLanguage;
    keyed = typed;
    return Optional.ofNullable(early);
  }

  /// @return the answer, where a turn waits for it
  Optional<Input.Understood> result(Input.Understood understood) {
    if (understood.thought() != number || state == State.IDLE) {
      return Optional.empty();
    }
    early = understood;
    return state == State.ANSWERING ? Optional.of(understood) : Optional.empty();
  }

  void cancel() {
    if (state != State.IDLE && early == null) {
      out.accept(new Do.Unthink(number));
    }
    done();
  }

  void done() {
    state = State.IDLE;
    early = null;
  }

  boolean is(long thought) {
    return thought == number && state != State.IDLE;
  }

  boolean busy() {
    return state != State.IDLE;
  }

  boolean ahead() {
    return state == State.AHEAD;
  }

  /// Whether it is these words that are thought about ahead of time.
  boolean ahead(String words) {
    return ahead() && Folded.of(words).equals(Folded.of(text));
  }

  /// Whether a turn of the contact waits for its reply.
  boolean answering() {
    return state == State.ANSWERING;
  }

  String text() {
    return text;
  }

  Optional<String> language() {
    return language;
  }

  boolean keyed() {
    return keyed;
  }
}
