package dev.parley.crm.pipedrive;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.config.net.RetryAfter;
import dev.parley.crm.DeliveryResult;
import dev.parley.crm.DeliveryResult.Blocked;
import dev.parley.crm.DeliveryResult.Rejected;
import dev.parley.crm.DeliveryResult.Retry;
import dev.parley.crm.DeliveryResult.Trouble;
import dev.parley.crm.http.Answer;
import dev.parley.crm.http.Masking;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/// What Pipedrive's refusals mean. Its envelope is `{success: false, error, error_info, code?}`.
final class PipedriveErrors {
  /// Bursts are counted over two seconds.
  private static final Duration BURST = Duration.ofSeconds(2);

  /// The daily budget starts anew at an hour Pipedrive does not say.
  private static final Duration BUDGET = Duration.ofHours(1);

  private PipedriveErrors() {}

  static DeliveryResult of(Answer.Received answer, JsonNode body, Instant now, Duration afterMax) {
    OptionalInt status = OptionalInt.of(answer.status());
    String said =
        Masking.excerpt(
            (body.path("error").asText(answer.body()) + " " + body.path("error_info").asText(""))
                .strip());
    return switch (answer.status()) {
      case 401 ->
          new Blocked(
              "token_revoked", status, "Pipedrive refused the credentials. Connect it again.");
      case 402 ->
          new Blocked(
              "account_suspended", status, "The Pipedrive account is not paid for: " + said);
      case 403 -> forbidden(body, status, said);
      case 429 ->
          throttled(status, "Pipedrive's limit is reached: " + said, wait(answer, now, afterMax));
      default ->
          answer.status() >= 400 && answer.status() < 500
              ? new Rejected("validation", status, "Pipedrive refused the record: " + said, false)
              : new Retry(
                  "server_error",
                  status,
                  "Pipedrive failed: " + said,
                  Optional.empty(),
                  Trouble.ENDPOINT);
    };
  }

  private static DeliveryResult forbidden(JsonNode body, OptionalInt status, String said) {
    return body.path("code").asText().startsWith("feature_capping")
        ? new Blocked("plan_limit", status, "The Pipedrive plan holds no more: " + said)
        : new Blocked("scope_missing", status, "Pipedrive does not allow this: " + said);
  }

  private static DeliveryResult throttled(OptionalInt status, String text, Duration after) {
    return new Retry("throttled", status, text, Optional.of(after), Trouble.THROTTLED);
  }

  private static Duration wait(Answer.Received answer, Instant now, Duration afterMax) {
    Optional<Duration> asked =
        answer.header("Retry-After").flatMap(text -> RetryAfter.parse(text, now, afterMax));
    if (asked.isPresent()) {
      return asked.get();
    }
    if (spent(answer, "x-daily-ratelimit-token-remaining")
        || spent(answer, "x-daily-requests-left")) {
      return seconds(answer, "x-daily-ratelimit-token-reset", afterMax).orElse(BUDGET);
    }
    return seconds(answer, "x-ratelimit-reset", afterMax).orElse(BURST);
  }

  private static boolean spent(Answer.Received answer, String header) {
    return answer.header(header).filter("0"::equals).isPresent();
  }

  private static Optional<Duration> seconds(Answer.Received answer, String header, Duration max) {
    return answer
        .header(header)
        .filter(text -> !text.isEmpty() && text.length() <= 6)
        .filter(text -> text.chars().allMatch(c -> c >= '0' && c <= '9'))
        .map(text -> Duration.ofSeconds(Long.parseLong(text)))
        .map(asked -> asked.compareTo(max) > 0 ? max : asked);
  }
}
