package dev.parley.crm.zoho;

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
import java.util.regex.Pattern;

/// What Zoho's refusals mean, of a whole request or of one row: `{code, message, status, details}`.
final class ZohoErrors {
  /// Credits count the last 24 hours: some are free again soon.
  private static final Duration CREDITS_WAIT = Duration.ofHours(1);

  private static final Duration RATE_WAIT = Duration.ofMinutes(1);
  private static final Pattern ID = Pattern.compile("\\d{1,25}");

  private ZohoErrors() {}

  static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  static ZohoReply of(Answer.Received answer, JsonNode body, Instant now, Duration afterMax) {
    // A request of rows is refused in its row.
    JsonNode error = body.path("data").isArray() ? body.path("data").path(0) : body;
    if (answer.status() == 429) {
      Duration after =
          answer
              .header("Retry-After")
              .flatMap(text -> RetryAfter.parse(text, now, afterMax))
              .orElse(RATE_WAIT);
      return throttled("throttled", 429, "Zoho's rate limit is reached.", after);
    }
    return error.has("code")
        ? of(answer.status(), error)
        : unshaped(answer.status(), answer.excerpt());
  }

  /// @param error a request's or a row's
  static ZohoReply of(int status, JsonNode error) {
    String code = error.path("code").asText();
    String said = said(error, code);
    return switch (code) {
      case "DUPLICATE_DATA" -> new ZohoReply.Conflict(existing(error));
      case "INVALID_TOKEN", "AUTHENTICATION_FAILURE" ->
          blocked("token_revoked", 401, "Zoho refuses a token it granted just now. " + said);
      case "OAUTH_SCOPE_MISMATCH" ->
          blocked("scope_missing", status, "The Zoho token lacks a scope. " + said);
      case "NO_PERMISSION", "INVALID_MODULE", "INVALID_URL_PATTERN", "FEATURE_NOT_SUPPORTED" ->
          blocked("access_missing", status, "Zoho lets this connector not do this. " + said);
      case "LIMIT_EXCEEDED", "TOO_MANY_REQUESTS" ->
          throttled("quota_spent", status, "Zoho's limit is reached. " + said, CREDITS_WAIT);
      case "RECORD_LOCKED" ->
          retry("record_locked", status, "The lead is locked there. " + said, Trouble.RECORD);
      case "INTERNAL_ERROR", "INTERNAL_SERVER_ERROR" ->
          retry("server_error", status, "Zoho failed. " + said, Trouble.ENDPOINT);
      case "INVALID_DATA" ->
          error.at("/details/api_name").asText().equals("id")
              ? new ZohoReply.Missing()
              : rejected(status, said);
      default ->
          status == 404 || code.equals("RESOURCE_NOT_FOUND")
              ? new ZohoReply.Missing()
              : status >= 500
                  ? retry("server_error", status, "Zoho failed. " + said, Trouble.ENDPOINT)
                  : rejected(status, said);
    };
  }

  private static ZohoReply unshaped(int status, String said) {
    return switch (status) {
      case 404 -> new ZohoReply.Missing();
      case 401 -> blocked("token_revoked", status, "Zoho refuses the token. " + said);
      case 403 ->
          blocked("access_missing", status, "Zoho lets this connector not do this. " + said);
      default ->
          status >= 400 && status < 500
              ? rejected(status, said)
              : retry("server_error", status, "Zoho failed: " + said, Trouble.ENDPOINT);
    };
  }

  private static String existing(JsonNode error) {
    String id = error.at("/details/id").asText(error.at("/details/duplicate_record/id").asText());
    return isId(id) ? id : "";
  }

  /// The code, the field and the words, masked: they may repeat the lead.
  private static String said(JsonNode error, String code) {
    String field = error.at("/details/api_name").asText();
    return Masking.excerpt(
        code + (field.isEmpty() ? "" : " (" + field + ")") + ": " + error.path("message").asText());
  }

  private static ZohoReply rejected(int status, String said) {
    return new ZohoReply.Failed(
        new DeliveryResult.Rejected(
            "validation", OptionalInt.of(status), "Zoho refused the lead. " + said, false));
  }

  private static ZohoReply blocked(String code, int status, String text) {
    return new ZohoReply.Failed(new DeliveryResult.Blocked(code, OptionalInt.of(status), text));
  }

  private static ZohoReply throttled(String code, int status, String text, Duration after) {
    return new ZohoReply.Failed(
        new DeliveryResult.Retry(
            code, OptionalInt.of(status), text, Optional.of(after), Trouble.THROTTLED));
  }

  private static ZohoReply retry(String code, int status, String text, Trouble trouble) {
    return new ZohoReply.Failed(
        new DeliveryResult.Retry(code, OptionalInt.of(status), text, Optional.empty(), trouble));
  }
}
