package dev.parley.lead;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.config.agent.FieldType;
import dev.parley.evidence.Evidence;
import dev.parley.value.Value;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/// Reads a field of a stored lead back, by its type. Thread-safe.
public final class LeadFieldJson {
  private LeadFieldJson() {}

  /// Throws `RuntimeException` where the JSON is no field of that type: stored leads always are.
  public static LeadField read(JsonNode json, FieldType type) {
    JsonNode value = json.path("value");
    boolean empty = value.isMissingNode() || value.isNull();
    List<Evidence> evidence = new ArrayList<>();
    for (JsonNode proof : json.path("evidence")) {
      // A person's word is no quote.
      if (proof.has("human")) {
        continue;
      }
      String quote = proof.path("quote").asText();
      evidence.add(
          proof.has("media")
              ? new Evidence(0, quote, Optional.of(UUID.fromString(proof.get("media").asText())))
              : new Evidence(proof.path("turn").asInt(), quote));
    }
    return new LeadField(
        FieldStatus.valueOf(json.path("status").asText().toUpperCase(Locale.ROOT)),
        empty ? Optional.empty() : Optional.of(value(value, type)),
        json.hasNonNull("said") ? Optional.of(json.get("said").asText()) : Optional.empty(),
        json.path("confidence").asDouble(),
        evidence);
  }

  /// Reads a value in its wire form. Throws `DateTimeException` or `NumberFormatException` where it
  /// is none of that type.
  public static Value value(JsonNode json, FieldType type) {
    return switch (type) {
      case TEXT, PERSON_NAME, COMPANY_NAME, ADDRESS, POSTAL_CODE -> new Value.Text(json.asText());
      case EMAIL -> new Value.Email(json.asText());
      case PHONE -> new Value.Phone(json.asText());
      case NUMBER -> new Value.Number(new BigDecimal(json.asText()));
      case MONEY -> money(json);
      case DATE -> new Value.Date(LocalDate.parse(json.asText()));
      case DATE_TIME -> time(json.asText());
      case CHOICE -> new Value.Choice(json.asText());
      case YES_NO -> new Value.YesNo(json.asBoolean());
      case URL -> new Value.Url(json.asText());
    };
  }

  private static Value.Money money(JsonNode json) {
    return new Value.Money(
        new BigDecimal(json.path("amount").asText()),
        json.hasNonNull("max")
            ? Optional.of(new BigDecimal(json.get("max").asText()))
            : Optional.empty(),
        json.path("currency").asText(),
        json.hasNonNull("period") ? Optional.of(json.get("period").asText()) : Optional.empty());
  }

  /// `17:30`, `2026-11-22T17:30` or `2026-11-22T17:30+01:00`.
  private static Value.DateTime time(String text) {
    int at = text.indexOf('T');
    if (at < 0) {
      return new Value.DateTime(Optional.empty(), LocalTime.parse(text), Optional.empty());
    }
    Optional<LocalDate> day = Optional.of(LocalDate.parse(text.substring(0, at)));
    String rest = text.substring(at + 1);
    if (rest.length() == "17:30".length()) {
      return new Value.DateTime(day, LocalTime.parse(rest), Optional.empty());
    }
    ZoneOffset offset = OffsetDateTime.parse(text).getOffset();
    return new Value.DateTime(
        day, LocalTime.parse(rest.substring(0, "17:30".length())), Optional.of(offset));
  }
}
