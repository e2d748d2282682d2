package dev.parley.crm.hubspot;

import dev.parley.crm.Allowance;
import dev.parley.crm.http.Answer;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// What HubSpot's headers say is left of its limits: of ten seconds, and of the day, which OAuth
/// apps are not told.
final class HubSpotLimits {
  /// A new contact with a lead, a deal, a note and a call.
  private static final int CALLS_PER_DELIVERY = 8;

  private HubSpotLimits() {}

  static List<Allowance> of(Answer.Received answer, Instant now) {
    List<Allowance> allowed = new ArrayList<>();
    OptionalLong left = answer.number("X-HubSpot-RateLimit-Remaining");
    OptionalLong millis = answer.number("X-HubSpot-RateLimit-Interval-Milliseconds");
    if (left.isPresent() && millis.isPresent()) {
      long reserve = answer.number("X-HubSpot-RateLimit-Max").orElse(0) / 10;
      allowed.add(
          Allowance.of(
              "window",
              left.getAsLong(),
              reserve,
              CALLS_PER_DELIVERY,
              Duration.ofMillis(millis.getAsLong())));
    }
    answer
        .number("X-HubSpot-RateLimit-Daily-Remaining")
        .ifPresent(
            daily -> {
              long reserve = answer.number("X-HubSpot-RateLimit-Daily").orElse(0) / 100;
              allowed.add(
                  Allowance.of("daily", daily, reserve, CALLS_PER_DELIVERY, untilMidnight(now)));
            });
    return allowed;
  }

  static Duration untilMidnight(Instant now) {
    Instant midnight =
        now.atOffset(ZoneOffset.UTC).truncatedTo(ChronoUnit.DAYS).plusDays(1).toInstant();
    return Duration.between(now, midnight);
  }
}
