package dev.parley.runtime.flow;

import dev.parley.config.agent.Question;
import dev.parley.lead.Disposition;
import java.util.Optional;

/// Where a conversation stands after what has been heard.
sealed interface Standing {
  /// A question is open.
  record Ask(Question question) implements Standing {}

  /// A hard reason to end.
  record Disqualified(Question.Disqualify why) implements Standing {}

  /// Nothing is left to ask.
  record Done(Disposition disposition, Optional<String> reason) implements Standing {}
}
