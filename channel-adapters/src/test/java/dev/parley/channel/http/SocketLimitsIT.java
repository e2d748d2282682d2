package dev.parley.channel.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SocketLimitsIT {
  private static final SocketLimits SMALL =
      new SocketLimits(
          new SocketLimits.Frames(1_000, 1_500, 1, 20),
          new SocketLimits.Queue(50, 2_000_000),
          SocketLimits.CHAT.times());

  private final AtomicLong nanos = new AtomicLong();
  private SocketServer server;

  @AfterEach
  void stop() {
    server.close();
  }

  private void start(Sockets.Limits limits) {
    server = new SocketServer(SMALL, new Sockets(limits, nanos::get));
  }

  private void start() {
    start(Sockets.Limits.DEFAULTS);
  }

  private void assertCloses(RawSocket client, int code, String reason) throws Exception {
    RawSocket.Received close = client.next();
    assertThat(close.opcode()).isEqualTo(8);
    assertThat(close.closeCode()).isEqualTo(code);
    assertThat(close.closeReason()).isEqualTo(reason);
    client.close();
    assertThat(server.end()).isEqualTo(SocketEnd.CLOSED);
  }

  @Test
  void putsFragmentsTogetherEvenInsideACharacter() throws Exception {
    start();
    try (RawSocket client = server.connect()) {
      byte[] bytes = "caf\u00e9 \ud83d\ude00".getBytes(UTF_8);
      client.frame(0x1, false, java.util.Arrays.copyOfRange(bytes, 0, 4));
      client.frame(0x9, true, "still there?".getBytes(UTF_8));
      client.frame(0x0, false, java.util.Arrays.copyOfRange(bytes, 4, 8));
      client.frame(0x0, true, java.util.Arrays.copyOfRange(bytes, 8, bytes.length));
      assertThat(server.texts.poll(20, TimeUnit.SECONDS)).isEqualTo("caf\u00e9 \ud83d\ude00");
      assertThat(client.next().text()).isEqualTo("still there?");
    }
  }

  @Test
  void refusesAFrameThatIsTooLong() throws Exception {
    start();
    try (RawSocket client = server.connect()) {
      client.frame(0x1, true, new byte[1_001]);
      assertCloses(client, 1009, "Payload too large");
    }
  }

  @Test
  void refusesFragmentsThatAreTooLongTogether() throws Exception {
    start();
    try (RawSocket client = server.connect()) {
      client.frame(0x1, false, new byte[1_000]);
      client.frame(0x0, false, new byte[501]);
      assertCloses(client, 1009, "message_too_big");
    }
  }

  @Test
  void refusesInvalidUtf8() throws Exception {
    start();
    try (RawSocket client = server.connect()) {
      client.frame(0x1, true, new byte[] {(byte) 0xC3, 0x28});
      assertCloses(client, 1007, "invalid_utf8");
    }
  }

  @Test
  void refusesWhatTheProtocolForbids() throws Exception {
    start();
    try (RawSocket client = server.connect()) {
      client.frame(0x0, true, new byte[1]);
      assertCloses(client, 1002, "unexpected_continuation");
    }
    try (RawSocket client = server.connect()) {
      client.frame(0x1, false, new byte[1]);
      client.frame(0x1, true, new byte[1]);
      assertCloses(client, 1002, "unexpected_continuation");
    }
    try (RawSocket client = server.connect()) {
      client.frame(0x3, true, new byte[1]);
      assertCloses(client, 1002, "unknown_opcode");
    }
    try (RawSocket client = server.connect()) {
      client.frame(0x9, false, new byte[1]);
      assertCloses(client, 1002, "bad_control_frame");
    }
    try (RawSocket client = server.connect()) {
      client.raw(new byte[] {(byte) 0x81, 0x01, 'a'});
      assertCloses(client, 1002, "Unmasked client frame");
    }
    try (RawSocket client = server.connect()) {
      client.frame(0x2, true, new byte[1]);
      assertCloses(client, 1003, "binary_not_supported");
    }
  }

  @Test
  void closesAPeerThatSendsTooFast() throws Exception {
    start();
    try (RawSocket client = server.connect()) {
      for (int i = 0; i < 21; i++) {
        client.frame(0xA, true, new byte[0]);
      }
      assertCloses(client, 1008, "too_fast");
    }
  }

  @Test
  void closesAPeerThatDoesNotReadAndKeepsTheOthersGoing() throws Exception {
    start();
    Socket deaf = new Socket();
    deaf.setReceiveBufferSize(4_096);
    deaf.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
    try (RawSocket slow = new RawSocket(deaf, "/socket")) {
      SocketPeer toSlow = server.peer();
      String big = "x".repeat(500_000);
      int sent = 0;
      while (toSlow.send(big) && sent < 1_000) {
        sent++;
      }
      assertThat(toSlow.isOpen()).isFalse();
      try (RawSocket quick = server.connect()) {
        assertThat(server.peer().send("on you go")).isTrue();
        assertThat(quick.next().text()).isEqualTo("on you go");
        quick.close(1000);
        assertThat(server.end()).isEqualTo(SocketEnd.PEER_CLOSED);
      }
      assertThat(slow.socket.isClosed()).isFalse();
      // The stuck write never ends by itself: the clock ends it.
      nanos.addAndGet(Duration.ofSeconds(16).toNanos());
      server.sockets.tick();
      assertThat(server.end()).isEqualTo(SocketEnd.CLOSED);
    }
  }

  @Test
  void waitsForRoomWhenAskedTo() throws Exception {
    start();
    server.onText =
        (peer, text) -> {
          try {
            for (int i = 0; i < 200; i++) {
              assertThat(peer.sendWhenRoom("part " + i)).isTrue();
            }
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        };
    try (RawSocket client = server.connect()) {
      client.text("all of it");
      for (int i = 0; i < 200; i++) {
        assertThat(client.next().text()).isEqualTo("part " + i);
      }
    }
  }

  @Test
  void pingsAQuietPeerAndCutsADeadOne() throws Exception {
    start();
    try (RawSocket client = server.connect()) {
      SocketPeer peer = server.peer();
      nanos.addAndGet(Duration.ofSeconds(31).toNanos());
      server.sockets.tick();
      server.sockets.tick();
      assertThat(client.next().opcode()).isEqualTo(9);
      peer.flush(Duration.ofSeconds(20));
      nanos.addAndGet(Duration.ofSeconds(31).toNanos());
      server.sockets.tick();
      assertThat(client.next().opcode()).as("the next ping").isEqualTo(9);
      peer.flush(Duration.ofSeconds(20));
      nanos.addAndGet(Duration.ofSeconds(14).toNanos());
      server.sockets.tick();
      assertThat(server.end()).isEqualTo(SocketEnd.DROPPED);
      assertThat(client.isEnded()).isTrue();
    }
  }

  @Test
  void cutsAPeerThatDoesNotAnswerAClose() throws Exception {
    start();
    try (RawSocket client = server.connect()) {
      server.peer().close(1000, "bye");
      assertThat(client.next().closeCode()).isEqualTo(1000);
      nanos.addAndGet(Duration.ofSeconds(6).toNanos());
      server.sockets.tick();
      assertThat(client.isEnded()).isTrue();
      assertThat(server.end()).isEqualTo(SocketEnd.CLOSED);
    }
  }

  @Test
  void refusesMoreSocketsThanOneAddressMayHold() throws Exception {
    start(new Sockets.Limits(10, 2, 1));
    try (RawSocket one = server.connect("X-Forwarded-For: 198.51.100.7");
        RawSocket two = server.connect("X-Forwarded-For: 203.0.113.9, 198.51.100.7");
        RawSocket three = server.connect("X-Forwarded-For: 198.51.100.7");
        RawSocket other = server.connect("X-Forwarded-For: 203.0.113.9")) {
      assertThat(one.status()).isEqualTo(101);
      assertThat(two.status()).isEqualTo(101);
      assertThat(three.status()).isEqualTo(429);
      assertThat(three.body()).contains("too_many_sockets");
      assertThat(other.status()).isEqualTo(101);
      one.reset();
      assertThat(server.end()).isEqualTo(SocketEnd.DROPPED);
      try (RawSocket again = server.connect("X-Forwarded-For: 198.51.100.7")) {
        assertThat(again.status()).isEqualTo(101);
      }
    }
  }

  @Test
  void refusesMoreSocketsThanTheProcessMayHold() throws Exception {
    start(new Sockets.Limits(1, 100, 0));
    try (RawSocket one = server.connect();
        RawSocket two = server.connect()) {
      assertThat(one.status()).isEqualTo(101);
      assertThat(two.status()).isEqualTo(503);
    }
  }

  @Test
  void refusesWhomTheEndpointRefusesBeforeTheUpgrade() throws Exception {
    start();
    server.refusal = new SocketEndpoint.Admission.Refuse(403, "origin_not_allowed", "No.");
    try (RawSocket client = server.connect()) {
      assertThat(client.status()).isEqualTo(403);
      assertThat(client.body())
          .isEqualTo(
              "{\"type\":\"about:blank\",\"title\":\"Forbidden\",\"status\":403,"
                  + "\"code\":\"origin_not_allowed\",\"detail\":\"No.\"}");
    }
    assertThat(server.sockets.open()).isZero();
  }

  @Test
  void refusesABrokenHandshake() throws Exception {
    start();
    try (RawSocket client = server.connect("Sec-WebSocket-Version: 8")) {
      assertThat(client.status()).isEqualTo(426);
      assertThat(client.answer).anyMatch(line -> line.matches("(?i)sec-websocket-version: 13"));
    }
    for (String key : new String[] {"###", "c2hvcnQ="}) {
      try (RawSocket client = server.connect("Sec-WebSocket-Key: " + key)) {
        assertThat(client.status()).isEqualTo(400);
      }
    }
    assertThat(server.sockets.open()).isZero();
  }
}
