package dev.parley.config.language;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// Why a request failed on the wire, without a word of its text: vendors repeat prompts and parts
/// of keys in their messages.
///
/// @param status of HTTP; 0 when there was none
/// @param type the vendor's own short code, or `-`
/// @param retryAfterMillis what the vendor asked for
record WireFailure(Outcome outcome, int status, String type, OptionalLong retryAfterMillis) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern CODE = Pattern.compile("[a-z0-9_.-]{1,40}");
  private static final Map<String, Outcome> BY_CODE =
      Map.ofEntries(
          Map.entry("overloaded_error", Outcome.OVERLOADED),
          Map.entry("insufficient_quota", Outcome.NO_CREDIT),
          Map.entry("billing_error", Outcome.NO_CREDIT),
          Map.entry("content_filter", Outcome.FILTERED),
          Map.entry("content_policy_violation", Outcome.FILTERED),
          Map.entry("model_not_found", Outcome.UNKNOWN_MODEL),
          Map.entry("invalid_api_key", Outcome.UNAUTHORIZED));
  private static final Map<String, Outcome> BY_TYPE_IN_STREAM =
      Map.ofEntries(
          Map.entry("rate_limit_error", Outcome.RATE_LIMITED),
          Map.entry("rate_limit_exceeded", Outcome.RATE_LIMITED),
          Map.entry("authentication_error", Outcome.UNAUTHORIZED),
          Map.entry("permission_error", Outcome.UNAUTHORIZED),
          Map.entry("not_found_error", Outcome.UNKNOWN_MODEL),
          Map.entry("invalid_request_error", Outcome.REJECTED));

  static WireFailure of(Outcome outcome) {
    return new WireFailure(outcome, 0, "-", OptionalLong.empty());
  }

  /// An answer other than 2xx.
  static WireFailure ofResponse(int status, HttpHeaders headers, String body, Instant now) {
    JsonNode error = error(body);
    String code = codeOf(error);
    Outcome outcome = BY_CODE.getOrDefault(code, ofStatus(status));
    return new WireFailure(outcome, status, code, retryAfter(headers, now));
  }

  /// An error in the midst of a stream, or empty when the event is none.
  static Optional<WireFailure> inStream(String data) {
    JsonNode error = error(data);
    if (!error.isObject()) {
      return Optional.empty();
    }
    String code = codeOf(error);
    Outcome outcome = BY_CODE.get(code);
    if (outcome == null) {
      outcome = BY_TYPE_IN_STREAM.getOrDefault(code, Outcome.SERVER_ERROR);
    }
    return Optional.of(new WireFailure(outcome, 0, code, OptionalLong.empty()));
  }

  private static Outcome ofStatus(int status) {
    return switch (status) {
      case 401, 403 -> Outcome.UNAUTHORIZED;
      case 402 -> Outcome.NO_CREDIT;
      case 404 -> Outcome.UNKNOWN_MODEL;
      case 408 -> Outcome.SERVER_ERROR;
      case 429 -> Outcome.RATE_LIMITED;
      case 503, 529 -> Outcome.OVERLOADED;
      default -> status >= 500 ? Outcome.SERVER_ERROR : Outcome.REJECTED;
    };
  }

  private static JsonNode error(String body) {
    try {
      return JSON.readTree(body).path("error");
    } catch (JsonProcessingException e) {
      // A proxy's page, not the vendor's answer: the status alone must do.
      return JSON.missingNode();
    }
  }

  private static String codeOf(JsonNode error) {
    for (String key : new String[] {"code", "type"}) {
      String code = error.path(key).asText("").toLowerCase(Locale.ROOT);
      if (CODE.matcher(code).matches()) {
        return code;
      }
    }
    return "-";
  }

  private static OptionalLong retryAfter(HttpHeaders headers, Instant now) {
    Optional<String> millis = headers.firstValue("retry-after-ms");
    Optional<String> after = headers.firstValue("retry-after");
    try {
      if (millis.isPresent()) {
        return atLeastZero((long) Double.parseDouble(millis.get().strip()));
      }
      if (after.isPresent() && Character.isDigit(after.get().strip().charAt(0))) {
        return atLeastZero((long) (Double.parseDouble(after.get().strip()) * 1000));
      }
      if (after.isPresent()) {
        ZonedDateTime when =
            ZonedDateTime.parse(after.get().strip(), DateTimeFormatter.RFC_1123_DATE_TIME);
        return atLeastZero(Duration.between(now, when.toInstant()).toMillis());
      }
    } catch (NumberFormatException
        | DateTimeParseException
        | IndexOutOfBoundsException
        | ArithmeticException e) {
      // An unreadable wish is no wish: the usual pause applies.
      return OptionalLong.empty();
    }
    return OptionalLong.empty();
  }

  private static OptionalLong atLeastZero(long millis) {
    return OptionalLong.of(Math.max(0, millis));
  }
}
