package dev.parley.channel.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// However a socket goes, its listener hears of it exactly once.
class SocketEndIT {
  private final Sockets sockets = new Sockets(Sockets.Limits.DEFAULTS);
  private SocketServer server;

  @BeforeEach
  void start() {
    server = new SocketServer(SocketLimits.CHAT, sockets);
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
    // Stopping has ended every thread of the server: what was not signalled twice never will be.
    assertThat(server.ends).isEmpty();
    assertThat(sockets.open()).isZero();
  }

  @Test
  void aResetIsSignalledOnce() throws Exception {
    RawSocket client = server.connect();
    server.peer();
    client.reset();
    assertThat(server.end()).isEqualTo(SocketEnd.DROPPED);
  }

  @Test
  void anEndOfStreamWithoutGoodbyeIsSignalledOnce() throws Exception {
    RawSocket client = server.connect();
    server.peer();
    client.close();
    assertThat(server.end()).isEqualTo(SocketEnd.DROPPED);
  }

  @Test
  void anEndOfStreamInsideAFrameIsSignalledOnce() throws Exception {
    RawSocket client = server.connect();
    server.peer();
    client.raw(new byte[] {(byte) 0x81, (byte) 0xFE, 0x10});
    client.close();
    assertThat(server.end()).isEqualTo(SocketEnd.DROPPED);
  }

  @Test
  void aCloseFrameIsAnsweredAndSignalledOnce() throws Exception {
    try (RawSocket client = server.connect()) {
      server.peer();
      client.close(1000);
      assertThat(client.next().closeCode()).isEqualTo(1000);
      assertThat(client.isEnded()).isTrue();
    }
    assertThat(server.end()).isEqualTo(SocketEnd.PEER_CLOSED);
  }

  @Test
  void ourCloseIsSignalledOnceWhenThePeerAnswers() throws Exception {
    try (RawSocket client = server.connect()) {
      server.peer().close(1000, "bye");
      RawSocket.Received close = client.next();
      assertThat(close.closeReason()).isEqualTo("bye");
      client.close(1000);
      assertThat(client.isEnded()).isTrue();
    }
    assertThat(server.end()).isEqualTo(SocketEnd.CLOSED);
  }

  @Test
  void theServersStopIsSignalledOnce() throws Exception {
    try (RawSocket client = server.connect()) {
      server.peer();
      server.stop();
      assertThat(server.end()).isEqualTo(SocketEnd.SERVER_STOPPED);
      while (client.next().opcode() != 8) {
        // A goodbye may or may not make it out; the end must.
      }
    } catch (java.io.EOFException | java.net.SocketException cutWithoutGoodbye) {
      assertThat(server.ends).isEmpty();
    }
  }

  @Test
  void drainingSaysGoodbyeAndWaitsForThePeers() throws Exception {
    try (RawSocket client = server.connect()) {
      SocketPeer peer = server.peer();
      peer.send("last words");
      Thread draining =
          Thread.startVirtualThread(
              () -> {
                try {
                  sockets.drain(Duration.ofSeconds(20));
                } catch (InterruptedException e) {
                  throw new AssertionError(e);
                }
              });
      assertThat(client.next().text()).isEqualTo("last words");
      assertThat(client.next().closeCode()).isEqualTo(1001);
      client.close(1001);
      draining.join();
      assertThat(server.end()).isEqualTo(SocketEnd.CLOSED);
    }
    try (RawSocket late = server.connect()) {
      assertThat(late.status()).isEqualTo(503);
    }
  }

  @Test
  void aFailingListenerClosesTheSocketAndTellsThePeerNothing() throws Exception {
    server.onText =
        (peer, text) -> {
          throw new IllegalStateException("secret of the house");
        };
    try (RawSocket client = server.connect()) {
      client.text("hello");
      RawSocket.Received close = client.next();
      assertThat(close.closeCode()).isEqualTo(1011);
      assertThat(close.closeReason()).isEqualTo("internal_error");
    }
    assertThat(server.end()).isEqualTo(SocketEnd.CLOSED);
  }
}
