package dev.parley.crm.salesforce;

import dev.parley.crm.Allowance;
import dev.parley.crm.http.Answer;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What `Sforce-Limit-Info` says is left of the org's calls of 24 hours.
final class SalesforceLimits {
  private static final Pattern USAGE = Pattern.compile("api-usage=(\\d{1,12})/(\\d{1,12})");
  private static final int CALLS_PER_DELIVERY = 4;

  /// The last 24 hours are counted: some are free again soon.
  private static final Duration ASK_AGAIN = Duration.ofHours(1);

  private SalesforceLimits() {}

  static List<Allowance> of(Answer.Received answer) {
    Matcher usage = USAGE.matcher(answer.header("Sforce-Limit-Info").orElse(""));
    if (!usage.find()) {
      return List.of();
    }
    long used = Long.parseLong(usage.group(1));
    long max = Long.parseLong(usage.group(2));
    return List.of(Allowance.of("daily", max - used, max / 50, CALLS_PER_DELIVERY, ASK_AGAIN));
  }
}
