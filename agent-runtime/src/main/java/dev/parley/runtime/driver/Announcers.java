package dev.parley.runtime.driver;

import dev.parley.lead.Disposition;
import dev.parley.runtime.conversation.ConversationId;
import dev.parley.transcript.Turn;
import java.util.List;

/// Tells several, in order. Thread-safe where they are.
public record Announcers(List<Announcer> all) implements Announcer {
  public Announcers {
    all = List.copyOf(all);
  }

  @Override
  public void typing(ConversationId conversation) {
    all.forEach(each -> each.typing(conversation));
  }

  @Override
  public void committed(ConversationId conversation, List<Turn> turns, List<String> messageIds) {
    all.forEach(each -> each.committed(conversation, turns, messageIds));
  }

  @Override
  public void closed(ConversationId conversation, Disposition disposition) {
    all.forEach(each -> each.closed(conversation, disposition));
  }
}
