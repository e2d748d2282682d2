package dev.parley.crm.zoho;

import dev.parley.crm.Allowance;
import dev.parley.crm.http.Answer;
import java.time.Duration;
import java.util.List;

/// What `X-API-CREDITS-REMAINING` says is left of the account's credits of 24 hours. Zoho sends it
/// from the moment half of them are spent.
final class ZohoLimits {
  private static final int CREDITS_PER_DELIVERY = 6;

  /// Zoho does not say how many there are; the smallest account has five thousand.
  private static final int RESERVE = 100;

  /// The last 24 hours are counted: some are free again soon.
  private static final Duration ASK_AGAIN = Duration.ofHours(1);

  private ZohoLimits() {}

  static List<Allowance> of(Answer.Received answer) {
    return answer.number("X-API-CREDITS-REMAINING").stream()
        .mapToObj(left -> Allowance.of("daily", left, RESERVE, CREDITS_PER_DELIVERY, ASK_AGAIN))
        .toList();
  }
}
