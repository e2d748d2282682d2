package dev.parley.channel.web;

import dev.parley.channel.http.CloseCode;
import dev.parley.channel.http.SocketPeer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings one conversation's turns to one socket: each once, in order, whatever order they are
/// announced in. What this very socket said is not said back to it, unless it asked for that: the
/// acknowledgement is enough. An announcement that fits is passed on; one that leaves a gap, or
/// comes while the socket catches up, only says that there is more to fetch. Thread-safe;
/// announcements never block. Locks: this, then the peer's.
final class WebChatFeed implements WebChatListener {
  private static final Logger log = LoggerFactory.getLogger(WebChatFeed.class);

  private final WebChatPort port;
  private final ChatConversation conversation;
  private final SocketPeer peer;
  private final int page;

  // All below are guarded by this; while fetching, lastSeq is the fetcher's alone.
  private int lastSeq;
  private final OwnMessages own = new OwnMessages();
  private boolean fetching = true;
  private boolean moreToFetch;
  private boolean closedSent;
  private @Nullable String disposition;
  private @Nullable Subscription subscription;
  private boolean ended;

  WebChatFeed(
      WebChatPort port, ChatConversation conversation, SocketPeer peer, int lastSeq, int page) {
    this.port = port;
    this.conversation = conversation;
    this.peer = peer;
    this.lastSeq = lastSeq;
    this.page = page;
  }

  /// Subscribes, then sends what was missed. On the socket's own thread; blocks.
  void start() throws InterruptedException {
    Subscription begun = port.subscribe(conversation, this);
    synchronized (this) {
      subscription = begun;
    }
    fetch();
  }

  /// Ends the subscription.
  void end() {
    Subscription begun;
    synchronized (this) {
      ended = true;
      begun = subscription;
      subscription = null;
    }
    if (begun != null) {
      begun.close();
    }
  }

  @Override
  public synchronized void typing() {
    if (!fetching && !ended) {
      peer.send(ServerFrames.TYPING);
    }
  }

  /// A message that came over this socket. Call before it is passed on.
  synchronized void saidHere(String messageId) {
    own.said(messageId);
  }

  @Override
  public synchronized void turn(ChatTurn turn) {
    if (turn.seq() <= lastSeq || ended) {
      return;
    }
    if (turn.seq() == lastSeq + 1 && !fetching) {
      lastSeq = turn.seq();
      if (!own.isOwn(turn)) {
        peer.send(ServerFrames.message(turn));
      }
    } else {
      fetchSoon();
    }
  }

  @Override
  public synchronized void received(String messageId, String text) {
    if (!ended && !own.isOwn(messageId)) {
      peer.send(ServerFrames.echo(messageId, text));
    }
  }

  /// The last words may be announced after the end: they are fetched before it is passed on.
  @Override
  public synchronized void closed(String how) {
    if (!ended && !closedSent) {
      disposition = how;
      fetchSoon();
    }
  }

  private void fetchSoon() {
    moreToFetch = true;
    if (!fetching) {
      fetching = true;
      Thread.ofVirtual().name("web-chat-feed").start(this::fetchOrGiveUp);
    }
  }

  private void fetchOrGiveUp() {
    try {
      fetch();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException failure) {
      log.warn("turns could not be read; the browser is sent away to come back", failure);
      peer.close(CloseCode.TRY_AGAIN_LATER, "history_unavailable");
    }
  }

  private void fetch() throws InterruptedException {
    do {
      ChatHistory history = port.history(conversation, beginFetch(), page);
      for (ChatTurn turn : history.turns()) {
        if (!isOwn(turn) && !peer.sendWhenRoom(ServerFrames.message(turn))) {
          return;
        }
        arrived(turn.seq());
      }
      history.disposition().ifPresent(this::closing);
      if (history.more() && !history.turns().isEmpty()) {
        fetchAgain();
      }
    } while (!fetched());
  }

  private synchronized boolean isOwn(ChatTurn turn) {
    return own.isOwn(turn);
  }

  private synchronized int beginFetch() {
    moreToFetch = false;
    return lastSeq;
  }

  private synchronized void arrived(int seq) {
    lastSeq = seq;
  }

  private synchronized void closing(String how) {
    disposition = how;
  }

  private synchronized void fetchAgain() {
    moreToFetch = true;
  }

  private synchronized boolean fetched() {
    if (moreToFetch && !ended) {
      return false;
    }
    fetching = false;
    if (disposition != null && !closedSent) {
      closedSent = true;
      peer.send(ServerFrames.closed(disposition));
    }
    return true;
  }
}
