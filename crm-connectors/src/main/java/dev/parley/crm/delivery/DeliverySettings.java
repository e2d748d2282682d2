package dev.parley.crm.delivery;

import java.time.Duration;

/// Bounds of the delivery engine, per node.
///
/// @param poll how often to look for due deliveries nobody announced
/// @param gather after a look that took all there was, and after a commit of outcomes, how long the
///     next gathers; a node that was idle for longer waits for nothing
/// @param lease how long an attempt may go unrenewed before another node takes it for dead
/// @param inFlightMax attempts under way at once, over all connectors
/// @param outcomesPerCommitMax outcomes written in one transaction
/// @param giveUpAfter from the event on; what is still pending then becomes a dead letter
/// @param giveUpEvery how often those are looked for that nothing was attempted for
/// @param throttle how long a connector waits after "slow down" without a time
/// @param breakerFailures failures in a row that open a connector's breaker
/// @param breakerFirst how long it stays open the first time; doubled each further time …
/// @param breakerMax … up to this
/// @param historyMax of a delivery's attempts whose calls are kept, the newest
/// @param drain how long closing waits for attempts under way
public record DeliverySettings(
    Duration poll,
    Duration gather,
    Duration lease,
    int inFlightMax,
    int outcomesPerCommitMax,
    Schedule schedule,
    Duration giveUpAfter,
    Duration giveUpEvery,
    Duration throttle,
    int breakerFailures,
    Duration breakerFirst,
    Duration breakerMax,
    int historyMax,
    Duration drain) {
  public static final DeliverySettings DEFAULT =
      new DeliverySettings(
          Duration.ofMillis(250),
          Duration.ofMillis(5),
          Duration.ofSeconds(30),
          1024,
          500,
          Schedule.STANDARD_WEBHOOKS,
          Duration.ofDays(7),
          Duration.ofMinutes(1),
          Duration.ofSeconds(10),
          5,
          Duration.ofSeconds(5),
          Duration.ofMinutes(5),
          10,
          Duration.ofSeconds(20));
}
