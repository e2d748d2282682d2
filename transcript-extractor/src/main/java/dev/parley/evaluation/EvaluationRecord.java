package dev.parley.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.config.agent.FieldType;
import dev.parley.extraction.ExtractionRequest;
import dev.parley.extraction.FieldRequest;
import dev.parley.transcript.Speaker;
import dev.parley.transcript.Transcript;
import dev.parley.transcript.Turn;
import dev.parley.value.ValueContext;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// One conversation with its fields and, where known, what should come out.
///
/// @param turnIds the record's own turn ids; a turn's `seq` is its place plus one
/// @param gold accepted values by field, the preferred first
/// @param absent fields that must stay empty
record EvaluationRecord(
    String id,
    String language,
    String source,
    List<String> turnIds,
    ExtractionRequest request,
    Map<String, List<String>> gold,
    Set<String> absent,
    boolean judged) {

  static EvaluationRecord of(JsonNode json) {
    String language = json.path("lang").asText("en");
    List<String> turnIds = new ArrayList<>();
    Map<Integer, List<String>> alternatives = new LinkedHashMap<>();
    LocalDateTime now = now(json);
    List<Turn> turns = turns(json, language, now, turnIds, alternatives);
    ValueContext context =
        ValueContext.of(List.of(language), json.path("region").asText("US"), ZoneOffset.UTC, now);
    Map<String, List<String>> gold = new LinkedHashMap<>();
    json.path("gold")
        .properties()
        .forEach(entry -> gold.put(entry.getKey(), strings(entry.getValue().path("values"))));
    return new EvaluationRecord(
        json.path("id").asText(),
        language,
        json.path("source").asText("unknown"),
        turnIds,
        new ExtractionRequest(new Transcript(turns), fields(json), context, alternatives, Map.of()),
        gold,
        new LinkedHashSet<>(strings(json.path("absent"))),
        json.has("gold") || json.has("absent"));
  }

  private static LocalDateTime now(JsonNode json) {
    LocalDate date =
        json.hasNonNull("ref_date")
            ? LocalDate.parse(json.get("ref_date").asText().substring(0, 10))
            : LocalDate.EPOCH;
    LocalTime time =
        json.hasNonNull("ref_time")
            ? LocalTime.parse(json.get("ref_time").asText())
            : LocalTime.NOON;
    return date.atTime(time);
  }

  private static List<Turn> turns(
      JsonNode json,
      String language,
      LocalDateTime now,
      List<String> turnIds,
      Map<Integer, List<String>> alternatives) {
    List<Turn> turns = new ArrayList<>();
    for (JsonNode turn : json.path("turns")) {
      turnIds.add(turn.path("id").asText());
      int seq = turnIds.size();
      String role = turn.path("role").asText("user");
      Speaker speaker =
          switch (role) {
            case "user", "contact", "customer" -> Speaker.CONTACT;
            case "human" -> Speaker.HUMAN;
            default -> Speaker.AGENT;
          };
      turns.add(
          new Turn(
              seq, speaker, turn.path("text").asText(""), now.toInstant(ZoneOffset.UTC), language));
      if (turn.has("nbest")) {
        alternatives.put(seq, strings(turn.path("nbest")));
      }
    }
    return turns;
  }

  private static List<FieldRequest> fields(JsonNode json) {
    List<FieldRequest> fields = new ArrayList<>();
    for (JsonNode field : json.path("fields")) {
      String type = field.path("type").asText("text");
      Map<String, List<String>> options = new LinkedHashMap<>();
      strings(field.path("options")).forEach(option -> options.put(option, List.of()));
      fields.add(
          FieldRequest.of(
                  field.path("id").asText(),
                  FieldType.ofWireName(type)
                      .orElseThrow(
                          () -> new IllegalArgumentException("unknown field type: " + type)),
                  field.path("description").asText(""))
              .withOptions(options));
    }
    return fields;
  }

  private static List<String> strings(JsonNode array) {
    List<String> strings = new ArrayList<>();
    array.forEach(item -> strings.add(item.asText()));
    return strings;
  }
}
