package dev.parley.channel.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// Holds the cure for Nagle and delayed acknowledgements, which cost 20 to 40 ms a message, every
/// one of them once a connection is old enough. The bound is below what either of them costs; one
/// echo in ten must keep it, for a loaded machine holds back others.
class SocketLatencyIT {
  private static final long BOUND_NANOS = 15_000_000;

  @Test
  void anEchoInTwoPartsIsNotHeldBack() throws Exception {
    SocketLimits limits =
        new SocketLimits(
            new SocketLimits.Frames(1_000, 1_000, 1e6, 1_000),
            SocketLimits.CHAT.queue(),
            SocketLimits.CHAT.times());
    try (SocketServer server = new SocketServer(limits, new Sockets(Sockets.Limits.DEFAULTS));
        RawSocket client = server.connect()) {
      server.onText =
          (peer, text) -> {
            peer.send("first");
            peer.send("second");
          };
      long[] nanos = new long[300];
      for (int i = 0; i < nanos.length; i++) {
        long start = System.nanoTime();
        client.text("ping");
        client.next();
        client.next();
        nanos[i] = System.nanoTime() - start;
      }
      Arrays.sort(nanos);
      assertThat(nanos[nanos.length / 10]).isLessThan(BOUND_NANOS);
    }
  }
}
