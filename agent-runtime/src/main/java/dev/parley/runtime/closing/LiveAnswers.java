package dev.parley.runtime.closing;

import dev.parley.config.agent.Question;
import dev.parley.evidence.Evidence;
import dev.parley.lead.FieldStatus;
import dev.parley.lead.LeadField;
import dev.parley.runtime.flow.Answer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The lead's fields as the conversation itself left them: what the engine accepted while it went
/// on, and nothing else. Thread-safe.
public final class LiveAnswers implements LeadExtraction {
  private static final double CONFIRMED = 0.99;
  private static final double ANSWERED = 0.95;

  @Override
  public Extracted extract(ClosedConversation conversation) {
    long began = System.nanoTime();
    Map<String, LeadField> fields = new LinkedHashMap<>();
    for (Question question : conversation.definition().questions()) {
      fields.put(question.id(), field(conversation.state().answer(question.id())));
    }
    conversation
        .definition()
        .leadFields()
        .forEach(field -> fields.put(field.id(), LeadField.empty(FieldStatus.NOT_ASKED)));
    return new Extracted(
        fields,
        List.of(),
        Gists.of(conversation, fields, Optional.empty()),
        "live",
        "failed",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        (System.nanoTime() - began) / 1_000_000);
  }

  /// A value without a quote is not a fact and stays out of the lead, unless something better than
  /// words proved it: the channel it came by, or a conversation before this one.
  static LeadField field(Answer answer) {
    if (!answer.filled()) {
      return LeadField.empty(answer.status().filled() ? FieldStatus.NOT_ASKED : answer.status());
    }
    boolean confirmed = answer.status() == FieldStatus.CONFIRMED;
    if (answer.evidence().isEmpty() && !confirmed) {
      return LeadField.empty(FieldStatus.NOT_ASKED);
    }
    List<Evidence> evidence = answer.evidence().map(List::of).orElse(List.of());
    return new LeadField(
        answer.status(), answer.value(), answer.said(), confirmed ? CONFIRMED : ANSWERED, evidence);
  }
}
