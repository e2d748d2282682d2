package dev.parley.channel;

import dev.parley.config.net.FreePort;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.HttpService;
import java.net.URI;
import java.util.function.Function;

/// A webhook of ours on a real server, which must know its own address before it starts.
final class Hooks implements AutoCloseable {
  private final WebServer server;
  private final URI url;

  /// @param webhook made for the address it is served at
  Hooks(Function<URI, HttpService> webhook) {
    int port = FreePort.take();
    url = URI.create("http://127.0.0.1:" + port);
    server =
        WebServer.builder()
            .host("127.0.0.1")
            .port(port)
            .maxPayloadSize(8 << 20)
            .routing(HttpRouting.builder().register("/", webhook.apply(url)))
            .build()
            .start();
  }

  URI url() {
    return url;
  }

  @Override
  public void close() {
    server.stop();
  }
}
