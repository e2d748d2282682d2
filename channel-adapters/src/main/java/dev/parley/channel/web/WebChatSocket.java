package dev.parley.channel.web;

import dev.parley.channel.http.CloseCode;
import dev.parley.channel.http.SocketEnd;
import dev.parley.channel.http.SocketListener;
import dev.parley.channel.http.SocketPeer;
import dev.parley.channel.http.TokenBucket;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One browser's socket: hello first, then messages until the end. Used by the socket's own thread.
final class WebChatSocket implements SocketListener {
  private static final Logger log = LoggerFactory.getLogger(WebChatSocket.class);
  private static final double TYPING_PER_SECOND = 1;

  private final WebChatPort port;
  private final ClientFrames frames;
  private final WebChatLimits limits;
  private final String widgetKey;
  private final String language;
  private final LongSupplier nanos;
  private @Nullable SocketPeer peer;
  private @Nullable Talk talk;
  private int faults;

  /// What a hello brings.
  private record Talk(
      SocketPeer peer,
      ChatConversation conversation,
      WebChatFeed feed,
      boolean ownTurns,
      TokenBucket messages,
      TokenBucket typing) {}

  /// @param language from the upgrade request, for browsers whose hello names none
  WebChatSocket(
      WebChatPort port,
      ClientFrames frames,
      WebChatLimits limits,
      String widgetKey,
      String language,
      LongSupplier nanos) {
    this.port = port;
    this.frames = frames;
    this.limits = limits;
    this.widgetKey = widgetKey;
    this.language = language;
    this.nanos = nanos;
  }

  @Override
  public void opened(SocketPeer opened) {
    peer = opened;
    opened.expectIntroduction(limits.hello());
  }

  @Override
  public void text(String json) {
    SocketPeer to = peer;
    if (to == null) {
      throw new IllegalStateException("a socket speaks before it is open");
    }
    try {
      switch (frames.read(json)) {
        case ClientFrame.Hello hello -> hello(to, hello);
        case ClientFrame.Message message -> message(greeted(), message);
        case ClientFrame.Typing() -> typing(greeted());
        case ClientFrame.End() -> port.end(greeted().conversation());
      }
    } catch (RefusedFrame refused) {
      refuse(to, refused.code(), refused.messageId());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException failure) {
      log.error("a web chat frame could not be handled; the browser is told to try again", failure);
      to.send(ServerFrames.error(ErrorCode.INTERNAL_ERROR, Optional.empty()));
      to.close(CloseCode.TRY_AGAIN_LATER, ErrorCode.INTERNAL_ERROR.wireName());
    }
  }

  @Override
  public void ended(SocketEnd end) {
    if (talk != null) {
      talk.feed().end();
    }
  }

  private Talk greeted() throws RefusedFrame {
    if (talk == null) {
      throw new RefusedFrame(ErrorCode.HELLO_REQUIRED, Optional.empty());
    }
    return talk;
  }

  private void hello(SocketPeer to, ClientFrame.Hello hello)
      throws RefusedFrame, InterruptedException {
    if (talk != null) {
      throw new RefusedFrame(ErrorCode.ALREADY_GREETED, Optional.empty());
    }
    String preferred = hello.language().isEmpty() ? language : hello.language();
    switch (port.open(new OpenRequest(widgetKey, hello.session(), preferred))) {
      case Opened.Ready ready -> welcome(to, ready, hello);
      case Opened.Later(var code, var after) -> {
        to.send(
            ServerFrames.error(
                code, ErrorCode.TRY_LATER.message(), Optional.empty(), Optional.of(after)));
        to.close(CloseCode.TRY_AGAIN_LATER, ErrorCode.TRY_LATER.wireName());
      }
      case Opened.NoSuchWidget() -> {
        to.send(ServerFrames.error(ErrorCode.NO_SUCH_WIDGET, Optional.empty()));
        to.close(CloseCode.POLICY, ErrorCode.NO_SUCH_WIDGET.wireName());
      }
    }
  }

  private void welcome(SocketPeer to, Opened.Ready ready, ClientFrame.Hello hello)
      throws InterruptedException {
    to.introduced();
    to.send(ServerFrames.welcome(ready));
    // What it has of another conversation says nothing about this one.
    int from = ready.resumed() ? hello.lastSeq() : 0;
    var feed = new WebChatFeed(port, ready.conversation(), to, from, limits.historyPage());
    long now = nanos.getAsLong();
    talk =
        new Talk(
            to,
            ready.conversation(),
            feed,
            hello.ownTurns(),
            new TokenBucket(limits.messagesPerSecond(), limits.messagesBurst(), now),
            new TokenBucket(TYPING_PER_SECOND, 1, now));
    feed.start();
  }

  private void message(Talk in, ClientFrame.Message message) throws RefusedFrame {
    Optional<String> id = Optional.of(message.id());
    if (!in.messages().take(nanos.getAsLong())) {
      throw new RefusedFrame(ErrorCode.TOO_FAST, id);
    }
    faults = 0;
    if (!in.ownTurns()) {
      in.feed().saidHere(message.id());
    }
    switch (port.receive(in.conversation(), message.id(), message.text())) {
      case Received.Accepted(), Received.Duplicate() ->
          in.peer().send(ServerFrames.ack(message.id()));
      case Received.Closed() ->
          in.peer().send(ServerFrames.error(ErrorCode.CONVERSATION_CLOSED, id));
      case Received.Later(var code, var after) ->
          in.peer()
              .send(
                  ServerFrames.error(code, ErrorCode.TRY_LATER.message(), id, Optional.of(after)));
    }
  }

  private void typing(Talk in) {
    if (in.typing().take(nanos.getAsLong())) {
      port.typing(in.conversation());
    }
  }

  private void refuse(SocketPeer to, ErrorCode code, Optional<String> messageId) {
    to.send(ServerFrames.error(code, messageId));
    faults++;
    if (faults >= limits.faultsMax()) {
      to.close(CloseCode.POLICY, "too_many_faults");
    }
  }
}
