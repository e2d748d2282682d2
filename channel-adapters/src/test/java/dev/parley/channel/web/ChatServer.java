package dev.parley.channel.web;

import dev.parley.channel.http.RawSocket;
import dev.parley.channel.http.SocketLimits;
import dev.parley.channel.http.SocketUpgrader;
import dev.parley.channel.http.Sockets;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import java.util.Optional;

/// The web chat on a real server.
final class ChatServer implements AutoCloseable {
  final Sockets sockets = new Sockets(Sockets.Limits.DEFAULTS);
  private final WebServer server;

  ChatServer(WebChatPort port) {
    this(port, WebChatLimits.DEFAULTS, 0);
  }

  /// @param tcpPort 0 for any
  ChatServer(WebChatPort port, WebChatLimits limits, int tcpPort) {
    WebChat chat = new WebChat(port, limits, SocketLimits.CHAT, Optional.empty());
    SocketUpgrader upgrader = new SocketUpgrader(sockets);
    chat.addTo(upgrader);
    HttpRouting.Builder routing = HttpRouting.builder();
    chat.addTo(routing);
    HostPages.addTo(routing);
    var builder = WebServer.builder().host("127.0.0.1").port(tcpPort);
    upgrader.install(builder, Http1Config.create());
    server = builder.routing(routing).build().start();
  }

  int port() {
    return server.port();
  }

  String url() {
    return "http://127.0.0.1:" + port();
  }

  RawSocket connect(String key, String... headers) throws Exception {
    return new RawSocket(port(), "/v1/chat/" + key, headers);
  }

  @Override
  public void close() {
    server.stop();
    sockets.close();
  }

  /// Pages of somebody else that embed the widget.
  static final class HostPages {
    private HostPages() {}

    static void addTo(HttpRouting.Builder routing) {
      routing.get(
          "/host",
          (request, response) -> {
            String script = request.query().first("script").orElse("/widget.js");
            String attributes = request.query().first("attributes").orElse("");
            response.header(HeaderNames.CONTENT_TYPE.defaultCase(), "text/html; charset=utf-8");
            request
                .query()
                .first("csp")
                .ifPresent(policy -> response.header("Content-Security-Policy", policy));
            response.send(
                """
                <!doctype html><html lang="en"><head><meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>A shop</title></head><body><h1>A shop</h1><a href="#x">A link</a>
                <script src="%s" %s async></script></body></html>
                """
                    .formatted(script, attributes));
          });
    }
  }
}
