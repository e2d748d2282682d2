package dev.parley.config.agent;

import java.util.Map;
import java.util.Set;

/// A CEL condition over answers, checked against their declared types when the definition was
/// read. Pure and thread-safe.
public interface Condition {
  /// As the business wrote it.
  String source();

  /// Ids of the questions and lead fields it reads.
  Set<String> variables();

  /// Whether it holds. Values by id, in CEL's terms: text-like types and choices as `String`,
  /// money and numbers as `Double`, dates and times as `java.time.Instant` (a date is its
  /// midnight in UTC), yes/no as `Boolean`; an absent id is `null` to the condition. A
  /// condition that cannot be decided yet is false; this never throws.
  boolean holds(Map<String, ?> values);
}
