package dev.parley.config.agent;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What to ask; its typed answer is a slot of the conversation.
///
/// @param id English id, unique among questions and lead fields
/// @param ask the words that ask for it
/// @param required whether a contact can be qualified without it
/// @param fromChannel whether the channel's own address answers it (a phone number on SMS or
///     voice)
/// @param fromImage whether a picture or document the contact sends may answer it
/// @param options for `choice`: option id -> synonyms, in the order shown; otherwise empty
/// @param currency for `money`: ISO 4217; otherwise empty
/// @param period for `money`: `year`, `month`, `week`, `day` or `hour`, in which bounds and
///     conditions compare; absent: the one its wording names, if any
/// @param min for `number` and `money`: inclusive bound
/// @param max for `number` and `money`: inclusive bound
/// @param when asked only while this holds
/// @param disqualify ends the conversation politely when it holds
/// @param hint said when an answer was not understood or not valid; empty: a built-in hint by
///     type
/// @param description what it means, for the language model
public record Question(
    String id,
    FieldType type,
    Wording ask,
    boolean required,
    boolean fromChannel,
    boolean fromImage,
    Map<String, List<String>> options,
    Optional<String> currency,
    Optional<String> period,
    Optional<BigDecimal> min,
    Optional<BigDecimal> max,
    Optional<Condition> when,
    Optional<Disqualify> disqualify,
    Optional<Wording> hint,
    Optional<String> description) {
  public Question {
    options = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(options));
  }

  /// A hard reason to end: the condition, the lead's reason code, the polite exit.
  public record Disqualify(Condition when, String reason, Wording say) {}
}
