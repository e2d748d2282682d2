package dev.parley.channel.http;

import static java.util.Objects.requireNonNullElse;

import io.helidon.common.concurrency.limits.Limit;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.websocket.ClientWsFrame;
import io.helidon.websocket.WsCloseException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads one socket to its end, and reports that end exactly once, however it comes.
///
/// Helidon's own connection says nothing when a socket drops, sends exception messages to the peer,
/// decodes fragments one by one and writes from two threads; so the loop is ours and only the frame
/// parser is Helidon's. The server's concurrency limit is not taken: an open chat is not a request,
/// and sockets have limits of their own.
final class SocketConnection implements ServerConnection {
  private static final Logger log = LoggerFactory.getLogger(SocketConnection.class);
  private static final int UNREAD_BYTES_MAX = 1 << 20;

  private final ConnectionContext context;
  private final SocketLimits limits;
  private final SocketListener listener;
  private final SocketPeer peer;
  private final Runnable onEnd;
  private final LongSupplier nanos;
  private final TokenBucket rate;
  private final MessageAssembler messages;
  private volatile boolean stopping;
  private boolean peerClosed;

  SocketConnection(
      ConnectionContext context,
      SocketLimits limits,
      SocketListener listener,
      SocketPeer peer,
      LongSupplier nanos,
      Runnable onEnd) {
    this.context = context;
    this.limits = limits;
    this.listener = listener;
    this.peer = peer;
    this.nanos = nanos;
    this.onEnd = onEnd;
    this.rate =
        new TokenBucket(limits.frames().perSecond(), limits.frames().burst(), nanos.getAsLong());
    this.messages = new MessageAssembler(limits.frames().messageBytesMax());
  }

  @Override
  public void handle(Limit ignored) {
    try {
      call(() -> listener.opened(peer));
      while (readFrame()) {
        // The next one.
      }
      peer.flush(limits.times().close());
    } catch (WsCloseException violation) {
      lastWords(violation.closeCode(), requireNonNullElse(violation.getMessage(), ""));
    } catch (ListenerFailure failure) {
      // A peer must neither read our exception nor keep a socket nobody listens to.
      log.error("a socket's listener failed; the socket is closed with 1011", failure.getCause());
      lastWords(CloseCode.INTERNAL_ERROR, "internal_error");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException broken) {
      log.trace("a socket broke", broken);
    } finally {
      end();
    }
  }

  /// Called by the server from another thread when it stops.
  @Override
  public void close(boolean interrupt) {
    stopping = true;
    peer.close(CloseCode.GOING_AWAY, "server_stopping");
    if (interrupt) {
      context.serverSocket().close();
    }
  }

  /// Sockets are kept alive and found dead by [SocketPeer#tick]; the server need not.
  @Override
  public Duration idleTime() {
    return Duration.ZERO;
  }

  /// @return false when the socket has nothing more to say
  private boolean readFrame() {
    ClientWsFrame frame = nextFrame();
    peer.heard();
    if (!rate.take(nanos.getAsLong())) {
      throw new WsCloseException("too_fast", CloseCode.POLICY);
    }
    switch (frame.opCode()) {
      case TEXT, CONTINUATION -> {
        String message = messages.add(frame);
        if (message != null && peer.isOpen()) {
          call(() -> listener.text(message));
        }
      }
      case BINARY -> throw new WsCloseException("binary_not_supported", CloseCode.UNSUPPORTED_DATA);
      case PING -> peer.pong(control(frame));
      case PONG -> control(frame);
      case CLOSE -> {
        peerClosed = !peer.isClosing();
        peer.close(CloseCode.NORMAL, "");
        return false;
      }
    }
    return true;
  }

  private ClientWsFrame nextFrame() {
    try {
      return ClientWsFrame.read(context, context.dataReader(), limits.frames().frameBytesMax());
    } catch (IllegalArgumentException unknownOpcode) {
      throw new WsCloseException("unknown_opcode", CloseCode.PROTOCOL_ERROR);
    }
  }

  private static byte[] control(ClientWsFrame frame) {
    if (!frame.fin() || frame.payloadLength() > 125) {
      throw new WsCloseException("bad_control_frame", CloseCode.PROTOCOL_ERROR);
    }
    return frame.payloadData().readBytes();
  }

  /// Says why, then reads on until the peer hangs up: closing over unread bytes would reset the
  /// connection and the reason would be lost. The clock of the peer cuts this short.
  private void lastWords(int code, String reason) {
    peer.close(code, reason);
    try {
      for (int unread = 0; unread < UNREAD_BYTES_MAX; ) {
        unread += context.dataReader().readBuffer().available();
      }
    } catch (RuntimeException hungUp) {
      log.trace("a socket was closed by us and has gone", hungUp);
    }
  }

  private static void call(Runnable listener) {
    try {
      listener.run();
    } catch (Throwable failure) {
      throw new ListenerFailure(failure);
    }
  }

  private void end() {
    boolean closed = peer.isClosing();
    peer.ended();
    onEnd.run();
    SocketEnd end =
        peerClosed
            ? SocketEnd.PEER_CLOSED
            : stopping ? SocketEnd.SERVER_STOPPED : closed ? SocketEnd.CLOSED : SocketEnd.DROPPED;
    try {
      listener.ended(end);
    } catch (RuntimeException failure) {
      log.error("a socket's listener failed at its end; the socket is gone all the same", failure);
    }
  }

  @SuppressWarnings("serial") // never leaves this class
  private static final class ListenerFailure extends RuntimeException {
    ListenerFailure(Throwable cause) {
      super(cause);
    }
  }
}
