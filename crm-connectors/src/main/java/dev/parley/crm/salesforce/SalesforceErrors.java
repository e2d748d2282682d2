package dev.parley.crm.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.config.net.RetryAfter;
import dev.parley.crm.DeliveryResult;
import dev.parley.crm.DeliveryResult.Trouble;
import dev.parley.crm.http.Answer;
import dev.parley.crm.http.Masking;
import dev.parley.crm.salesforce.SalesforceReply.Match;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// What Salesforce's refusals mean. They are arrays of `{message, errorCode, fields}`.
final class SalesforceErrors {
  /// The limit counts the last 24 hours: some of it is free again soon.
  private static final Duration LIMIT_WAIT = Duration.ofHours(1);

  /// Every lead would meet these: the connector waits for a person.
  private static final Set<String> BLOCKING =
      Set.of(
          "INVALID_SESSION_ID",
          "INVALID_FIELD",
          "INVALID_FIELD_FOR_INSERT_UPDATE",
          "INVALID_TYPE",
          "API_DISABLED_FOR_ORG",
          "API_CURRENTLY_DISABLED",
          "INSUFFICIENT_ACCESS",
          "INSUFFICIENT_ACCESS_OR_READONLY",
          "FORBIDDEN",
          "STORAGE_LIMIT_EXCEEDED");

  /// Another transaction is at the same record.
  private static final Set<String> PASSING =
      Set.of("UNABLE_TO_LOCK_ROW", "DUPLICATE_VALUE", "TRANSACTION_HALTED", "QUERY_TIMEOUT");

  private SalesforceErrors() {}

  static SalesforceReply of(Answer.Received answer, JsonNode body, Instant now, Duration afterMax) {
    Optional<Duration> after =
        answer.header("Retry-After").flatMap(text -> RetryAfter.parse(text, now, afterMax));
    return of(answer.status(), body.isArray() ? body : body.path("errors"), answer, after);
  }

  private static SalesforceReply of(
      int status, JsonNode errors, Answer.Received answer, Optional<Duration> after) {
    if (status == 429 || status == 503) {
      return retry(
          status == 429 ? "throttled" : "server_error",
          status,
          "Salesforce asks to wait: " + answer.excerpt(),
          after,
          status == 429 ? Trouble.THROTTLED : Trouble.ENDPOINT);
    }
    return errors.isEmpty() ? unshaped(status, answer.excerpt()) : of(status, errors);
  }

  /// A refusal of its own, or of one part of a composite.
  static SalesforceReply of(int status, JsonNode errors) {
    if (status == 300) {
      return rejected(
          "several_records",
          status,
          "Several leads hold this lead's id. Merge them, and make the External Id field unique.");
    }
    JsonNode error = errors.path(0);
    String code = error.path("errorCode").asText();
    String said = said(error, code);
    if (code.equals("DUPLICATES_DETECTED")) {
      return duplicates(error);
    }
    if (code.equals("REQUEST_LIMIT_EXCEEDED")) {
      return retry(
          "quota_spent",
          status,
          "The org's API calls of 24 hours are spent. " + said,
          Optional.of(LIMIT_WAIT),
          Trouble.THROTTLED);
    }
    if (PASSING.contains(code)) {
      return retry("record_locked", status, said, Optional.empty(), Trouble.RECORD);
    }
    if (code.equals("ENTITY_IS_DELETED") || status == 404) {
      return new SalesforceReply.Missing();
    }
    if (BLOCKING.contains(code) || status == 401 || status == 403) {
      return new SalesforceReply.Failed(
          new DeliveryResult.Blocked(
              status == 401 ? "token_revoked" : "access_missing",
              OptionalInt.of(status),
              "Salesforce lets this connector write no lead. It said: " + said));
    }
    return code.isEmpty() ? unshaped(status, said) : rejected("validation", status, said);
  }

  private static SalesforceReply unshaped(int status, String said) {
    return switch (status) {
      case 404 -> new SalesforceReply.Missing();
      case 401 ->
          new SalesforceReply.Failed(
              new DeliveryResult.Blocked(
                  "token_revoked",
                  OptionalInt.of(status),
                  "Salesforce refuses a token it granted just now. It said: " + said));
      case 403 ->
          new SalesforceReply.Failed(
              new DeliveryResult.Blocked(
                  "access_missing",
                  OptionalInt.of(status),
                  "Salesforce lets this connector write no lead. It said: " + said));
      default ->
          status >= 400 && status < 500
              ? rejected("validation", status, "Salesforce refused the lead: " + said)
              : retry(
                  "server_error",
                  status,
                  "Salesforce failed: " + said,
                  Optional.empty(),
                  Trouble.ENDPOINT);
    };
  }

  /// The code, the fields and the words, the latter masked: they may repeat the lead.
  private static String said(JsonNode error, String code) {
    StringBuilder said = new StringBuilder(Masking.excerpt(code));
    List<String> fields = new ArrayList<>();
    error.path("fields").forEach(field -> fields.add(field.asText()));
    if (!fields.isEmpty()) {
      said.append(" (").append(Masking.excerpt(String.join(", ", fields))).append(')');
    }
    return said.append(": ").append(Masking.excerpt(error.path("message").asText())).toString();
  }

  private static SalesforceReply duplicates(JsonNode error) {
    JsonNode result = error.path("duplicateResult");
    List<Match> matches = new ArrayList<>();
    for (JsonNode rule : result.path("matchResults")) {
      for (JsonNode record : rule.path("matchRecords")) {
        String id = record.path("record").path("Id").asText();
        String type = record.at("/record/attributes/type").asText(rule.path("entityType").asText());
        if (SalesforceApi.isId(id)) {
          matches.add(new Match(type, id));
        }
      }
    }
    return new SalesforceReply.Duplicates(result.path("allowSave").asBoolean(false), matches);
  }

  private static SalesforceReply rejected(String code, int status, String text) {
    return new SalesforceReply.Failed(
        new DeliveryResult.Rejected(code, OptionalInt.of(status), text, false));
  }

  private static SalesforceReply retry(
      String code, int status, String text, Optional<Duration> after, Trouble trouble) {
    return new SalesforceReply.Failed(
        new DeliveryResult.Retry(code, OptionalInt.of(status), text, after, trouble));
  }
}
