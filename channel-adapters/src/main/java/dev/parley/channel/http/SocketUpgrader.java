package dev.parley.channel.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.parley.channel.http.SocketEndpoint.Admission;
import io.helidon.common.buffers.BufferData;
import io.helidon.http.DirectHandler;
import io.helidon.http.HttpPrologue;
import io.helidon.http.PathMatcher;
import io.helidon.http.PathMatchers;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.http.WritableHeaders;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerConfig;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.websocket.WsConfig;
import io.helidon.webserver.websocket.WsUpgrader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Turns upgrade requests into sockets: route, admission by the endpoint, counting, handshake. The
/// upgrade bypasses every HTTP filter, so whatever must be checked is checked here.
public final class SocketUpgrader extends WsUpgrader {
  private final Sockets sockets;
  private final List<Route> routes = new ArrayList<>();

  private record Route(PathMatcher matcher, SocketEndpoint endpoint) {}

  public SocketUpgrader(Sockets sockets) {
    super(WsConfig.create());
    this.sockets = sockets;
  }

  /// Adds an endpoint, before the server starts.
  ///
  /// @param path pattern with parameters, such as `/v1/chat/{key}`
  public SocketUpgrader route(String path, SocketEndpoint endpoint) {
    routes.add(new Route(PathMatchers.create(path), endpoint));
    return this;
  }

  /// Makes a listener speak HTTP/1.1 and our sockets, and nothing it might discover by itself.
  /// Small frames must not wait for one another, hence no Nagle.
  public void install(ListenerConfig.BuilderBase<?, ?> server, Http1Config http) {
    server
        .protocolsDiscoverServices(false)
        .connectionOptions(options -> options.tcpNoDelay(true))
        .addConnectionSelector(
            Http1ConnectionSelector.builder().config(http).addUpgrader(this).build());
  }

  @Override
  public @Nullable ServerConnection upgrade(
      ConnectionContext context, HttpPrologue prologue, WritableHeaders<?> headers) {
    for (Route route : routes) {
      PathMatchers.MatchResult match = route.matcher().match(prologue.uriPath());
      if (match.accepted()) {
        String accept = accept(context, headers);
        String host = context.remotePeer().host();
        var request =
            new SocketRequest(
                prologue.uriPath().path(),
                match.path().pathParameters(),
                prologue.query(),
                headers,
                ClientAddress.of(host, headers, sockets.trustedProxies()),
                context.isSecure());
        return counted(context, route.endpoint(), request, accept);
      }
    }
    return null;
  }

  private ServerConnection counted(
      ConnectionContext context, SocketEndpoint endpoint, SocketRequest request, String accept) {
    sockets
        .enter(request.address())
        .ifPresent(
            refusal -> {
              throw refused(context, refusal);
            });
    boolean connected = false;
    try {
      ServerConnection connection =
          switch (endpoint.admit(request)) {
            case Admission.Refuse refusal -> throw refused(context, refusal);
            case Admission.Accept(SocketListener listener) ->
                connect(context, endpoint.limits(), listener, request.address(), accept);
          };
      connected = true;
      return connection;
    } finally {
      if (!connected) {
        sockets.leave(request.address());
      }
    }
  }

  private ServerConnection connect(
      ConnectionContext context,
      SocketLimits limits,
      SocketListener listener,
      String address,
      String accept) {
    byte[] answer =
        (SWITCHING_PROTOCOL_PREFIX + accept + SWITCHING_PROTOCOLS_SUFFIX).getBytes(US_ASCII);
    try {
      context.dataWriter().writeNow(BufferData.create(answer));
    } catch (RuntimeException broken) {
      listener.ended(SocketEnd.DROPPED);
      throw broken;
    }
    SocketPeer peer = new SocketPeer(wire(context), limits, sockets.nanos());
    sockets.watch(peer);
    return new SocketConnection(
        context,
        limits,
        listener,
        peer,
        sockets.nanos(),
        () -> {
          sockets.forget(peer);
          sockets.leave(address);
        });
  }

  private String accept(ConnectionContext context, WritableHeaders<?> headers) {
    String version = headers.first(WS_VERSION).orElse("");
    if (!SUPPORTED_VERSION.equals(version)) {
      throw RequestException.builder()
          .type(DirectHandler.EventType.BAD_REQUEST)
          .status(Status.create(426, "Upgrade Required"))
          .header(SUPPORTED_VERSION_HEADER)
          .message("unsupported_websocket_version")
          .build();
    }
    try {
      return hash(context, headers.first(WS_KEY).orElse(""));
    } catch (IllegalArgumentException notBase64) {
      throw RequestException.builder()
          .type(DirectHandler.EventType.BAD_REQUEST)
          .message("invalid_websocket_key")
          .build();
    }
  }

  /// Writes the refusal itself: the answer must not depend on how a server treats its own errors.
  private static CloseConnectionException refused(
      ConnectionContext context, Admission.Refuse refusal) {
    Status status = Status.create(refusal.status());
    byte[] body = Problem.json(status, refusal.code(), refusal.detail());
    String head =
        "HTTP/1.1 %d %s\r\nContent-Type: application/problem+json\r\nContent-Length: %d\r\n"
                .formatted(status.code(), status.reasonPhrase(), body.length)
            + "Cache-Control: no-store\r\nConnection: close\r\n\r\n";
    context.dataWriter().writeNow(BufferData.create(head.getBytes(US_ASCII)));
    context.dataWriter().writeNow(BufferData.create(body));
    return new CloseConnectionException(refusal.code());
  }

  private static Wire wire(ConnectionContext context) {
    return new Wire() {
      @Override
      public void write(Frame frame) {
        context.dataWriter().writeNow(frame.encoded());
      }

      @Override
      public void cut() {
        context.serverSocket().close();
      }
    };
  }
}
