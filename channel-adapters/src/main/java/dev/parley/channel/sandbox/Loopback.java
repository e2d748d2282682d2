package dev.parley.channel.sandbox;

import dev.parley.channel.http.SocketUpgrader;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http1.Http1Config;
import java.net.URI;

/// A simulator on a port of its own, reachable from this machine only.
public final class Loopback implements AutoCloseable {
  private static final long PAYLOAD_BYTES_MAX = 20L * 1024 * 1024;
  private static final int CONNECTIONS_MAX = 2_000;

  private final WebServer server;

  /// Starts on any free port.
  public Loopback(HttpService service) {
    server = builder(service).connectionOptions(socket -> socket.tcpNoDelay(true)).build().start();
  }

  /// Starts on any free port, with sockets.
  public Loopback(HttpService service, SocketUpgrader upgrader) {
    WebServerConfig.Builder builder = builder(service);
    upgrader.install(builder, Http1Config.create());
    server = builder.build().start();
  }

  private static WebServerConfig.Builder builder(HttpService service) {
    return WebServer.builder()
        .host("127.0.0.1")
        .port(0)
        .maxPayloadSize(PAYLOAD_BYTES_MAX)
        .maxTcpConnections(CONNECTIONS_MAX)
        .shutdownHook(false)
        .routing(routing -> routing.register(service));
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.port());
  }

  @Override
  public void close() {
    server.stop();
  }
}
