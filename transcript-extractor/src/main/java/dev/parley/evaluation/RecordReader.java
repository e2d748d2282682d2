package dev.parley.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.config.agent.FieldType;
import dev.parley.extraction.ExtractionRequest;
import dev.parley.extraction.FieldRequest;
import dev.parley.transcript.Speaker;
import dev.parley.transcript.Transcript;
import dev.parley.transcript.Turn;
import dev.parley.value.ValueContext;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/// Reads a record as other people write it: what can be understood is, and noted; what cannot is an
/// [IllegalArgumentException] that says what is wrong with the record. Used by one thread.
final class RecordReader {
  private static final int DAY_CHARS = 10;
  private static final Map<String, String> REGIONS =
      Map.of(
          "en", "US", "es", "ES", "pt", "PT", "de", "DE", "fr", "FR", "it", "IT", "pl", "PL", "nl",
          "NL");
  private static final Set<String> AGENTS =
      Set.of(
          "agent",
          "assistant",
          "bot",
          "system",
          "ai",
          "operator",
          "rep",
          "representative",
          "advisor",
          "advisor_bot",
          "staff",
          "employee",
          "company",
          "business",
          "model",
          "tool",
          "salesperson",
          "wizard",
          "server");
  private static final Map<String, FieldType> OTHER_NAMES =
      Map.ofEntries(
          Map.entry("name", FieldType.PERSON_NAME),
          Map.entry("person", FieldType.PERSON_NAME),
          Map.entry("full_name", FieldType.PERSON_NAME),
          Map.entry("company", FieldType.COMPANY_NAME),
          Map.entry("organization", FieldType.COMPANY_NAME),
          Map.entry("mail", FieldType.EMAIL),
          Map.entry("e_mail", FieldType.EMAIL),
          Map.entry("email_address", FieldType.EMAIL),
          Map.entry("phone_number", FieldType.PHONE),
          Map.entry("telephone", FieldType.PHONE),
          Map.entry("tel", FieldType.PHONE),
          Map.entry("integer", FieldType.NUMBER),
          Map.entry("int", FieldType.NUMBER),
          Map.entry("float", FieldType.NUMBER),
          Map.entry("count", FieldType.NUMBER),
          Map.entry("amount", FieldType.MONEY),
          Map.entry("currency", FieldType.MONEY),
          Map.entry("price", FieldType.MONEY),
          Map.entry("day", FieldType.DATE),
          Map.entry("time", FieldType.DATE_TIME),
          Map.entry("datetime", FieldType.DATE_TIME),
          Map.entry("enum", FieldType.CHOICE),
          Map.entry("select", FieldType.CHOICE),
          Map.entry("option", FieldType.CHOICE),
          Map.entry("bool", FieldType.YES_NO),
          Map.entry("boolean", FieldType.YES_NO),
          Map.entry("yesno", FieldType.YES_NO),
          Map.entry("zip", FieldType.POSTAL_CODE),
          Map.entry("zip_code", FieldType.POSTAL_CODE),
          Map.entry("postcode", FieldType.POSTAL_CODE),
          Map.entry("link", FieldType.URL),
          Map.entry("website", FieldType.URL),
          Map.entry("string", FieldType.TEXT));

  private final Clock clock;
  private final List<String> notes = new ArrayList<>();

  private RecordReader(Clock clock) {
    this.clock = clock;
  }

  /// @param clock what "today" is in records that do not say it
  static EvaluationRecord read(JsonNode json, Clock clock) {
    if (!json.isObject()) {
      throw new IllegalArgumentException("it is no JSON object");
    }
    return new RecordReader(clock).record(json);
  }

  private EvaluationRecord record(JsonNode json) {
    String tag = json.path("lang").asText("en").strip().replace('_', '-');
    String language = ValueContext.primarySubtag(tag.isEmpty() ? "en" : tag);
    LocalDateTime now = now(json);
    List<String> turnIds = new ArrayList<>();
    Map<Integer, List<String>> alternatives = new LinkedHashMap<>();
    List<Turn> turns = turns(json, language, now, turnIds, alternatives);
    ValueContext context =
        ValueContext.of(List.of(language), region(json, tag), ZoneOffset.UTC, now);
    Map<String, List<String>> gold = new LinkedHashMap<>();
    json.path("gold")
        .properties()
        .forEach(entry -> gold.put(entry.getKey(), values(entry.getValue())));
    return new EvaluationRecord(
        json.path("id").asText(""),
        language,
        json.path("source").asText("unknown"),
        turnIds,
        new ExtractionRequest(new Transcript(turns), fields(json), context, alternatives, Map.of()),
        gold,
        new LinkedHashSet<>(strings(json.path("absent"))),
        json.hasNonNull("gold") || json.hasNonNull("absent"),
        notes);
  }

