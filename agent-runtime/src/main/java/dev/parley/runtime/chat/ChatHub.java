package dev.parley.runtime.chat;

import dev.parley.channel.web.ChatTurn;
import dev.parley.channel.web.Subscription;
import dev.parley.channel.web.WebChatListener;
import dev.parley.lead.Disposition;
import dev.parley.runtime.conversation.ConversationId;
import dev.parley.runtime.driver.Announcer;
import dev.parley.transcript.Speaker;
import dev.parley.transcript.Turn;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// Who listens to which conversation in this process. Thread-safe; announcements of different
/// conversations do not wait for each other.
public final class ChatHub implements Announcer {
  private final ConcurrentHashMap<UUID, Ears> ears = new ConcurrentHashMap<>();

  Subscription subscribe(ConversationId conversation, WebChatListener listener) {
    ears.compute(
        conversation.id(),
        (_, present) -> {
          Ears listening = present == null ? new Ears(conversation) : present;
          listening.add(listener);
          return listening;
        });
    return () ->
        ears.computeIfPresent(
            conversation.id(), (_, present) -> present.remove(listener) ? null : present);
  }

  @Override
  public void typing(ConversationId conversation) {
    each(conversation, WebChatListener::typing);
  }

  @Override
  public void committed(ConversationId conversation, List<Turn> turns, List<String> messageIds) {
    Ears listening = ears.get(conversation.id());
    if (listening == null) {
      return;
    }
    for (Turn turn : turns) {
      boolean contact = turn.from() == Speaker.CONTACT;
      ChatTurn chatTurn =
          new ChatTurn(
              turn.seq(),
              ChatTurn.From.valueOf(turn.from().name()),
              turn.text(),
              turn.at(),
              contact ? ClientMessageId.clientIds(messageIds) : List.of());
      listening.announced(turn.seq());
      listening.each(listener -> listener.turn(chatTurn));
    }
  }

  @Override
  public void closed(ConversationId conversation, Disposition disposition) {
    Ears listening = ears.get(conversation.id());
    if (listening != null) {
      listening.ended();
      listening.each(listener -> listener.closed(disposition.wireName()));
    }
  }

  /// The contact's own message, for the contact's other tabs.
  void received(ConversationId conversation, String clientMessageId, String text) {
    each(conversation, listener -> listener.received(clientMessageId, text));
  }

  /// Conversations that somebody listens to.
  int size() {
    return ears.size();
  }

  void forEach(Consumer<Ears> action) {
    ears.values().forEach(action);
  }

  private void each(ConversationId conversation, Consumer<WebChatListener> action) {
    Ears listening = ears.get(conversation.id());
    if (listening != null) {
      listening.each(action);
    }
  }

  /// The listeners of one conversation, and how far they have been told.
  static final class Ears {
    private final ConversationId conversation;
    private volatile Set<WebChatListener> listeners = Set.of();
    private volatile int announcedSeq;
    private volatile boolean ended;

    Ears(ConversationId conversation) {
      this.conversation = conversation;
    }

    ConversationId conversation() {
      return conversation;
    }

    int announcedSeq() {
      return announcedSeq;
    }

    boolean hasEnded() {
      return ended;
    }

    synchronized void announced(int seq) {
      announcedSeq = Math.max(announcedSeq, seq);
    }

    void ended() {
      ended = true;
    }

    void each(Consumer<WebChatListener> action) {
      listeners.forEach(action);
    }

    private synchronized void add(WebChatListener listener) {
      Set<WebChatListener> more = ConcurrentHashMap.newKeySet(listeners.size() + 1);
      more.addAll(listeners);
      more.add(listener);
      listeners = Set.copyOf(more);
    }

    /// Whether nobody listens any more.
    private synchronized boolean remove(WebChatListener listener) {
      Set<WebChatListener> fewer = ConcurrentHashMap.newKeySet(listeners.size() + 1);
      fewer.addAll(listeners);
      fewer.remove(listener);
      listeners = Set.copyOf(fewer);
      return fewer.isEmpty();
    }
  }
}
