package dev.parley.crm.delivery;

import dev.parley.crm.CallLog;
import dev.parley.crm.DeliveryResult;
import dev.parley.crm.DeliveryResult.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// What an attempt does to its delivery: decided here, written by `Outcomes`.
///
/// @param number the attempt's, and the fence: written only while it is the newest
/// @param waived the attempt does not count against the schedule
/// @param nextAt present exactly while the delivery stays pending
/// @param connector what becomes of the connector; empty: nothing
/// @param calls the attempt's, for its history
record Verdict(
    UUID delivery,
    UUID connectorId,
    int number,
    Instant at,
    DeliveryStatus status,
    Outcome outcome,
    boolean waived,
    Optional<Instant> nextAt,
    String code,
    OptionalInt statusCode,
    String text,
    Optional<String> remoteRef,
    Optional<ConnectorStatus> connector,
    List<CallLog.Call> calls) {
  Verdict {
    calls = List.copyOf(calls);
  }

  private static final Duration DELAY_MIN = Duration.ofSeconds(1);

  /// @param at when the attempt began
  static Verdict of(
      Leased leased,
      DeliveryResult result,
      Instant at,
      Instant now,
      Schedule schedule,
      RandomGenerator random) {
    return switch (result) {
      case DeliveryResult.Delivered(var statusCode, var remoteRef, var text) ->
          settled(leased, at, DeliveryStatus.DELIVERED, Outcome.DELIVERED, "", statusCode, text)
              .withRemoteRef(remoteRef);
      case DeliveryResult.Rejected(var code, var statusCode, var text, var disables) ->
          settled(leased, at, DeliveryStatus.REJECTED, Outcome.REJECTED, code, statusCode, text)
              .withConnector(disables ? Optional.of(ConnectorStatus.DISABLED) : Optional.empty());
      case DeliveryResult.Blocked(var code, var statusCode, var text) ->
          pending(leased, at, Outcome.BLOCKED, true, now, code, statusCode, text)
              .withConnector(Optional.of(ConnectorStatus.PAUSED));
      case DeliveryResult.Retry retry -> retry(leased, retry, at, now, schedule, random);
    };
  }

  private static Verdict retry(
      Leased leased,
      DeliveryResult.Retry retry,
      Instant at,
      Instant now,
      Schedule schedule,
      RandomGenerator random) {
    // "Come back then" is no failure: only the deadline ends it.
    boolean waived = retry.trouble() == Trouble.THROTTLED && retry.after().isPresent();
    Duration hint = retry.after().orElse(Duration.ZERO);
    Optional<Duration> delay =
        waived
            ? Optional.of(schedule.jittered(longer(hint, DELAY_MIN), random))
            : schedule
                .after(leased.failuresBefore() + 1, random)
                .map(planned -> longer(planned, hint));
    Optional<Instant> next = delay.map(now::plus).filter(due -> due.isBefore(leased.giveUpAt()));
    if (next.isPresent()) {
      return pending(
          leased,
          at,
          Outcome.RETRY,
          waived,
          next.get(),
          retry.code(),
          retry.statusCode(),
          retry.text());
    }
    String why =
        delay.isPresent()
            ? "Gave up: its time was over before the next attempt. "
            : "Gave up after " + schedule.attemptsMax() + " attempts. ";
    return settled(
        leased,
        at,
        DeliveryStatus.DEAD,
        Outcome.DEAD,
        retry.code(),
        retry.statusCode(),
        why + retry.text());
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private static Verdict settled(
      Leased leased,
      Instant at,
      DeliveryStatus status,
      Outcome outcome,
      String code,
      OptionalInt statusCode,
      String text) {
    return verdict(leased, at, status, outcome, false, Optional.empty(), code, statusCode, text);
  }

  private static Verdict pending(
      Leased leased,
      Instant at,
      Outcome outcome,
      boolean waived,
      Instant nextAt,
      String code,
      OptionalInt statusCode,
      String text) {
    return verdict(
        leased,
        at,
        DeliveryStatus.PENDING,
        outcome,
        waived,
        Optional.of(nextAt),
        code,
        statusCode,
        text);
  }

  private static Verdict verdict(
      Leased leased,
      Instant at,
      DeliveryStatus status,
      Outcome outcome,
      boolean waived,
      Optional<Instant> nextAt,
      String code,
      OptionalInt statusCode,
      String text) {
    return new Verdict(
        leased.request().id(),
        leased.request().connector().id(),
        leased.request().attempt(),
        at,
        status,
        outcome,
        waived,
        nextAt,
        code,
        statusCode,
        text.replace('\0', ' '), // PostgreSQL's text cannot hold it
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  private Verdict withRemoteRef(Optional<String> remoteRef) {
    return with(remoteRef, connector, calls);
  }

  private Verdict withConnector(Optional<ConnectorStatus> connector) {
    return with(remoteRef, connector, calls);
  }

  /// What the attempt's calls were.
  Verdict with(List<CallLog.Call> calls) {
    return with(remoteRef, connector, calls);
  }

  private Verdict with(
      Optional<String> remoteRef, Optional<ConnectorStatus> connector, List<CallLog.Call> calls) {
    return new Verdict(
        delivery,
        connectorId,
        number,
        at,
        status,
        outcome,
        waived,
        nextAt,
        code,
        statusCode,
        text,
        remoteRef,
        connector,
        calls);
  }
}
