package dev.parley.runtime.closing;

import dev.parley.config.agent.AgentDefinition;
import dev.parley.config.agent.AgentDefinition.LeadFieldSpec;
import dev.parley.config.agent.FieldType;
import dev.parley.config.agent.Question;
import dev.parley.evidence.Evidence;
import dev.parley.extraction.ExtractionRequest;
import dev.parley.extraction.FieldRequest;
import dev.parley.extraction.LiveAnswer;
import dev.parley.runtime.flow.Answer;
import dev.parley.value.MoneyPeriods;
import dev.parley.value.Value;
import dev.parley.value.ValueContext;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the extractor is asked of a finished conversation: every question and lead field of its
/// agent version, and what the engine held of each.
final class ExtractionRequests {
  private ExtractionRequests() {}

  static ExtractionRequest of(ClosedConversation conversation) {
    AgentDefinition definition = conversation.definition();
    List<FieldRequest> fields = new ArrayList<>();
    definition.questions().forEach(question -> fields.add(field(question, definition)));
    definition.leadFields().forEach(field -> fields.add(field(field)));
    return new ExtractionRequest(
        conversation.transcript(), fields, context(conversation), Map.of(), live(conversation));
  }

  private static FieldRequest field(Question question, AgentDefinition definition) {
    return new FieldRequest(
        question.id(),
        question.type(),
        question.description().orElseGet(() -> question.ask().in(definition.defaultLanguage())),
        question.options(),
        question.currency(),
        question.min(),
        question.max(),
        MoneyPeriods.of(question),
        List.copyOf(question.ask().byLanguage().values()));
  }

  private static FieldRequest field(LeadFieldSpec field) {
    return new FieldRequest(
        field.id(),
        field.type(),
        field.description(),
        field.options(),
        field.currency(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  /// The language the conversation ended in comes first: most of it was in that one.
  private static ValueContext context(ClosedConversation conversation) {
    AgentDefinition definition = conversation.definition();
    List<String> languages = new ArrayList<>();
    languages.add(conversation.state().language());
    languages.addAll(definition.languages());
    return ValueContext.of(
        languages,
        definition.region(),
        definition.timeZone(),
        LocalDateTime.ofInstant(conversation.startedAt(), definition.timeZone()));
  }

  private static Map<String, LiveAnswer> live(ClosedConversation conversation) {
    Map<String, LiveAnswer> live = new LinkedHashMap<>();
    Map<String, FieldType> types = new LinkedHashMap<>();
    conversation
        .definition()
        .questions()
        .forEach(question -> types.put(question.id(), question.type()));
    conversation
        .state()
        .answers()
        .forEach(
            (id, answer) -> {
              boolean fits =
                  types.containsKey(id)
                      && answer.value().map(value -> fits(value, types.get(id))).orElse(true);
              if (answer.applies() && fits) {
                live.put(id, live(answer));
              }
            });
    return live;
  }

  private static LiveAnswer live(Answer answer) {
    List<Evidence> evidence = answer.evidence().map(List::of).orElse(List.of());
    return new LiveAnswer(answer.status(), answer.value(), answer.said(), evidence);
  }

  /// A version published since may ask for another type under the same id.
  private static boolean fits(Value value, FieldType type) {
    return switch (value) {
      case Value.Text _ ->
          switch (type) {
            case TEXT, PERSON_NAME, COMPANY_NAME, ADDRESS, POSTAL_CODE -> true;
            default -> false;
          };
      case Value.Email _ -> type == FieldType.EMAIL;
      case Value.Phone _ -> type == FieldType.PHONE;
      case Value.Number _ -> type == FieldType.NUMBER;
      case Value.Money _ -> type == FieldType.MONEY;
      case Value.Date _ -> type == FieldType.DATE;
      case Value.DateTime _ -> type == FieldType.DATE_TIME;
      case Value.Choice _ -> type == FieldType.CHOICE;
      case Value.YesNo _ -> type == FieldType.YES_NO;
      case Value.Url _ -> type == FieldType.URL;
    };
  }
}
