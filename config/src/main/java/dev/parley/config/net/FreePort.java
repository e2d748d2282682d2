package dev.parley.config.net;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/// Ports for servers that must be told theirs some time before they listen. They lie below those
/// that systems hand out by themselves: in the meantime none of these is given to a client, or to a
/// server that asked for any port.
public final class FreePort {
  private static final int FIRST = 12_000;
  private static final int BEYOND = 32_000;
  private static final int TRIES_MAX = 1_000;

  private FreePort() {}

  /// One on which nobody listens now.
  public static int take() {
    for (int tries = 0; tries < TRIES_MAX; tries++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, BEYOND);
      try (ServerSocket free = new ServerSocket(port)) {
        return free.getLocalPort();
      } catch (IOException taken) {
        // Another one, then.
      }
    }
    throw new IllegalStateException("no port is free between " + FIRST + " and " + BEYOND);
  }
}
