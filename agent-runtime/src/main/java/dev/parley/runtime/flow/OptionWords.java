package dev.parley.runtime.flow;

import dev.parley.config.agent.Question;

/// Whether a whole message names one of a question's options: then it is an answer, whatever else
/// the word means.
public final class OptionWords {
  private OptionWords() {}

  public static boolean isOption(Question question, Folded text) {
    return question.options().entrySet().stream()
        .anyMatch(
            option ->
                Folded.of(option.getKey()).equals(text)
                    || option.getValue().stream().map(Folded::of).anyMatch(text::equals));
  }
}
