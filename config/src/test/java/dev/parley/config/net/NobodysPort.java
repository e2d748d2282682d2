package dev.parley.config.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/// Where nobody listens, nor ever will while this process lives: it is bound, and not listened on.
public final class NobodysPort {
  private static final Socket BOUND = bound();

  private NobodysPort() {}

  public static int number() {
    return BOUND.getLocalPort();
  }

  private static Socket bound() {
    try {
      Socket bound = new Socket();
      bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      return bound;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
