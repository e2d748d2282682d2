package dev.parley.config.net;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/// Reads a `Retry-After` header (RFC 9110, section 10.2.3): seconds or an HTTP date.
public final class RetryAfter {
  private RetryAfter() {}

  /// How long to wait from `now`, at least zero and at most `max`; empty when the header makes no
  /// sense.
  public static Optional<Duration> parse(String header, Instant now, Duration max) {
    String text = header.strip();
    Optional<Duration> wait =
        !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9')
            ? Optional.of(seconds(text, max))
            : date(text).map(at -> Duration.between(now, at));
    return wait.map(asked -> asked.isNegative() ? Duration.ZERO : asked)
        .map(asked -> asked.compareTo(max) > 0 ? max : asked);
  }

  private static Duration seconds(String digits, Duration max) {
    return digits.length() > 9 ? max : Duration.ofSeconds(Long.parseLong(digits));
  }

  private static Optional<Instant> date(String text) {
    try {
      return Optional.of(
          ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException notADate) {
      return Optional.empty();
    }
  }
}
