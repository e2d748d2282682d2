package dev.parley.config.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ThreadLocalRandom;

/// Ports for servers that are told theirs before they start. They lie below those the system hands
/// out by itself: none of these is taken in the meantime by a client or by a server that asked for
/// any port.
public final class FreePort {
  private static final int FIRST = 12_000;
  private static final int BEYOND = 32_000;

  /// Bound for as long as this process lives, and listens never.
  private static final Socket NOBODY = nobody();

  private FreePort() {}

  public static int take() {
    for (int tries = 0; tries < 1_000; tries++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, BEYOND);
      try (ServerSocket free = new ServerSocket(port)) {
        return free.getLocalPort();
      } catch (IOException taken) {
        // Another one, then.
      }
    }
    throw new IllegalStateException("no port is free between " + FIRST + " and " + BEYOND);
  }

  /// Where nobody listens, nor ever will.
  public static int ofNobody() {
    return NOBODY.getLocalPort();
  }

  private static Socket nobody() {
    try {
      Socket bound = new Socket();
      bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      return bound;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
