package dev.parley.extraction.model;

import dev.parley.config.agent.AgentDefinition;
import dev.parley.transcript.Transcript;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/// What is to be found, and where.
///
/// @param about whom the agent speaks for, so that the model knows what the talk is about
/// @param objections ids of the objections the business listed
/// @param at when the conversation began: relative dates count from here
public record ExtractionRequest(
    String about,
    List<WantedField> fields,
    List<String> objections,
    Transcript transcript,
    Instant at,
    ZoneId timeZone) {
  public ExtractionRequest {
    fields = List.copyOf(fields);
    objections = List.copyOf(objections);
  }

  public static ExtractionRequest of(
      AgentDefinition definition, Transcript transcript, Instant at) {
    return new ExtractionRequest(
        definition.business(),
        WantedField.of(definition),
        definition.objections().stream().map(AgentDefinition.Objection::id).toList(),
        transcript,
        at,
        definition.timeZone());
  }
}
