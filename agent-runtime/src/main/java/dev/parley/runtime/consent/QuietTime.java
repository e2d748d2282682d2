package dev.parley.runtime.consent;

import dev.parley.config.agent.AgentDefinition.QuietHours;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// When quiet hours end, on clocks that jump.
record QuietTime(QuietHours hours) {
  /// Nobody's nights are longer, not even when they overlap.
  private static final Duration LONGEST = Duration.ofDays(2);

  /// The first moment, from `start` on, that is quiet in none of the zones; empty where there is
  /// no such hour of the day.
  Optional<Instant> freeFrom(Instant start, List<ZoneId> zones) {
    Instant free = start;
    while (!free.isAfter(start.plus(LONGEST))) {
      Instant from = free;
      Optional<Instant> until =
          zones.stream()
              .flatMap(zone -> endOfQuiet(from, zone).stream())
              .max(Comparator.naturalOrder());
      if (until.isEmpty()) {
        return Optional.of(free);
      }
      free = until.get();
    }
    return Optional.empty();
  }

  /// Empty when it is not quiet there then.
  private Optional<Instant> endOfQuiet(Instant now, ZoneId zone) {
    LocalDateTime local = now.atZone(zone).toLocalDateTime();
    if (!hours.contain(local.toLocalTime())) {
      return Optional.empty();
    }
    LocalDateTime end = local.toLocalDate().atTime(hours.until());
    return Optional.of(moment(end.isAfter(local) ? end : end.plusDays(1), zone, now));
  }

  private static Instant moment(LocalDateTime end, ZoneId zone, Instant now) {
    ZoneOffsetTransition jump = zone.getRules().getTransition(end);
    if (jump != null && jump.isGap()) {
      // That time is left out there: the quiet ends with the jump over it.
      return jump.getInstant();
    }
    ZonedDateTime first = end.atZone(zone);
    // An hour that comes twice: the first one may have passed.
    return first.toInstant().isAfter(now)
        ? first.toInstant()
        : first.withLaterOffsetAtOverlap().toInstant();
  }
}
