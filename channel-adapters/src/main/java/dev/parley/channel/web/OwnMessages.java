package dev.parley.channel.web;

import java.util.LinkedHashSet;
import java.util.Set;

/// The messages one socket said last, up to `KEPT_MAX` of them. Not thread-safe.
final class OwnMessages {
  private static final int KEPT_MAX = 256;

  private final Set<String> ids = new LinkedHashSet<>(2);

  void said(String messageId) {
    if (ids.size() >= KEPT_MAX) {
      ids.remove(ids.iterator().next());
    }
    ids.add(messageId);
  }

  boolean isOwn(String messageId) {
    return ids.contains(messageId);
  }

  /// Whether the turn holds this socket's messages and no others.
  boolean isOwn(ChatTurn turn) {
    return turn.from() == ChatTurn.From.CONTACT
        && !turn.messageIds().isEmpty()
        && ids.containsAll(turn.messageIds());
  }
}
