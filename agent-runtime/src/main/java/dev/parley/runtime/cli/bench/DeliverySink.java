package dev.parley.runtime.cli.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// An endpoint on this machine that takes every message with 204, as cheaply as can be.
final class DeliverySink implements AutoCloseable {
  private static final int BYTES_MAX = 1 << 16;
  private static final String LENGTH = "content-length: ";
  private static final byte[] TAKEN =
      "HTTP/1.1 204 No Content\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final ServerSocket server;

  DeliverySink() throws IOException {
    server = new ServerSocket(0, 512, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  String url() {
    return "http://127.0.0.1:" + server.getLocalPort() + "/";
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        socket.setTcpNoDelay(true);
        Thread.ofVirtual().start(() -> answer(socket));
      } catch (IOException e) {
        if (!server.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private void answer(Socket socket) {
    byte[] buffer = new byte[BYTES_MAX];
    try (socket) {
      InputStream in = socket.getInputStream();
      OutputStream out = socket.getOutputStream();
      int have = 0;
      for (int read; (read = in.read(buffer, have, BYTES_MAX - have)) >= 0; ) {
        have += read;
        if (isWhole(new String(buffer, 0, have, StandardCharsets.ISO_8859_1))) {
          have = 0;
          out.write(TAKEN);
          out.flush();
        }
      }
    } catch (IOException e) {
      if (!server.isClosed()) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static boolean isWhole(String request) {
    int end = request.indexOf("\r\n\r\n");
    int at = request.toLowerCase(Locale.ROOT).indexOf(LENGTH);
    if (end < 0 || at < 0) {
      return false;
    }
    int from = at + LENGTH.length();
    int length = Integer.parseInt(request.substring(from, request.indexOf("\r\n", from)));
    return request.length() >= end + 4 + length;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
