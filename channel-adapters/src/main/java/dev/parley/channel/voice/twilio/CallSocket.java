package dev.parley.channel.voice.twilio;

import dev.parley.channel.http.CloseCode;
import dev.parley.channel.http.SocketEnd;
import dev.parley.channel.http.SocketListener;
import dev.parley.channel.http.SocketPeer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One socket of a call: lets nothing through before it has named its call with a good ticket. Used
/// by the socket's own thread.
///
/// @param <L> the line it serves
public abstract class CallSocket<L extends TwilioLine> implements SocketListener {
  private static final Logger LOG = LoggerFactory.getLogger(CallSocket.class);

  private final VoiceCalls calls;
  private final VoiceChannel channel;
  private final VoiceCalls.Lines lines;
  private final Class<L> kind;
  private @Nullable SocketPeer peer;
  private @Nullable L line;
  private boolean over;

  protected CallSocket(
      VoiceCalls calls, VoiceChannel channel, VoiceCalls.Lines lines, Class<L> kind) {
    this.calls = calls;
    this.channel = channel;
    this.lines = lines;
    this.kind = kind;
  }

  @Override
  public final void opened(SocketPeer socket) {
    peer = socket;
    socket.expectIntroduction(calls.settings().startWithin());
  }

  @Override
  public final void ended(SocketEnd end) {
    if (line != null && peer != null) {
      line.detached(peer, over);
    }
  }

  /// The socket says which call it is for. Closed with 1008 where the ticket is not good.
  protected final void start(String ticket, String callId, String stream) {
    SocketPeer socket = peer;
    if (socket == null || line != null) {
      refuse("started_twice");
      return;
    }
    Optional<TwilioLine> started =
        calls.started(channel, ticket, callId, stream, socket, lines, kind);
    if (started.isEmpty()) {
      LOG.warn("call_socket_refused: no good ticket");
      refuse("ticket_wrong");
    } else if (kind.isInstance(started.get())) {
      line = kind.cast(started.get());
    } else {
      refuse("other_carrier");
    }
  }

  /// The line, once the call is named.
  protected final Optional<L> line() {
    return Optional.ofNullable(line);
  }

  /// Twilio has said that the call is over; the socket's end follows.
  protected final void over() {
    over = true;
  }

  protected final void refuse(String reason) {
    if (peer != null) {
      peer.close(CloseCode.POLICY, reason);
    }
  }
}
