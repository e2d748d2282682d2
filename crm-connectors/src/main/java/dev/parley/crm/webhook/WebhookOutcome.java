package dev.parley.crm.webhook;

import dev.parley.config.net.RetryAfter;
import dev.parley.crm.DeliveryResult;
import dev.parley.crm.DeliveryResult.Trouble;
import dev.parley.crm.http.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/// What an endpoint's answer means under Standard Webhooks: 2xx alone is success, 410 ends the
/// endpoint, everything else is tried again.
final class WebhookOutcome {
  private WebhookOutcome() {}

  static DeliveryResult of(Answer answer, Instant now, Duration retryAfterMax) {
    return switch (answer) {
      case Answer.Failed(var failure) ->
          new DeliveryResult.Retry(
              failure.code(),
              OptionalInt.empty(),
              failure.text(),
              Optional.empty(),
              Trouble.ENDPOINT);
      case Answer.Received received when received.success() ->
          DeliveryResult.Delivered.of(received.status());
      case Answer.Received received when received.status() == 410 ->
          new DeliveryResult.Rejected(
              "endpoint_gone",
              OptionalInt.of(410),
              "The endpoint answered 410: it wants no more messages.",
              true);
      case Answer.Received received -> retry(received, now, retryAfterMax);
    };
  }

  private static DeliveryResult retry(Answer.Received received, Instant now, Duration max) {
    int status = received.status();
    Optional<Duration> after =
        switch (status) {
          case 429, 502, 503, 504 ->
              received.header("Retry-After").flatMap(text -> RetryAfter.parse(text, now, max));
          default -> Optional.empty();
        };
    return new DeliveryResult.Retry(
        code(status), OptionalInt.of(status), text(received), after, trouble(status));
  }

  private static Trouble trouble(int status) {
    return switch (status) {
      case 429 -> Trouble.THROTTLED;
      // The message itself displeased; the next one may not.
      case 400, 409, 411, 413, 415, 422 -> Trouble.RECORD;
      default -> Trouble.ENDPOINT;
    };
  }

  private static String code(int status) {
    if (status == 429) {
      return "throttled";
    }
    if (status >= 300 && status < 400) {
      return "redirected";
    }
    return status >= 500 ? "server_error" : "refused";
  }

  private static String text(Answer.Received received) {
    String said = received.excerpt();
    String what =
        code(received.status()).equals("redirected")
            ? "The endpoint answered %d; redirects are not followed."
            : "The endpoint answered %d.";
    return what.formatted(received.status()) + (said.isEmpty() ? "" : " It said: " + said);
  }
}
