package dev.parley.crm.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.config.net.RetryAfter;
import dev.parley.crm.DeliveryResult;
import dev.parley.crm.DeliveryResult.Trouble;
import dev.parley.crm.http.Answer;
import dev.parley.crm.http.Masking;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What HubSpot's refusals mean. Its envelope is `{status, message, category, policyName, …}`.
final class HubSpotErrors {
  private static final Pattern EXISTING = Pattern.compile("Existing ID: (\\d{1,20})");

  /// Limits are per ten seconds; the window slides.
  private static final Duration WINDOW = Duration.ofSeconds(10);

  private HubSpotErrors() {}

  static HubSpotReply of(Answer.Received answer, JsonNode body, Instant now, Duration afterMax) {
    OptionalInt status = OptionalInt.of(answer.status());
    String said = Masking.excerpt(body.path("message").asText(answer.body()));
    return switch (answer.status()) {
      case 404 -> new HubSpotReply.Missing();
      case 409 -> new HubSpotReply.Conflict(existing(body));
      case 401 ->
          failed(
              new DeliveryResult.Blocked(
                  "token_revoked", status, "HubSpot refused the access token. Connect it again."));
      case 403 ->
          failed(
              new DeliveryResult.Blocked(
                  "scope_missing", status, "The HubSpot token may not do this. It said: " + said));
      case 429 ->
          failed(
              new DeliveryResult.Retry(
                  "throttled",
                  status,
                  "HubSpot's limit is reached: " + said,
                  Optional.of(wait(answer, body, now, afterMax)),
                  Trouble.THROTTLED));
      case 423 -> retry("record_locked", status, said, Trouble.RECORD);
      default ->
          answer.status() >= 400 && answer.status() < 500
              ? failed(
                  new DeliveryResult.Rejected(
                      "validation", status, "HubSpot refused the record: " + said, false))
              : retry("server_error", status, said, Trouble.ENDPOINT);
    };
  }

  /// The daily limit starts anew at midnight; the others when their window has passed.
  private static Duration wait(
      Answer.Received answer, JsonNode body, Instant now, Duration afterMax) {
    Optional<Duration> asked =
        answer.header("Retry-After").flatMap(text -> RetryAfter.parse(text, now, afterMax));
    if (asked.isPresent()) {
      return asked.get();
    }
    if (!body.path("policyName").asText().equals("DAILY")) {
      return WINDOW;
    }
    return HubSpotLimits.untilMidnight(now);
  }

  private static HubSpotReply retry(String code, OptionalInt status, String said, Trouble trouble) {
    return failed(
        new DeliveryResult.Retry(
            code, status, "HubSpot failed: " + said, Optional.empty(), trouble));
  }

  private static HubSpotReply failed(DeliveryResult result) {
    return new HubSpotReply.Failed(result);
  }

  private static String existing(JsonNode body) {
    Matcher matcher = EXISTING.matcher(body.path("message").asText());
    return matcher.find() ? matcher.group(1) : "";
  }
}
