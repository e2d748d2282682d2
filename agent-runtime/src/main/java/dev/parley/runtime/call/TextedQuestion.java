package dev.parley.runtime.call;

import dev.parley.config.agent.AgentDefinition;
import dev.parley.config.agent.Question;
import dev.parley.runtime.flow.CallFlow;
import dev.parley.runtime.flow.CallPhrases;
import dev.parley.runtime.flow.Moment;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A question that hearing did not settle and keys cannot answer: it is sent as a text message,
/// whose answer fills it in the running call. One owner; not thread-safe.
final class TextedQuestion {
  private final AgentDefinition definition;
  private final CallFlow flow;
  private final Notes notes;
  private final Replies replies;
  private final boolean possible;
  private final Consumer<Do> out;
  private @Nullable String asked;

  /// @param possible whether texts can be read at the contact's number
  TextedQuestion(
      AgentDefinition definition,
      CallFlow flow,
      Notes notes,
      Replies replies,
      boolean possible,
      Consumer<Do> out) {
    this.definition = definition;
    this.flow = flow;
    this.notes = notes;
    this.replies = replies;
    this.possible = possible;
    this.out = out;
  }

  boolean suits(Question question) {
    boolean keys = definition.call().keypad() && Keys.type(question) == Keys.Kind.DIGITS;
    return possible && !keys && asked == null;
  }

  Reply ask(Question question) {
    asked = question.id();
    String language = notes.language();
    out.accept(new Do.Text(definition.business() + ": " + question.ask().in(language)));
    return replies.says(CallPhrases.say(language, "text_sending"));
  }

  /// Whether the answer to the open question is waited for by text.
  boolean awaited() {
    return asked != null
        && notes.open()
        && notes.asked().filter(question -> question.id().equals(asked)).isPresent();
  }

  /// The question is settled, or another one is asked: a text is none of the call's any more.
  void settle() {
    if (asked != null && !awaited()) {
      over();
    }
  }

  private void over() {
    asked = null;
    out.accept(new Do.TextOver());
  }

  /// The message could not be sent: the question is asked by voice once more.
  Optional<Reply> failed() {
    Optional<Question> question = awaited() ? notes.asked() : Optional.empty();
    asked = null;
    String language = notes.language();
    return question.map(
        open ->
            replies.says(
                CallPhrases.say(language, "text_failed")
                    + " "
                    + ReadBack.again(open, 0, language)));
  }

  /// No answer came in time: the call goes on without.
  Reply missed(Instant now) {
    String question = notes.asked().orElseThrow().id();
    over();
    return replies.adopt(flow.leave(notes.state(), question, "text_missed", new Moment(now)), now);
  }
}
