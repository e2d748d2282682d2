package dev.parley.extraction;

import dev.parley.config.agent.FieldType;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A field to be looked for.
///
/// @param id unique in the request
/// @param description what it means, in English; may be empty
/// @param options for `choice`: option id -> synonyms
/// @param period of `min` and `max` of an amount, see [dev.parley.value.MoneyPeriods]
/// @param asked the words the agent asks for it with, in any language; may be empty
public record FieldRequest(
    String id,
    FieldType type,
    String description,
    Map<String, List<String>> options,
    Optional<String> currency,
    Optional<BigDecimal> min,
    Optional<BigDecimal> max,
    Optional<String> period,
    List<String> asked) {
  public FieldRequest {
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    asked = List.copyOf(asked);
  }

  public static FieldRequest of(String id, FieldType type, String description) {
    return new FieldRequest(
        id,
        type,
        description,
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  public FieldRequest withOptions(Map<String, List<String>> newOptions) {
    return new FieldRequest(id, type, description, newOptions, currency, min, max, period, asked);
  }

  public FieldRequest withAsked(List<String> newAsked) {
    return new FieldRequest(id, type, description, options, currency, min, max, period, newAsked);
  }
}
