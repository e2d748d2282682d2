package dev.parley.channel.web;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;

/// Writes the server's frames. Thread-safe.
final class ServerFrames {
  static final String TYPING = "{\"type\":\"typing\"}";

  private ServerFrames() {}

  static String welcome(Opened.Ready opened) {
    StringBuilder out = new StringBuilder("{\"type\":\"welcome\"");
    field(out, "session", opened.session());
    field(out, "conversation", opened.conversation().id().toString());
    return out.append(",\"resumed\":").append(opened.resumed()).append('}').toString();
  }

  static String ack(String messageId) {
    StringBuilder out = new StringBuilder("{\"type\":\"ack\"");
    field(out, "id", messageId);
    return out.append('}').toString();
  }

  static String message(ChatTurn turn) {
    StringBuilder out = new StringBuilder(turn.text().length() + 120);
    out.append("{\"type\":\"message\",\"seq\":").append(turn.seq());
    field(out, "from", turn.from().wireName());
    field(out, "text", turn.text());
    field(out, "at", turn.at().toString());
    if (!turn.messageIds().isEmpty()) {
      out.append(",\"ids\":[");
      for (Iterator<String> ids = turn.messageIds().iterator(); ids.hasNext(); ) {
        quoted(out, ids.next());
        out.append(ids.hasNext() ? "," : "]");
      }
    }
    return out.append('}').toString();
  }

  /// A message of another tab, not part of a turn yet.
  static String echo(String messageId, String text) {
    StringBuilder out = new StringBuilder("{\"type\":\"echo\"");
    field(out, "id", messageId);
    field(out, "text", text);
    return out.append('}').toString();
  }

  static String closed(String disposition) {
    StringBuilder out = new StringBuilder("{\"type\":\"closed\"");
    field(out, "disposition", disposition);
    return out.append('}').toString();
  }

  static String error(ErrorCode code, Optional<String> messageId) {
    return error(code.wireName(), code.message(), messageId, Optional.empty());
  }

  static String error(
      String code, String message, Optional<String> messageId, Optional<Duration> retryAfter) {
    StringBuilder out = new StringBuilder("{\"type\":\"error\"");
    field(out, "code", code);
    field(out, "message", message);
    messageId.ifPresent(id -> field(out, "id", id));
    retryAfter.ifPresent(after -> out.append(",\"retry_after_millis\":").append(after.toMillis()));
    return out.append('}').toString();
  }

  private static void field(StringBuilder out, String name, String value) {
    out.append(",\"").append(name).append("\":");
    quoted(out, value);
  }

  private static void quoted(StringBuilder out, String text) {
    out.append('"');
    JsonStringEncoder.getInstance().quoteAsString(text, out);
    out.append('"');
  }
}
