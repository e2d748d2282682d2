package dev.parley.channel.http;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.http1.Http1Config;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/// A real server with one socket endpoint at `/socket` that records what happens.
final class SocketServer implements AutoCloseable {
  final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
  final BlockingQueue<SocketEnd> ends = new LinkedBlockingQueue<>();
  final BlockingQueue<SocketPeer> peers = new LinkedBlockingQueue<>();
  final Sockets sockets;
  private final WebServer server;
  volatile BiConsumer<SocketPeer, String> onText = (peer, text) -> {};
  volatile SocketEndpoint.Admission.Refuse refusal;

  SocketServer(SocketLimits limits, Sockets sockets) {
    this.sockets = sockets;
    SocketUpgrader upgrader = new SocketUpgrader(sockets);
    upgrader.route("/socket", endpoint(limits));
    var builder = WebServer.builder().host("127.0.0.1").port(0);
    upgrader.install(builder, Http1Config.create());
    server = builder.routing(routing -> {}).build().start();
  }

  int port() {
    return server.port();
  }

  RawSocket connect(String... headers) throws Exception {
    return new RawSocket(port(), "/socket", headers);
  }

  SocketPeer peer() throws InterruptedException {
    return peers.poll(60, TimeUnit.SECONDS);
  }

  SocketEnd end() throws InterruptedException {
    return ends.poll(60, TimeUnit.SECONDS);
  }

  void stop() {
    server.stop();
  }

  @Override
  public void close() {
    server.stop();
    sockets.close();
  }

  private SocketEndpoint endpoint(SocketLimits limits) {
    return new SocketEndpoint() {
      @Override
      public SocketLimits limits() {
        return limits;
      }

      @Override
      public Admission admit(SocketRequest request) {
        return refusal != null ? refusal : new Admission.Accept(listener());
      }
    };
  }

  private SocketListener listener() {
    return new SocketListener() {
      private SocketPeer peer;

      @Override
      public void opened(SocketPeer opened) {
        peer = opened;
        peers.add(opened);
      }

      @Override
      public void text(String message) {
        onText.accept(peer, message);
        texts.add(message);
      }

      @Override
      public void ended(SocketEnd end) {
        ends.add(end);
      }
    };
  }
}