  /// A record that does not say when it was is read as of today.
  private LocalDateTime now(JsonNode json) {
    String day = json.path("ref_date").asText("").strip();
    String time = json.path("ref_time").asText("").strip();
    if (day.isEmpty()) {
      notes.add("it has no ref_date: read as of today");
    }
    try {
      LocalDate date =
          day.isEmpty()
              ? LocalDate.now(clock)
              : LocalDate.parse(day.substring(0, Math.min(DAY_CHARS, day.length())));
      return date.atTime(time.isEmpty() ? LocalTime.NOON : LocalTime.parse(time));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "ref_date and ref_time are written 2026-11-18 and 09:30", e);
    }
  }

  private static String region(JsonNode json, String tag) {
    String region = json.path("region").asText("").strip().toUpperCase(Locale.ROOT);
    if (region.isEmpty()) {
      String subtag = Locale.forLanguageTag(tag).getCountry();
      region =
          subtag.isEmpty()
              ? REGIONS.getOrDefault(ValueContext.primarySubtag(tag), "US")
              : subtag.toUpperCase(Locale.ROOT);
    }
    return region.equals("UK") ? "GB" : region;
  }

  private List<Turn> turns(
      JsonNode json,
      String language,
      LocalDateTime now,
      List<String> turnIds,
      Map<Integer, List<String>> alternatives) {
    if (!json.path("turns").isArray()) {
      throw new IllegalArgumentException("it has no list of turns");
    }
    List<Turn> turns = new ArrayList<>();
    for (JsonNode turn : json.path("turns")) {
      int seq = turnIds.size() + 1;
      turnIds.add(turn.path("id").asText("t" + seq));
      String text = turn.isTextual() ? turn.asText() : turn.path("text").asText("");
      Instant at = now.toInstant(ZoneOffset.UTC);
      turns.add(new Turn(seq, speaker(turn), text, at, language, confidence(turn)));
      if (turn.path("nbest").isArray()) {
        alternatives.put(seq, strings(turn.path("nbest")));
      }
    }
    return turns;
  }

  /// Of a recogniser; what is no share is passed over.
  private static OptionalDouble confidence(JsonNode turn) {
    double sure = turn.path("confidence").asDouble(-1);
    return sure >= 0 && sure <= 1 ? OptionalDouble.of(sure) : OptionalDouble.empty();
  }

  /// Who is not one of the business's is taken for the contact: only their words count as proof.
  private static Speaker speaker(JsonNode turn) {
    String role = turn.path("role").asText("user").strip().toLowerCase(Locale.ROOT);
    if (role.equals("human")) {
      return Speaker.HUMAN;
    }
    return AGENTS.contains(role) ? Speaker.AGENT : Speaker.CONTACT;
  }

  private List<FieldRequest> fields(JsonNode json) {
    Map<String, FieldRequest> fields = new LinkedHashMap<>();
    for (JsonNode field : json.path("fields")) {
      String id = field.isTextual() ? field.asText() : field.path("id").asText("").strip();
      if (id.isEmpty()) {
        notes.add("a field without id is left out");
        continue;
      }
      FieldRequest read =
          FieldRequest.of(id, type(id, field), field.path("description").asText(""))
              .withOptions(options(field.path("options")));
      if (fields.putIfAbsent(id, read) != null) {
        notes.add("the field " + id + " is named twice: the first counts");
      }
    }
    return List.copyOf(fields.values());
  }

  private FieldType type(String id, JsonNode field) {
    String name = field.path("type").asText("text").strip().toLowerCase(Locale.ROOT);
    return FieldType.ofWireName(name)
        .orElseGet(
            () -> {
              FieldType near = OTHER_NAMES.getOrDefault(name.replace('-', '_'), FieldType.TEXT);
              notes.add(
                  "the field %s has the unknown type %s: read as %s"
                      .formatted(id, name, near.wireName()));
              return near;
            });
  }

  /// A list of names, a list of objects with an id, or names with their synonyms.
  private static Map<String, List<String>> options(JsonNode json) {
    Map<String, List<String>> options = new LinkedHashMap<>();
    if (json.isObject()) {
      json.properties()
          .forEach(entry -> options.put(entry.getKey(), List.copyOf(strings(entry.getValue()))));
      return options;
    }
    for (JsonNode option : json) {
      String name =
          option.isObject()
              ? option.path("id").asText(option.path("value").asText(""))
              : option.asText("");
      if (!name.isBlank()) {
        options.put(name, strings(option.path("synonyms")));
      }
    }
    return options;
  }

  /// `{"values":[…]}`, a list, or a single value.
  private static List<String> values(JsonNode gold) {
    if (gold.isValueNode()) {
      return gold.isNull() ? List.of() : List.of(gold.asText());
    }
    return strings(gold.isArray() ? gold : gold.path("values"));
  }

  private static List<String> strings(JsonNode array) {
    List<String> strings = new ArrayList<>();
    if (array.isTextual()) {
      strings.add(array.asText());
    }
    array.forEach(item -> strings.add(item.asText("")));
    return strings;
  }
}
