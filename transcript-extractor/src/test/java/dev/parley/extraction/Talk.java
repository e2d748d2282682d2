package dev.parley.extraction;

import dev.parley.config.agent.FieldType;
import dev.parley.lead.LeadField;
import dev.parley.transcript.Speaker;
import dev.parley.transcript.Transcript;
import dev.parley.transcript.Turn;
import dev.parley.value.ValueContext;
import dev.parley.value.ValueWire;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/// Builds conversations for tests: lines of `A: …` (agent) and `C: …` (contact).
final class Talk {
  private final List<Turn> turns = new ArrayList<>();
  private final List<FieldRequest> fields = new ArrayList<>();
  private final Map<Integer, List<String>> alternatives = new LinkedHashMap<>();
  private final Map<String, LiveAnswer> live = new LinkedHashMap<>();
  private String language = "en";
  private String region = "US";

  static Talk of(String... lines) {
    Talk talk = new Talk();
    for (String line : lines) {
      Speaker speaker = line.startsWith("A:") ? Speaker.AGENT : Speaker.CONTACT;
      talk.turns.add(
          new Turn(talk.turns.size() + 1, speaker, line.substring(2).strip(), Instant.EPOCH, "en"));
    }
    return talk;
  }

  Talk in(String newLanguage, String newRegion) {
    language = newLanguage;
    region = newRegion;
    return this;
  }

  Talk heardAs(int seq, String... hypotheses) {
    alternatives.put(seq, List.of(hypotheses));
    return this;
  }

  /// Every turn of the contact was heard as surely as this.
  Talk heard(double confidence) {
    turns.replaceAll(
        turn ->
            turn.from() == Speaker.CONTACT
                ? new Turn(
                    turn.seq(),
                    turn.from(),
                    turn.text(),
                    turn.at(),
                    turn.language(),
                    OptionalDouble.of(confidence))
                : turn);
    return this;
  }

  Talk live(String field, LiveAnswer answer) {
    live.put(field, answer);
    return this;
  }

  Talk field(String id, FieldType type, String description) {
    fields.add(FieldRequest.of(id, type, description));
    return this;
  }

  Talk choice(String id, String description, String... options) {
    Map<String, List<String>> all = new LinkedHashMap<>();
    Arrays.stream(options).forEach(option -> all.put(option, List.of()));
    fields.add(FieldRequest.of(id, FieldType.CHOICE, description).withOptions(all));
    return this;
  }

  ExtractionRequest request() {
    ValueContext context =
        ValueContext.of(
            List.of(language), region, ZoneId.of("UTC"), LocalDateTime.parse("2026-11-18T09:00"));
    return new ExtractionRequest(new Transcript(turns), fields, context, alternatives, live);
  }

  Extraction extract() {
    return new BuiltInExtractor().extract(request());
  }

  LeadField field(String id) {
    return java.util.Objects.requireNonNull(extract().fields().get(id));
  }

  /// The wire form of a field's value, or its status where there is none.
  String value(String id) {
    LeadField field = field(id);
    return field
        .value()
        .map(value -> ValueWire.wire(value).toString())
        .orElse(field.status().wireName());
  }
}
