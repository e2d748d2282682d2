package dev.parley.runtime.closing;

import dev.parley.config.binding.ChannelType;
import dev.parley.extraction.BuiltInExtractor;
import dev.parley.lead.Disposition;
import dev.parley.lead.Lead;
import dev.parley.lead.LeadField;
import dev.parley.runtime.conversation.ConversationId;
import dev.parley.runtime.flow.Answer;
import dev.parley.runtime.flow.FlowEngine;
import dev.parley.runtime.flow.FlowState;
import dev.parley.transcript.Transcript;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a transcript of somebody else's conversation answers, so that an engine can judge it: read
/// by the built-in extractor alone, at once.
public final class TranscriptAnswers {
  private TranscriptAnswers() {}

  /// The state with every question answered that the transcript answers with a quote.
  public static FlowState read(
      ConversationId id,
      FlowEngine engine,
      int version,
      FlowState state,
      Transcript transcript,
      Instant startedAt) {
    ClosedConversation conversation =
        new ClosedConversation(
            id,
            engine.definition(),
            version,
            ChannelType.VOICE,
            new Lead.LeadContact(id.id(), List.of()),
            Disposition.ABANDONED,
            Optional.empty(),
            state,
            transcript,
            Optional.empty(),
            startedAt);
    Map<String, LeadField> fields =
        new BuiltInExtractor().extract(ExtractionRequests.of(conversation)).fields();
    Map<String, Answer> answers = new LinkedHashMap<>(state.answers());
    answers.replaceAll(
        (question, before) ->
            Optional.ofNullable(fields.get(question))
                .filter(field -> field.status().filled() && !before.filled())
                .map(TranscriptAnswers::answer)
                .orElse(before));
    return engine.knowing(state.answering(answers), state, false);
  }

  private static Answer answer(LeadField field) {
    return new Answer(
        field.status(),
        field.value(),
        field.said(),
        field.evidence().stream().findFirst(),
        1,
        0,
        true);
  }
}
