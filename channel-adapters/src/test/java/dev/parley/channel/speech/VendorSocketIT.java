package dev.parley.channel.speech;

import static org.awaitility.Awaitility.await;

import dev.parley.config.net.Reach;
import dev.parley.config.settings.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class VendorSocketIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  @Test
  void aSocketThatTakesNothingIsFoundByWhatWaitsForIt() throws IOException {
    try (ServerSocket server = new ServerSocket()) {
      server.setReceiveBufferSize(4_096);
      server.bind(new InetSocketAddress("localhost", 0));
      Thread.ofVirtual().start(() -> upgradeAndReadNoMore(server));
      try (Vendor vendor = vendor(URI.create("http://localhost:" + server.getLocalPort()))) {
        Opened owner = new Opened();
        VendorSocket socket = vendor.connect(vendor.address("socket").build(), owner);
        await().atMost(SOON).untilTrue(owner.opened);

        String message = "x".repeat(1 << 16);
        await().atMost(SOON).pollInterval(Duration.ofMillis(2)).until(() -> !socket.send(message));

        socket.leave();
        await().atMost(SOON).until(() -> vendor.open() == 0);
      }
    }
  }

  private static Vendor vendor(URI url) {
    SocketSettings base = SocketSettings.DEFAULTS;
    SocketSettings quick =
        new SocketSettings(
            base.open(),
            base.ping(),
            Duration.ofMillis(200),
            // More than this test sends: what waits does not end it.
            Integer.MAX_VALUE,
            base.messageCharsMax(),
            base.attemptsMax(),
            base.backoff(),
            base.backoffMax(),
            base.steady(),
            Duration.ofMillis(200),
            base.socketsMax());
    return new Vendor(ElevenLabsSettings.defaults(url, Secret.of("key")).with(quick), Reach.LOCAL);
  }

  private static void upgradeAndReadNoMore(ServerSocket server) {
    try {
      // Left open until the test ends, with what it was sent unread.
      Socket peer = server.accept();
      String key = head(peer.getInputStream()).split("Sec-WebSocket-Key: ", 2)[1].split("\r", 2)[0];
      byte[] sha1 =
          MessageDigest.getInstance("SHA-1")
              .digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
      String answer =
          "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
              + "Sec-WebSocket-Accept: "
              + Base64.getEncoder().encodeToString(sha1)
              + "\r\n\r\n";
      peer.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException | GeneralSecurityException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (!head.toString().endsWith("\r\n\r\n")) {
      head.append((char) in.read());
    }
    return head.toString();
  }

  private static final class Opened implements VendorSocket.Owner {
    final AtomicBoolean opened = new AtomicBoolean();

    @Override
    public void opened(VendorSocket socket) {
      opened.set(true);
    }

    @Override
    public void text(VendorSocket socket, String message) {}

    @Override
    public void gone(VendorSocket socket, VendorSocket.Gone gone) {}
  }
}
