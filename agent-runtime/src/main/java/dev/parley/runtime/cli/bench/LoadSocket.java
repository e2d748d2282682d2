package dev.parley.runtime.cli.bench;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// As little of a WebSocket client as load needs: text frames both ways, pings answered. It costs a
/// fraction of what it measures. One thread reads, any thread writes.
final class LoadSocket implements AutoCloseable {
  private static final int TEXT = 0x81;
  private static final int PONG = 0x8A;
  private static final int OPCODE = 0x0F;
  private static final int MASKED = 0x80;
  private static final int BUFFER_BYTES = 2_048;

  private final Socket socket;
  private final DataInputStream in;
  private final OutputStream out;

  private LoadSocket(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES));
    this.out = socket.getOutputStream();
  }

  static LoadSocket open(int port, String path) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    LoadSocket opened = new LoadSocket(socket);
    opened.handshake(port, path);
    return opened;
  }

  private void handshake(int port, String path) throws IOException {
    String request =
        "GET %s HTTP/1.1\r\nHost: localhost:%d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                .formatted(path, port)
            + "Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\nSec-WebSocket-Version: 13\r\n\r\n";
    out.write(request.getBytes(StandardCharsets.US_ASCII));
    String status = line();
    if (!status.contains(" 101 ")) {
      throw new IOException("the server refused the socket: " + status);
    }
    while (!line().isEmpty()) {
      // headers of the answer say nothing that matters here
    }
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the server hung up during the handshake");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  void send(String text) throws IOException {
    write(TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  /// The next text message; throws `EOFException` once the server closed.
  String receive() throws IOException {
    while (true) {
      int first = in.readUnsignedByte();
      byte[] payload = new byte[length(in.readUnsignedByte())];
      in.readFully(payload);
      switch (first & OPCODE) {
        case 0x1 -> {
          return new String(payload, StandardCharsets.UTF_8);
        }
        case 0x8 -> throw new EOFException("closed by the server");
        case 0x9 -> write(PONG, payload);
        default -> {}
      }
    }
  }

  private int length(int second) throws IOException {
    int length = second & ~MASKED;
    return switch (length) {
      case 126 -> in.readUnsignedShort();
      case 127 -> Math.toIntExact(in.readLong());
      default -> length;
    };
  }

  /// A mask of zeros is a valid one, and costs nothing.
  private synchronized void write(int first, byte[] payload) throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(payload.length + 8);
    frame.put((byte) first);
    if (payload.length < 126) {
      frame.put((byte) (MASKED | payload.length));
    } else {
      frame.put((byte) (MASKED | 126)).putShort((short) payload.length);
    }
    frame.putInt(0).put(payload);
    out.write(frame.array(), 0, frame.position());
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
