package dev.parley.config.language;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

/// A server of plain sockets that answers each request with the next scene of its script, one
/// request per connection. A scene may stall, cut or reset as networks do; one that waits is woken
/// when the server closes. With no scene left it answers 500.
public final class ScriptedServer implements AutoCloseable {
  private final ServerSocket server;
  private final Queue<Scene> script = new ConcurrentLinkedQueue<>();
  private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
  private final BlockingQueue<Heard> requests = new LinkedBlockingQueue<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  public ScriptedServer() {
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  /// What to do with one request.
  @FunctionalInterface
  public interface Scene {
    void play(Stage stage) throws IOException, InterruptedException;
  }

  /// A request as it came, header names in lower case.
  public record Heard(String line, Map<String, String> headers, String body) {}

  public URI url(String path) {
    return URI.create("http://127.0.0.1:" + server.getLocalPort() + path);
  }

  public ScriptedServer then(Scene scene) {
    script.add(scene);
    return this;
  }

  /// The requests so far, in order.
  public BlockingQueue<Heard> requests() {
    return requests;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        sockets.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      requests.add(hear(socket.getInputStream()));
      Scene scene = script.poll();
      Stage stage = new Stage(socket, socket.getOutputStream(), closed);
      if (scene == null) {
        stage.respond(500, "", "the script has ended");
      } else {
        scene.play(stage);
      }
    } catch (IOException | InterruptedException e) {
      // The client went away, or the test is over: both are what some tests are about.
      return;
    }
  }

  private static Heard hear(InputStream raw) throws IOException {
    InputStream in = new BufferedInputStream(raw);
    String line = line(in);
    Map<String, String> headers = new TreeMap<>();
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      int colon = header.indexOf(':');
      headers.put(
          header.substring(0, colon).toLowerCase(java.util.Locale.ROOT),
          header.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    return new Heard(line, headers, new String(in.readNBytes(length), StandardCharsets.UTF_8));
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new IOException("the client went away");
      }
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      server.close();
      for (Socket socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Where a scene plays.
  public record Stage(Socket socket, OutputStream out, CountDownLatch closed) {
    /// A whole answer; the connection closes after it.
    public void respond(int status, String headers, String body) throws IOException {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      write("HTTP/1.1 " + status + " Scripted\r\nConnection: close\r\n" + headers);
      write("Content-Type: application/json\r\nContent-Length: " + bytes.length + "\r\n\r\n");
      write(body);
    }

    /// Opens a stream of events that ends when the connection does, unless `chunk` is used.
    public void openStream() throws IOException {
      write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n");
      write("Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n");
    }

    public void chunk(String text) throws IOException {
      int length = text.getBytes(StandardCharsets.UTF_8).length;
      write(Integer.toHexString(length) + "\r\n" + text + "\r\n");
    }

    public void endStream() throws IOException {
      write("0\r\n\r\n");
    }

    /// Says nothing more until the test is over.
    public void stall() throws InterruptedException {
      closed.await();
    }

    /// Ends the connection in the middle of the stream. A reset would take what is not read yet
    /// with it, so that the client may never have seen a stream at all.
    public void cut() throws IOException {
      socket.close();
    }

    /// Drops the connection with a reset.
    public void reset() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }

    private void write(String text) throws IOException {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.flush();
    }
  }
}
