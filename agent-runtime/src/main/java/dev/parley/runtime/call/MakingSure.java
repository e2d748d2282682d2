package dev.parley.runtime.call;

import dev.parley.config.agent.AgentDefinition;
import dev.parley.config.agent.Question;
import dev.parley.runtime.flow.Advance;
import dev.parley.runtime.flow.ContactTurn;
import dev.parley.runtime.flow.Cue;
import dev.parley.runtime.flow.Cues;
import dev.parley.runtime.flow.Folded;
import dev.parley.runtime.flow.Moment;
import dev.parley.runtime.flow.Proposal;
import dev.parley.runtime.flow.Reading;
import dev.parley.value.Found;
import dev.parley.value.Value;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A value that was read back and waits for its yes, with what the engine decides once it comes.
/// One owner; not thread-safe.
final class MakingSure {
  private final AgentDefinition definition;
  private final Reading reading;
  private final Map<String, Integer> rungs = new HashMap<>();
  private @Nullable Held held;

  MakingSure(AgentDefinition definition) {
    this.definition = definition;
    this.reading = new Reading(definition);
  }

  /// @param advance what follows once the value is right
  record Held(
      Question question, Value value, ContactTurn turn, Proposal proposal, Advance advance) {}

  enum Verdict {
    RIGHT,
    WRONG,
    SAY_AGAIN,
    /// Another value in its place.
    ANEW,
    OTHER
  }

  boolean holds() {
    return held != null;
  }

  Held held() {
    if (held == null) {
      throw new IllegalStateException("nothing was read back");
    }
    return held;
  }

  /// Whether this may be read back: not where it was asked about often enough.
  ///
  /// @param advance of the turn it was said in
  boolean mayHold(Question question, Advance advance) {
    boolean known = advance.state().answer(question.id()).value().isPresent();
    boolean askedBack = advance.state().open().filter(question.id()::equals).isPresent();
    return rung(question) <= ReadBack.RUNG_LAST && known && !askedBack;
  }

  /// One that may be held.
  void hold(Question question, ContactTurn turn, Proposal proposal, Advance advance) {
    Value value = advance.state().answer(question.id()).value().orElseThrow();
    held = new Held(question, value, turn, proposal, advance);
  }

  int rung(Question question) {
    return rungs.getOrDefault(question.id(), 0);
  }

  String words(String language) {
    Question question = held().question();
    return ReadBack.words(held().value(), question.type(), rung(question), language);
  }

  Verdict hear(String text, boolean keyed, String language, Instant now) {
    if (keyed) {
      return text.equals("1") ? Verdict.RIGHT : text.equals("2") ? Verdict.WRONG : Verdict.ANEW;
    }
    Folded words = Folded.of(text);
    List<Value> again =
        reading.mentions(held().question(), text, language, new Moment(now)).stream()
            .map(Found::value)
            .toList();
    Optional<Boolean> yes = YesNo.read(text, definition, language, now);
    if (again.contains(held().value())) {
      return yes.orElse(true) ? Verdict.RIGHT : Verdict.WRONG;
    }
    if (yes.isPresent() && yes.get()) {
      return Verdict.RIGHT;
    }
    if (yes.isPresent() && (again.isEmpty() || onlyNo(words))) {
      return Verdict.WRONG;
    }
    if (!again.isEmpty()) {
      return Verdict.ANEW;
    }
    return Cues.all().has(Cue.REPEAT, words) ? Verdict.SAY_AGAIN : Verdict.OTHER;
  }

  /// "No" and "no, wrong" are no new name.
  private static boolean onlyNo(Folded words) {
    return words.size() <= 2;
  }

  /// @return whether it was the last rung: what is said next is taken as it is
  boolean wrong() {
    Question question = held().question();
    climb(question);
    held = null;
    return rung(question) > ReadBack.RUNG_LAST;
  }

  /// Another value may follow; it is read back on the next rung.
  void another() {
    climb(held().question());
    held = null;
  }

  private void climb(Question question) {
    rungs.merge(question.id(), 1, Integer::sum);
  }

  void done() {
    held = null;
  }
}
