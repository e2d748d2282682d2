package dev.parley.crm.pipedrive;

import dev.parley.crm.Allowance;
import dev.parley.crm.http.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// What Pipedrive's headers say is left: calls of the two seconds' window, and tokens of the day,
/// which the whole company shares.
final class PipedriveLimits {
  private static final int CALLS_PER_DELIVERY = 8;
  private static final int TOKENS_PER_DELIVERY = 100;

  /// Where the headers do not say: the daily budget is asked about again.
  private static final Duration ASK_AGAIN = Duration.ofHours(1);

  private PipedriveLimits() {}

  static List<Allowance> of(Answer.Received answer) {
    List<Allowance> allowed = new ArrayList<>();
    OptionalLong left = answer.number("x-ratelimit-remaining");
    if (left.isPresent()) {
      long reserve = answer.number("x-ratelimit-limit").orElse(0) / 10;
      Duration startsAnew = Duration.ofSeconds(answer.number("x-ratelimit-reset").orElse(2));
      allowed.add(
          Allowance.of("window", left.getAsLong(), reserve, CALLS_PER_DELIVERY, startsAnew));
    }
    OptionalLong tokens = answer.number("x-daily-ratelimit-token-remaining");
    if (tokens.isPresent()) {
      long reserve = answer.number("x-daily-ratelimit-token-limit").orElse(0) / 50;
      OptionalLong reset = answer.number("x-daily-ratelimit-token-reset");
      Duration startsAnew = reset.isPresent() ? Duration.ofSeconds(reset.getAsLong()) : ASK_AGAIN;
      allowed.add(
          Allowance.of("daily", tokens.getAsLong(), reserve, TOKENS_PER_DELIVERY, startsAnew));
    }
    return allowed;
  }
}
