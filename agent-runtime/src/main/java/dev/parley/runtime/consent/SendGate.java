package dev.parley.runtime.consent;

import dev.parley.config.agent.AgentDefinition.Outreach;
import dev.parley.runtime.consent.GateVerdict.Allowed;
import dev.parley.runtime.consent.GateVerdict.Held;
import dev.parley.runtime.consent.GateVerdict.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/// Decides before each message whether it may go out. A pure function of what it is given.
///
/// Answers wait for nothing, and go to nobody who said stop. Unasked messages wait for the end of
/// the quiet hours and of the caps, whichever is later. Stateless but for its setting; thread-safe.
public final class SendGate {
  /// For clocks that differ and messages on their way.
  public static final Duration WINDOW_MARGIN = Duration.ofMinutes(1);

  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration WEEK = Duration.ofDays(7);

  private final Duration windowMargin;

  /// @param windowMargin taken off the end of a vendor's window
  public SendGate(Duration windowMargin) {
    this.windowMargin = windowMargin;
  }

  public GateVerdict decide(Sending sending) {
    if (suppressed(sending)) {
      return new Refused(GateReason.SUPPRESSED);
    }
    boolean open =
        sending.window().map(window -> window.isOpen(sending.now(), windowMargin)).orElse(true);
    if (!open) {
      return new Refused(GateReason.WINDOW_SHUT);
    }
    return sending instanceof Sending.Unasked unasked ? inDecentHours(unasked) : new Allowed();
  }

  private static boolean suppressed(Sending sending) {
    return switch (sending) {
      case Sending.Answer answer -> answer.standing() == ConsentStanding.SUPPRESSED;
      case Sending.Notice notice -> notice.saidBefore();
      case Sending.Unasked unasked -> unasked.standing() != ConsentStanding.FREE;
    };
  }

  private static GateVerdict inDecentHours(Sending.Unasked unasked) {
    Instant now = unasked.now();
    Instant uncapped = uncapped(unasked.sentAt(), unasked.outreach(), now);
    QuietTime quiet = new QuietTime(unasked.outreach().quietHours());
    Instant free =
        quiet
            .freeFrom(uncapped, unasked.zones())
            .or(() -> quiet.freeFrom(uncapped, List.of(unasked.home())))
            .orElse(uncapped);
    if (!free.isAfter(now)) {
      return new Allowed();
    }
    boolean capped = uncapped.isAfter(now);
    return new Held(free, capped ? GateReason.FREQUENCY_CAP : GateReason.QUIET_HOURS);
  }

  /// The first moment at which one more is within both caps.
  private static Instant uncapped(List<Instant> sentAt, Outreach outreach, Instant now) {
    List<Instant> newestFirst = sentAt.stream().sorted(Comparator.reverseOrder()).toList();
    Instant day = leaves(newestFirst, outreach.perDay(), DAY, now);
    Instant week = leaves(newestFirst, outreach.perWeek(), WEEK, now);
    return day.isAfter(week) ? day : week;
  }

  /// When the message that fills the cap leaves the span; now where none does.
  private static Instant leaves(List<Instant> newestFirst, int cap, Duration span, Instant now) {
    if (newestFirst.size() < cap) {
      return now;
    }
    Instant left = newestFirst.get(cap - 1).plus(span);
    return left.isAfter(now) ? left : now;
  }
}
