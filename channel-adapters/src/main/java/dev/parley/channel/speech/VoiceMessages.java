package dev.parley.channel.speech;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// What is said to the synthesis. Ids of contexts are ours and need no escaping.
final class VoiceMessages {
  /// Keeps a socket without contexts.
  static final String KEEP_SOCKET = "{\"text\":\"\"}";

  /// A goodbye the vendor likes to hear before the socket's own.
  static final String CLOSE_SOCKET = "{\"close_socket\":true}";

  private static final JsonStringEncoder JSON = JsonStringEncoder.getInstance();

  private VoiceMessages() {}

  /// The first message of a context: the only one that may carry settings, and must.
  static String begin(String context, ObjectNode tone) {
    return "{\"text\":\" \",\"context_id\":\"" + context + "\",\"voice_settings\":" + tone + "}";
  }

  static String text(String context, String text) {
    return "{\"text\":" + quoted(text) + ",\"context_id\":\"" + context + "\"}";
  }

  static String flush(String context) {
    return "{\"context_id\":\"" + context + "\",\"flush\":true}";
  }

  static String close(String context) {
    return "{\"context_id\":\"" + context + "\",\"close_context\":true}";
  }

  static String keepAlive(String context) {
    return "{\"text\":\"\",\"context_id\":\"" + context + "\"}";
  }

  static String quoted(String text) {
    return "\"" + new String(JSON.quoteAsString(text)) + "\"";
  }
}
