package dev.parley.extraction.model;

import dev.parley.config.agent.AgentDefinition;
import dev.parley.config.agent.AgentDefinition.LeadFieldSpec;
import dev.parley.config.agent.FieldType;
import dev.parley.config.agent.Question;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A field to be found in a transcript. Immutable.
///
/// @param description what it means, in the business's words
/// @param options for a choice: option id -> synonyms; otherwise empty
/// @param currency for money; otherwise empty
public record WantedField(
    String id,
    FieldType type,
    String description,
    Map<String, List<String>> options,
    Optional<String> currency) {
  public WantedField {
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
  }

  /// Every question and lead field of an agent, in its order.
  public static List<WantedField> of(AgentDefinition definition) {
    return Stream.concat(
            definition.questions().stream()
                .map(question -> of(question, definition.defaultLanguage())),
            definition.leadFields().stream().map(WantedField::of))
        .toList();
  }

  private static WantedField of(Question question, String language) {
    return new WantedField(
        question.id(),
        question.type(),
        question.description().orElseGet(() -> question.ask().in(language)),
        question.options(),
        question.currency());
  }

  private static WantedField of(LeadFieldSpec field) {
    return new WantedField(
        field.id(), field.type(), field.description(), field.options(), field.currency());
  }
}
