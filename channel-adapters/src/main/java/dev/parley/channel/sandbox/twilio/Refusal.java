package dev.parley.channel.sandbox.twilio;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.channel.sandbox.Reply;
import dev.parley.config.json.Json;
import java.util.Map;

/// A request Twilio does not take.
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  private static final Map<Integer, String> MESSAGES =
      Map.ofEntries(
          Map.entry(20001, "Unknown parameters"),
          Map.entry(20003, "Authenticate"),
          Map.entry(20404, "The requested resource was not found"),
          Map.entry(20429, "Too Many Requests"),
          Map.entry(21211, "Invalid 'To' Phone Number"),
          Map.entry(21212, "Invalid 'From' Number"),
          Map.entry(21266, "'To' and 'From' number cannot be the same"),
          Map.entry(21408, "Permission to send an SMS has not been enabled for the region"),
          Map.entry(21602, "Message body is required."),
          Map.entry(21603, "A 'From' phone number is required."),
          Map.entry(21604, "A 'To' phone number is required."),
          Map.entry(21609, "Invalid 'StatusCallback' URL"),
          Map.entry(21610, "Attempt to send to unsubscribed recipient"),
          Map.entry(21612, "The 'To' number cannot be reached from this 'From' number"),
          Map.entry(21614, "'To' number is not a valid mobile number"),
          Map.entry(21617, "The concatenated message body exceeds the 1600 character limit"),
          Map.entry(21619, "A text message body or media urls must be specified."),
          Map.entry(21620, "Invalid media URL(s)"),
          Map.entry(21623, "Number of media files exceeds allowed limit"),
          Map.entry(21655, "The ContentSid is invalid"),
          Map.entry(21659, "'From' is not a phone number of this account"),
          Map.entry(21701, "The Messaging Service does not exist"),
          Map.entry(21703, "The Messaging Service has no phone numbers"));

  private final int status;
  private final int code;
  private final String detail;

  Refusal(int status, int code, String detail) {
    super("Twilio refuses with " + code, null, false, false);
    this.status = status;
    this.code = code;
    this.detail = detail;
  }

  Refusal(int code) {
    this(400, code, "");
  }

  Refusal(int code, String detail) {
    this(400, code, detail);
  }

  int code() {
    return code;
  }

  Reply reply() {
    return reply(status, code, detail);
  }

  static Reply reply(int status, int code) {
    return reply(status, code, "");
  }

  private static Reply reply(int status, int code, String detail) {
    String message = message(code);
    ObjectNode body =
        Json.object()
            .put("code", code)
            .put("message", detail.isEmpty() ? message : message + ": " + detail)
            .put("more_info", "https://www.twilio.com/docs/errors/" + code)
            .put("status", status);
    return Reply.json(status, body);
  }

  static String message(int code) {
    return MESSAGES.getOrDefault(code, "Error " + code);
  }
}
