package dev.parley.runtime.chat;

import dev.parley.channel.web.ChatHistory;
import dev.parley.channel.web.ChatTurn;
import dev.parley.runtime.chat.ChatHub.Ears;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Tells sockets of this process what another node committed: it compares how far each conversation
/// is with how far its listeners were told. One round is one query, plus one for each conversation
/// that has moved on. Not thread-safe: one round at a time.
public final class ChatFollower {
  private static final int PAGE = 100;

  private final ChatHub hub;
  private final ChatRows rows;

  public ChatFollower(ChatHub hub, ChatRows rows) {
    this.hub = hub;
    this.rows = rows;
  }

  public void round() {
    Map<UUID, Ears> listening = new HashMap<>();
    hub.forEach(
        ears -> {
          if (!ears.hasEnded()) {
            listening.put(ears.conversation().id(), ears);
          }
        });
    if (listening.isEmpty()) {
      return;
    }
    rows.reach(listening.keySet())
        .forEach(
            (conversation, reach) -> {
              Ears ears = listening.get(conversation);
              if (ears != null && (reach.lastSeq() > ears.announcedSeq() || reach.closed())) {
                catchUp(ears);
              }
            });
  }

  private void catchUp(Ears ears) {
    boolean more = true;
    while (more) {
      ChatHistory history = rows.history(ears.conversation(), ears.announcedSeq(), PAGE);
      List<ChatTurn> turns = history.turns();
      turns.forEach(
          turn -> {
            ears.announced(turn.seq());
            ears.each(listener -> listener.turn(turn));
          });
      history
          .disposition()
          .ifPresent(
              disposition -> {
                ears.ended();
                ears.each(listener -> listener.closed(disposition));
              });
      more = history.more() && !turns.isEmpty();
    }
  }
}
