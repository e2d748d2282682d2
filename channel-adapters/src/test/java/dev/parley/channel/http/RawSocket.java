package dev.parley.channel.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;

/// A WebSocket client that can misbehave: speaks frames over a bare socket.
public final class RawSocket implements AutoCloseable {
  public final Socket socket;
  private final DataInputStream in;
  private final OutputStream out;
  public final List<String> answer = new ArrayList<>();

  /// @param payload of a close frame with its code in `code`, else the bytes
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Received(int opcode, boolean last, byte[] payload) {
    public String text() {
      return new String(payload, UTF_8);
    }

    public int closeCode() {
      return ((payload[0] & 0xFF) << 8) | (payload[1] & 0xFF);
    }

    public String closeReason() {
      return new String(payload, 2, payload.length - 2, UTF_8);
    }
  }

  public RawSocket(int port, String path, String... headers) throws IOException {
    this(new Socket(InetAddress.getLoopbackAddress(), port), path, headers);
  }

  public RawSocket(Socket socket, String path, String... headers) throws IOException {
    this.socket = socket;
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(60_000);
    this.in = new DataInputStream(socket.getInputStream());
    this.out = socket.getOutputStream();
    StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\n");
    List<String> all =
        new ArrayList<>(
            List.of(
                "Host: 127.0.0.1:" + socket.getPort(),
                "Connection: Upgrade",
                "Upgrade: websocket",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA=="));
    for (String header : headers) {
      String name = header.substring(0, header.indexOf(':') + 1);
      all.removeIf(standard -> standard.startsWith(name));
      all.add(header);
    }
    all.forEach(header -> request.append(header).append("\r\n"));
    out.write(request.append("\r\n").toString().getBytes(UTF_8));
    for (String line = line(); !line.isEmpty(); line = line()) {
      answer.add(line);
    }
  }

  public int status() {
    return Integer.parseInt(answer.getFirst().split(" ")[1]);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException();
      }
      line.append((char) c);
    }
    return line.toString().strip();
  }

  public void text(String text) throws IOException {
    frame(0x1, true, text.getBytes(UTF_8));
  }

  public void frame(int opcode, boolean last, byte[] payload) throws IOException {
    byte[] header = new byte[payload.length < 126 ? 6 : payload.length < 65_536 ? 8 : 14];
    header[0] = (byte) ((last ? 0x80 : 0) | opcode);
    if (header.length == 6) {
      header[1] = (byte) (0x80 | payload.length);
    } else if (header.length == 8) {
      header[1] = (byte) (0x80 | 126);
      header[2] = (byte) (payload.length >> 8);
      header[3] = (byte) payload.length;
    } else {
      header[1] = (byte) (0x80 | 127);
      for (int i = 0; i < 4; i++) {
        header[6 + i] = (byte) (payload.length >> (24 - 8 * i));
      }
    }
    // The mask is zero: the payload travels as it is.
    byte[] whole = java.util.Arrays.copyOf(header, header.length + payload.length);
    System.arraycopy(payload, 0, whole, header.length, payload.length);
    raw(whole);
  }

  public void raw(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  /// The next frame, pings answered on the way when they are not wanted.
  public Received next() throws IOException {
    int first = in.readUnsignedByte();
    int length = in.readUnsignedByte();
    if (length == 126) {
      length = in.readUnsignedShort();
    } else if (length == 127) {
      length = (int) in.readLong();
    }
    return new Received(first & 0x0F, (first & 0x80) != 0, in.readNBytes(length));
  }

  /// Whatever follows the headers of a refusal.
  public String body() throws IOException {
    return new String(in.readAllBytes(), UTF_8);
  }

  public void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  public void close(int code) throws IOException {
    frame(0x8, true, new byte[] {(byte) (code >> 8), (byte) code});
  }

  /// Whether the server hung up, with or without ceremony.
  public boolean isEnded() throws IOException {
    try {
      return in.read() < 0;
    } catch (SocketException reset) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
