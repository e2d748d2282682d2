package dev.parley.channel.web;

import dev.parley.config.tenant.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BiConsumer;
import java.util.function.Function;

/// The runtime, in memory: remembers across restarts of the server, answers as it is told to.
final class FakeRuntime implements WebChatPort {
  private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

  final Map<String, Widget> widgets = new HashMap<>();
  final Map<UUID, Talk> talks = new LinkedHashMap<>();
  final BlockingQueue<String> events = new LinkedBlockingQueue<>();
  volatile Function<OpenRequest, Opened> openInstead = request -> null;
  volatile Function<String, Received> receiveInstead = text -> null;
  volatile BiConsumer<Talk, String> onMessage = (talk, text) -> {};
  volatile Runnable beforeHistory = () -> {};
  volatile boolean loseNextAnswer;

  /// One conversation.
  static final class Talk {
    final ChatConversation conversation;
    final String session;
    final List<ChatTurn> turns = new ArrayList<>();
    final Map<String, String> inbox = new LinkedHashMap<>();
    final List<WebChatListener> listeners = new CopyOnWriteArrayList<>();
    String disposition;

    Talk(int number) {
      conversation = new ChatConversation(TenantId.DEFAULT, new UUID(7, number));
      session = "session-" + number + "-of-nobodys-guess";
    }

    synchronized ChatTurn commit(ChatTurn.From from, String text, String... ids) {
      return commit(turns.isEmpty() ? 1 : turns.getLast().seq() + 1, from, text, ids);
    }

    synchronized ChatTurn commit(int seq, ChatTurn.From from, String text, String... ids) {
      var turn = new ChatTurn(seq, from, text, START.plusSeconds(20L * seq), List.of(ids));
      turns.add(turn);
      return turn;
    }

    void announce(ChatTurn turn) {
      listeners.forEach(listener -> listener.turn(turn));
    }

    void says(String text) {
      announce(commit(ChatTurn.From.AGENT, text));
    }

    void typing() {
      listeners.forEach(WebChatListener::typing);
    }

    void close(String how) {
      disposition = how;
      listeners.forEach(listener -> listener.closed(how));
    }
  }

  FakeRuntime() {
    widget("open", List.of());
  }

  void widget(String key, List<String> origins) {
    widgets.put(key, new Widget(key, "Ana", "Sol Brilhante", "en", origins));
  }

  synchronized Talk talk() {
    return List.copyOf(talks.values()).getLast();
  }

  @Override
  public Optional<Widget> widget(String widgetKey) {
    return Optional.ofNullable(widgets.get(widgetKey));
  }

  @Override
  public synchronized Opened open(OpenRequest request) {
    events.add("open " + request.language());
    Opened instead = openInstead.apply(request);
    if (instead != null) {
      return instead;
    }
    for (Talk talk : talks.values()) {
      if (request.session().filter(talk.session::equals).isPresent()) {
        return new Opened.Ready(talk.session, talk.conversation, true);
      }
    }
    Talk talk = new Talk(talks.size() + 1);
    talks.put(talk.conversation.id(), talk);
    talk.commit(ChatTurn.From.AGENT, "I'm Ana, an AI assistant. How can I help?");
    return new Opened.Ready(talk.session, talk.conversation, false);
  }

  @Override
  public Subscription subscribe(ChatConversation conversation, WebChatListener listener) {
    Talk talk = talks.get(conversation.id());
    talk.listeners.add(listener);
    return () -> talk.listeners.remove(listener);
  }

  @Override
  public ChatHistory history(ChatConversation conversation, int afterSeq, int limit) {
    beforeHistory.run();
    Talk talk = talks.get(conversation.id());
    synchronized (talk) {
      List<ChatTurn> after = talk.turns.stream().filter(turn -> turn.seq() > afterSeq).toList();
      return new ChatHistory(
          after.subList(0, Math.min(limit, after.size())),
          after.size() > limit,
          Optional.ofNullable(talk.disposition));
    }
  }

  @Override
  public Received receive(ChatConversation conversation, String messageId, String text) {
    Received instead = receiveInstead.apply(text);
    if (instead != null) {
      return instead;
    }
    Talk talk = talks.get(conversation.id());
    synchronized (talk) {
      if (talk.disposition != null) {
        return new Received.Closed();
      }
      if (talk.inbox.putIfAbsent(messageId, text) != null) {
        return new Received.Duplicate();
      }
    }
    talk.listeners.forEach(listener -> listener.received(messageId, text));
    ChatTurn turn = talk.commit(ChatTurn.From.CONTACT, text, messageId);
    // The reply comes on a thread of its own, as it does from the runtime.
    Thread.ofVirtual()
        .start(
            () -> {
              talk.announce(turn);
              onMessage.accept(talk, text);
            });
    if (loseNextAnswer) {
      loseNextAnswer = false;
      throw new IllegalStateException("committed, but the answer is lost");
    }
    return new Received.Accepted();
  }

  @Override
  public void typing(ChatConversation conversation) {
    events.add("typing");
  }

  @Override
  public void end(ChatConversation conversation) {
    talks.get(conversation.id()).close("abandoned");
  }
}
