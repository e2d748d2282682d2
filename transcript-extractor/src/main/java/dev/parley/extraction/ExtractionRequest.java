package dev.parley.extraction;

import static java.util.stream.Collectors.toMap;

import dev.parley.transcript.Speaker;
import dev.parley.transcript.Transcript;
import dev.parley.value.Assignments;
import dev.parley.value.ValueContext;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What to extract, and from what.
///
/// @param transcript read without assignments to fields by their ids, see [Assignments]
/// @param fields in the agent's order; ids unique
/// @param context languages, region, zone and the moment relative dates count from
/// @param alternatives other hypotheses of a speech recogniser by turn, the likeliest first
/// @param live what the flow engine knew at the end of the conversation, by field; may be empty
public record ExtractionRequest(
    Transcript transcript,
    List<FieldRequest> fields,
    ValueContext context,
    Map<Integer, List<String>> alternatives,
    Map<String, LiveAnswer> live) {
  /// More fields than this are refused: nobody asks for so much.
  public static final int FIELDS_MAX = 200;

  public ExtractionRequest {
    fields = List.copyOf(fields);
    alternatives = Map.copyOf(alternatives);
    live = Map.copyOf(live);
    Set<String> ids = new HashSet<>();
    fields.forEach(field -> ids.add(field.id()));
    if (ids.size() != fields.size() || ids.size() > FIELDS_MAX) {
      throw new IllegalArgumentException(
          "fields must have different ids and be " + FIELDS_MAX + " at most");
    }
    transcript = spoken(transcript, fields);
  }

  /// What the contact wrote to set a field by its id is nothing they said.
  private static Transcript spoken(Transcript transcript, List<FieldRequest> fields) {
    Assignments assignments =
        new Assignments(fields.stream().collect(toMap(FieldRequest::id, FieldRequest::type)));
    return new Transcript(
        transcript.turns().stream()
            .map(
                turn ->
                    turn.from() == Speaker.CONTACT
                        ? turn.withText(assignments.without(turn.text()))
                        : turn)
            .toList());
  }

  public static ExtractionRequest of(
      Transcript transcript, List<FieldRequest> fields, ValueContext context) {
    return new ExtractionRequest(transcript, fields, context, Map.of(), Map.of());
  }
}
