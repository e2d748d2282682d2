package dev.parley.channel.web;

import dev.parley.channel.http.OriginPolicy;
import dev.parley.channel.http.SocketEndpoint;
import dev.parley.channel.http.SocketLimits;
import dev.parley.channel.http.SocketRequest;
import dev.parley.channel.http.SocketUpgrader;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.webserver.http.HttpRouting;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// The web chat of this server: the socket at `/v1/chat/{key}`, the widget's public facts at the
/// same address, the page at `/chat/{key}` and the script at `/widget.js`. Thread-safe.
public final class WebChat implements SocketEndpoint {
  private static final String SOCKET_PATH = "/v1/chat/{key}";
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]{1,100}");

  private final WebChatPort port;
  private final WebChatLimits limits;
  private final SocketLimits socketLimits;
  private final ClientFrames frames;
  private final OriginPolicy origins;

  /// @param publicOrigin where browsers see this server, such as `https://chat.example`, when a
  ///     proxy hides it; the `Host` header counts as well
  public WebChat(
      WebChatPort port,
      WebChatLimits limits,
      SocketLimits socketLimits,
      Optional<String> publicOrigin) {
    this.port = port;
    this.limits = limits;
    this.socketLimits = socketLimits;
    this.frames = new ClientFrames(limits.textCharsMax());
    this.origins = new OriginPolicy(publicOrigin);
  }

  /// Adds the socket, before the server starts.
  public void addTo(SocketUpgrader upgrader) {
    upgrader.route(SOCKET_PATH, this);
  }

  /// Adds the pages, before the server starts.
  public void addTo(HttpRouting.Builder routing) {
    WidgetScript script = new WidgetScript();
    ChatPage page = new ChatPage(this);
    routing
        .get("/widget.js", script)
        .head("/widget.js", script)
        .get("/chat/{key}", page)
        .head("/chat/{key}", page)
        .get(SOCKET_PATH, new WidgetFacts(this, limits.textCharsMax()));
  }

  @Override
  public SocketLimits limits() {
    return socketLimits;
  }

  @Override
  public Admission admit(SocketRequest request) {
    Optional<Widget> widget = widget(request.parameters().get("key"));
    if (widget.isEmpty()) {
      return new Admission.Refuse(
          404, ErrorCode.NO_SUCH_WIDGET.wireName(), ErrorCode.NO_SUCH_WIDGET.message());
    }
    if (!isAllowed(widget.get(), request.headers())) {
      return new Admission.Refuse(403, WidgetFacts.ORIGIN_CODE, WidgetFacts.ORIGIN_DETAIL);
    }
    return new Admission.Accept(
        new WebChatSocket(
            port,
            frames,
            limits,
            widget.get().key(),
            language(request.headers()),
            System::nanoTime));
  }

  /// The widget of a key from an address; a key of the wrong shape is not even asked for.
  Optional<Widget> widget(String key) {
    return KEY.matcher(key).matches() ? port.widget(key) : Optional.empty();
  }

  boolean isAllowed(Widget widget, Headers headers) {
    return origins.allows(
        widget.origins(), headers.first(HeaderNames.ORIGIN), headers.first(HeaderNames.HOST));
  }

  /// The first language a browser asks for, or empty.
  static String language(Headers headers) {
    String accepted = headers.first(HeaderNames.ACCEPT_LANGUAGE).orElse("");
    return ClientFrames.language(accepted.split("[,;]", 2)[0].strip());
  }

  /// The first part of a tag, such as `pt` of `pt-BR`.
  static String primary(String tag) {
    return tag.split("-", 2)[0].toLowerCase(Locale.ROOT);
  }
}
