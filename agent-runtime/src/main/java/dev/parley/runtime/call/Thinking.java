package dev.parley.runtime.call;

import dev.parley.runtime.flow.Folded;
import dev.parley.runtime.understanding.UnderstandingRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// What the model is being asked about, one thing at a time: a turn that has ended, or ahead of
/// time words that may become one. What comes under an older number is not used. One owner; not
/// thread-safe.
final class Thinking {
  private final Consumer<Do> out;
  private final List<Input.Thought> early = new ArrayList<>();
  private long number;
  private State state = State.IDLE;
  private String text = "";
  private Optional<String> language = Optional.empty();
  private boolean keyed;
  private boolean ended;

  private enum State {
    IDLE,
    AHEAD,
    /// A turn of the contact waits for its reply.
    ANSWERING,
    /// The reply is being said while it is written.
    TELLING,
    /// All is decided; only what it took is still waited for.
    DECIDED
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
    ended = false;
    state = ahead ? State.AHEAD : State.ANSWERING;
    text = about;
    language = inLanguage;
    keyed = typed;
    out.accept(new Do.Think(number, request));
  }

  /// The words became a turn.
  ///
  /// @return what has come of them by now, in order
  List<Input.Thought> promote(Optional<String> inLanguage) {
    state = State.ANSWERING;
    language = inLanguage;
    ended = false;
    List<Input.Thought> known = List.copyOf(early);
    early.clear();
    return known;
  }

  /// @return what came, where it is to be used now
  Optional<Input.Thought> take(Input.Thought input) {
    if (input.thought() != number || state == State.IDLE) {
      return Optional.empty();
    }
    ended |= input instanceof Input.Understood || input instanceof Input.NotUnderstood;
    if (state == State.AHEAD) {
      early.add(input);
      return Optional.empty();
    }
    return Optional.of(input);
  }

  void cancel() {
    if (state != State.IDLE && !ended) {
      out.accept(new Do.Unthink(number));
    }
    done();
  }

  void done() {
    state = State.IDLE;
    early.clear();
  }

  /// The reply is being said from now on.
  void telling() {
    state = State.TELLING;
  }

  /// The turn has its reply, whatever else is still written.
  void decided() {
    if (ended) {
      done();
    } else {
      state = State.DECIDED;
    }
  }

  /// Whether something may still come that matters to what is said.
  boolean busy() {
    return state != State.IDLE && state != State.DECIDED;
  }

  boolean ahead() {
    return state == State.AHEAD;
  }

  /// Whether it is these words that are thought about ahead of time.
  boolean ahead(String words) {
    return ahead() && Folded.of(words).equals(Folded.of(text));
  }

  boolean answering() {
    return state == State.ANSWERING;
  }

  boolean isTelling() {
    return state == State.TELLING;
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
