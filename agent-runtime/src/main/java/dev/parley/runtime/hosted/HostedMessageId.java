package dev.parley.runtime.hosted;

import dev.parley.runtime.conversation.ConversationId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// Names what a contact said by its place in the history and its words: a question asked again has
/// the same name, one that was corrected has another.
final class HostedMessageId {
  private HostedMessageId() {}

  static String of(ConversationId conversation, int place, String text) {
    byte[] hash = sha256(text.getBytes(StandardCharsets.UTF_8));
    return "hosted:%s:%d:%s"
        .formatted(conversation.id(), place, HexFormat.of().formatHex(hash, 0, 12));
  }

  /// The place in the history a name speaks of.
  static int place(String messageId) {
    List<String> parts = List.of(messageId.split(":", -1));
    return parts.size() == 4 ? Integer.parseInt(parts.get(2)) : 0;
  }

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
