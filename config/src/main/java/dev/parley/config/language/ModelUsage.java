package dev.parley.config.language;

import dev.parley.config.language.ModelAttempt.Tokens;
import java.util.List;

/// What a call took over all its attempts.
///
/// @param requests how many were made
/// @param costMicros in millionths of the prices' currency; attempts without a price count nothing
/// @param totalMillis time spent in requests; waits between them not included
public record ModelUsage(int requests, Tokens tokens, long costMicros, long totalMillis) {
  public static final ModelUsage NONE = new ModelUsage(0, Tokens.NONE, 0, 0);

  public static ModelUsage of(List<ModelAttempt> attempts) {
    ModelUsage sum = NONE;
    for (ModelAttempt attempt : attempts) {
      boolean made = attempt.outcome() != Outcome.COOLING && attempt.outcome() != Outcome.BUSY;
      sum =
          new ModelUsage(
              sum.requests + (made ? 1 : 0),
              sum.tokens.plus(attempt.tokens()),
              sum.costMicros + attempt.costMicros().orElse(0),
              sum.totalMillis + attempt.totalMillis());
    }
    return sum;
  }
}
