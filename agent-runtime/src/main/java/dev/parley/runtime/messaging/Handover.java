package dev.parley.runtime.messaging;

import dev.parley.channel.Failure;
import dev.parley.channel.MessageSender;
import dev.parley.channel.OutboundMessage;
import dev.parley.channel.Reconciled;
import dev.parley.channel.SendResult;
import dev.parley.config.binding.ChannelType;
import dev.parley.runtime.conversation.OutgoingPart;
import dev.parley.runtime.driver.Milestones;
import dev.parley.runtime.driver.Milestones.Milestone;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Hands one row to its vendor, once and not faster than it takes them: a row whose outcome is
/// unknown is asked about before it is ever sent again. Blocks; thread-safe.
final class Handover {
  /// The gate holds back for a week at most.
  private static final Duration UNASKED_UNTIL = Duration.ofDays(8);

  private static final String PACED = "paced";

  private final Map<ChannelType, MessageSender> senders;
  private final Routes routes;
  private final RefusedMessages refused;
  private final OutboxSettings settings;
  private final Milestones milestones;
  private final Clock clock;
  private final Pacing pacing = new Pacing();
  private final CountDownLatch stopping = new CountDownLatch(1);

  Handover(
      Map<ChannelType, MessageSender> senders,
      Routes routes,
      RefusedMessages refused,
      OutboxSettings settings,
      Milestones milestones,
      Clock clock) {
    this.senders = Map.copyOf(senders);
    this.routes = routes;
    this.refused = refused;
    this.settings = settings;
    this.milestones = milestones;
    this.clock = clock;
  }

  /// @param latest when it must have begun, or it goes back to the rows
  Outcome send(OutboxRow row, Instant latest) {
    Optional<MessageSender> sender = Optional.ofNullable(senders.get(row.channel()));
    Optional<Route> route = routes.find(row.conversation(), row.channel());
    if (sender.isEmpty() || route.isEmpty()) {
      return Outcome.refused(row, "channel_gone");
    }
    OutboundMessage message = route.get().message(row);
    return switch (row.stage()) {
      case UNSENT ->
          late(row) ? tooLate(row) : inItsTime(sender.get(), route.get(), message, row, latest);
      case UNKNOWN -> ask(sender.get(), route.get(), message, row);
    };
  }

  /// Rows that wait here give up when this process stops.
  void stop() {
    stopping.countDown();
  }

  private Outcome inItsTime(
      MessageSender sender, Route route, OutboundMessage message, OutboxRow row, Instant latest) {
    Instant now = clock.instant();
    Pacing.Wait wait =
        pacing.ask(sender.paces(route.account(), message), now, Duration.between(now, latest));
    if (!wait.granted()) {
      return Outcome.pending(row, PACED, wait.time());
    }
    return wait.time().isZero() || passed(wait.time())
        ? hand(sender, route, message, row)
        : Outcome.pending(row, PACED, Duration.ZERO);
  }

  /// False when this process stops meanwhile.
  private boolean passed(Duration time) {
    try {
      return !stopping.await(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Outcome hand(MessageSender sender, Route route, OutboundMessage message, OutboxRow row) {
    milestones.reached(Milestone.BEFORE_SEND);
    SendResult result = sender.send(route.account(), message);
    milestones.reached(Milestone.SENT);
    return switch (result) {
      case SendResult.Sent(var providerMessageId) -> Outcome.sent(row, providerMessageId);
      case SendResult.Retry(var after, var reason) -> Outcome.pending(row, reason, after);
      case SendResult.Unknown(var reason) -> Outcome.unknown(row, reason, settings.askAgain());
      case SendResult.Refused(Failure failure) -> refused.outcome(row, failure);
    };
  }

  /// What the vendor turns out not to have is sent by another claim: that try has a time of its own
  /// to be found by.
  private Outcome ask(MessageSender sender, Route route, OutboundMessage message, OutboxRow row) {
    Reconciled found = sender.reconcile(route.account(), message, row.firstTriedAt());
    return switch (found) {
      case Reconciled.Found(var providerMessageId) -> Outcome.sent(row, providerMessageId);
      case Reconciled.NotFound() -> Outcome.pending(row, "not_taken", Duration.ZERO);
      case Reconciled.Undecided() -> Outcome.unknown(row, "outcome_unknown", settings.askAgain());
    };
  }

  private boolean late(OutboxRow row) {
    boolean unasked = row.purpose() == OutgoingPart.Purpose.UNASKED;
    Instant until = row.createdAt().plus(unasked ? UNASKED_UNTIL : settings.giveUpAfter());
    return clock.instant().isAfter(until);
  }

  private static Outcome tooLate(OutboxRow row) {
    return Outcome.refused(row, "too_late");
  }
}
