package dev.parley.channel.sandbox.whatsapp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.channel.sandbox.Ids;
import dev.parley.channel.sandbox.Reply;
import dev.parley.config.json.Json;
import java.util.Map;

/// A request Graph does not take.
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  private static final Map<Integer, String> TITLES =
      Map.ofEntries(
          Map.entry(4, "Application request limit reached"),
          Map.entry(10, "Application does not have permission for this action"),
          Map.entry(33, "Unsupported request. Object does not exist"),
          Map.entry(100, "Invalid parameter"),
          Map.entry(190, "Invalid OAuth access token"),
          Map.entry(368, "Temporarily blocked for policies violations"),
          Map.entry(80007, "Rate limit issues"),
          Map.entry(130429, "Rate limit hit"),
          Map.entry(130472, "User's number is part of an experiment"),
          Map.entry(131000, "Something went wrong"),
          Map.entry(131008, "Required parameter is missing"),
          Map.entry(131009, "Parameter value is not valid"),
          Map.entry(131016, "Service unavailable"),
          Map.entry(131021, "Recipient cannot be sender"),
          Map.entry(131026, "Message undeliverable"),
          Map.entry(131030, "Recipient phone number not in allowed list"),
          Map.entry(131047, "Re-engagement message"),
          Map.entry(131048, "Spam rate limit hit"),
          Map.entry(131049, "Not delivered to maintain healthy ecosystem engagement"),
          Map.entry(131050, "User has stopped marketing messages"),
          Map.entry(131051, "Unsupported message type"),
          Map.entry(131052, "Media download error"),
          Map.entry(131053, "Media upload error"),
          Map.entry(131056, "(Business Account, Consumer Account) pair rate limit hit"),
          Map.entry(131057, "Account in maintenance mode"),
          Map.entry(131062, "Recipient user id is not supported for this message"),
          Map.entry(132000, "Number of parameters does not match the expected number of params"),
          Map.entry(132001, "Template name does not exist in the translation"),
          Map.entry(132005, "Translated text too long"),
          Map.entry(132012, "Parameter format does not match format in the created template"),
          Map.entry(132015, "Template is paused"),
          Map.entry(132016, "Template is disabled"));

  private final int status;
  private final int code;
  private final String details;

  Refusal(int status, int code, String details) {
    super("Graph refuses with " + code, null, false, false);
    this.status = status;
    this.code = code;
    this.details = details;
  }

  Refusal(int code, String details) {
    this(400, code, details);
  }

  int code() {
    return code;
  }

  Reply reply() {
    return reply(status, code, details);
  }

  static Reply reply(int status, int code) {
    return reply(status, code, "Refused by plan.");
  }

  private static Reply reply(int status, int code, String details) {
    ObjectNode body = Json.object();
    ObjectNode error =
        body.putObject("error")
            .put("message", "(#" + code + ") " + title(code))
            .put("type", "OAuthException")
            .put("code", code);
    if (code == 131047) {
      error.put("error_subcode", 2494010);
    }
    error.putObject("error_data").put("messaging_product", "whatsapp").put("details", details);
    if (status >= 500 || status == 429) {
      error.put("is_transient", true);
    }
    error.put("fbtrace_id", "A" + Ids.hex().substring(0, 22));
    return Reply.json(status, body);
  }

  static String title(int code) {
    return TITLES.getOrDefault(code, "Error " + code);
  }

  /// The form errors take in webhooks.
  static ObjectNode webhookError(int code, String details) {
    ObjectNode error =
        Json.object().put("code", code).put("title", title(code)).put("message", title(code));
    error.putObject("error_data").put("details", details);
    return error.put(
        "href", "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/");
  }
}
