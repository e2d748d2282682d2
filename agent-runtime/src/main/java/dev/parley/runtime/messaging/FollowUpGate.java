package dev.parley.runtime.messaging;

import dev.parley.channel.OutboundBody;
import dev.parley.channel.ServiceWindow;
import dev.parley.config.binding.ChannelType;
import dev.parley.config.store.Database;
import dev.parley.runtime.consent.GateReason;
import dev.parley.runtime.consent.GateVerdict;
import dev.parley.runtime.consent.RecipientZones;
import dev.parley.runtime.consent.SendGate;
import dev.parley.runtime.consent.Sending;
import dev.parley.runtime.conversation.OutgoingPart;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// The gate for follow-ups, and for what is sent in the place of words a shut window kept back:
/// consent, the hours and the number of messages that are decent, and WhatsApp's window, which an
/// approved template still passes. Thread-safe.
final class FollowUpGate implements UnaskedGate {
  private final Database database;
  private final GateFacts facts;
  private final SendGate gate;
  private final MissedWordsGate missed;
  private final Duration window;
  private final Clock clock;

  /// @param window how long WhatsApp takes free words after the contact wrote
  FollowUpGate(
      Database database,
      GateFacts facts,
      SendGate gate,
      MissedWordsGate missed,
      Duration window,
      Clock clock) {
    this.database = database;
    this.facts = facts;
    this.gate = gate;
    this.missed = missed;
    this.window = window;
    this.clock = clock;
  }

  @Override
  public Gated decide(OutboxRow row) {
    boolean gated = row.missed() || row.purpose() == OutgoingPart.Purpose.UNASKED;
    if (!gated || row.stage() == OutboxRow.Stage.UNKNOWN) {
      return new Gated.Passed(row);
    }
    Optional<GateFacts.Facts> known =
        database.inTenant(row.conversation().tenant(), tx -> facts.read(tx, row));
    return known
        .map(found -> row.missed() ? missed(row, found) : decide(row, found))
        .orElseGet(() -> stopped(Outcome.refused(row, "conversation_gone")));
  }

  private Gated missed(OutboxRow row, GateFacts.Facts found) {
    Gated gated = missed.decide(row, found, clock.instant());
    return gated instanceof Gated.Passed(OutboxRow passed)
            && passed.purpose() == OutgoingPart.Purpose.UNASKED
        ? decide(passed, found)
        : gated;
  }

  private Gated decide(OutboxRow row, GateFacts.Facts found) {
    Instant now = clock.instant();
    GateVerdict free = gate.decide(sending(found, window(row, found), now));
    Optional<OutboundBody> template =
        free instanceof GateVerdict.Refused(GateReason reason) && reason == GateReason.WINDOW_SHUT
            ? MissedWordsGate.template(found.definition())
            : Optional.empty();
    GateVerdict verdict =
        template.isPresent() ? gate.decide(sending(found, Optional.empty(), now)) : free;
    return switch (verdict) {
      case GateVerdict.Allowed() -> new Gated.Passed(template.map(row::with).orElse(row));
      case GateVerdict.Held(Instant until, GateReason reason) ->
          stopped(Outcome.pending(row, code(reason), Duration.between(now, until)));
      case GateVerdict.Refused(GateReason reason) -> stopped(Outcome.refused(row, code(reason)));
    };
  }

  private static Sending sending(
      GateFacts.Facts found, Optional<ServiceWindow> window, Instant now) {
    var home = found.definition().timeZone();
    return new Sending.Unasked(
        found.standing(),
        RecipientZones.of(found.phone(), home),
        home,
        found.definition().outreach(),
        found.unaskedAt(),
        window,
        now);
  }

  private Optional<ServiceWindow> window(OutboxRow row, GateFacts.Facts found) {
    boolean free = !(row.body() instanceof OutboundBody.Template);
    return row.channel() == ChannelType.WHATSAPP && free
        ? Optional.of(new ServiceWindow(found.lastHeardAt(), window))
        : Optional.empty();
  }

  private static Gated stopped(Outcome outcome) {
    return new Gated.Stopped(outcome);
  }

  private static String code(GateReason reason) {
    return reason.name().toLowerCase(Locale.ROOT);
  }
}
