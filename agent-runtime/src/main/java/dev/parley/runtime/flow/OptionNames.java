package dev.parley.runtime.flow;

import dev.parley.config.agent.AgentDefinition;
import dev.parley.config.agent.FieldType;
import dev.parley.config.agent.Question;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the answers of a question are called, in the language the contact is asked in. Pure.
public final class OptionNames {
  private static final int NAMED_MAX = 10;

  private OptionNames() {}

  /// By answer id, in the order shown, as they are put on a button; empty when one of them has no
  /// name in this language, or there are too many to choose from at a glance.
  public static Map<String, String> of(
      AgentDefinition definition, Question question, String language) {
    Map<String, String> names = new LinkedHashMap<>();
    if (question.type() == FieldType.YES_NO) {
      return yesNo(language);
    }
    plain(definition, question, language).forEach((id, name) -> names.put(id, capital(name)));
    return names;
  }

  /// The two answers to what is asked back.
  public static Map<String, String> yesNo(String language) {
    Map<String, String> names = new LinkedHashMap<>();
    for (String answer : List.of("yes", "no")) {
      Phrases.find(language, answer, 0).ifPresent(word -> names.put(answer, word));
    }
    return names;
  }

  /// Each option by the synonym that the question itself uses, since synonyms of all languages
  /// stand side by side; an agent of one language may use the first. Empty where one has no name.
  static Map<String, String> plain(AgentDefinition definition, Question question, String language) {
    Folded ask = Folded.of(question.ask().in(language));
    boolean oneLanguage = definition.languages().size() == 1;
    Map<String, String> names = new LinkedHashMap<>();
    for (Map.Entry<String, List<String>> option : question.options().entrySet()) {
      List<String> words = new ArrayList<>(option.getValue());
      words.add(option.getKey().replace('_', ' '));
      words.stream()
          .filter(word -> ask.has(Folded.of(word)))
          .findFirst()
          .or(() -> oneLanguage ? Optional.of(words.getFirst()) : Optional.empty())
          .ifPresent(name -> names.put(option.getKey(), name));
    }
    return names.size() == question.options().size() && names.size() <= NAMED_MAX
        ? names
        : Map.of();
  }

  private static String capital(String name) {
    int first = name.codePointAt(0);
    return Character.toString(Character.toTitleCase(first))
        + name.substring(Character.charCount(first));
  }
}
