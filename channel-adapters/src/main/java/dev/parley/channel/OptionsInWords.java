package dev.parley.channel;

import java.util.List;

/// Offered answers for a channel that cannot show them: a numbered list under the question.
public final class OptionsInWords {
  private OptionsInWords() {}

  public static String of(OutboundBody.Choices choices) {
    var words = new StringBuilder(choices.text().strip());
    List<OutboundBody.Option> options = choices.options();
    for (int i = 0; i < options.size(); i++) {
      words.append('\n').append(i + 1).append(". ").append(options.get(i).title().strip());
      options.get(i).description().ifPresent(more -> words.append(": ").append(more.strip()));
    }
    return words.toString().strip();
  }
}
