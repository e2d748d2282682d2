package dev.parley.channel.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.channel.http.OriginPolicy;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.HtmlEncoder;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The full-page chat: the widget's script on an otherwise empty page, under a policy that lets it
/// load nothing else and makes markup from either side inert even if the script had a hole.
final class ChatPage implements Handler {
  private static final Header TYPE =
      HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "text/html; charset=utf-8");
  private static final Header NO_SNIFF =
      HeaderValues.createCached("X-Content-Type-Options", "nosniff");
  private static final Header NO_REFERRER =
      HeaderValues.createCached("Referrer-Policy", "no-referrer");
  private static final Header REVALIDATE =
      HeaderValues.createCached(HeaderNames.CACHE_CONTROL, "no-cache");
  private static final Header VARY = HeaderValues.createCached(HeaderNames.VARY, "Accept-Language");
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.:\\[\\]-]{1,260}");

  private final WebChat chat;
  private final String style = new String(Resources.bytes("chat.css"), UTF_8);
  private final String page = page("chat.html");
  private final String missing = page("missing.html");
  private final String styleSource = "'sha256-" + Resources.sha256(style.getBytes(UTF_8)) + "'";

  ChatPage(WebChat chat) {
    this.chat = chat;
  }

  private static String page(String body) {
    return new String(Resources.bytes("page.html"), UTF_8)
        .replace("{body}", new String(Resources.bytes(body), UTF_8).strip());
  }

  @Override
  public void handle(ServerRequest request, ServerResponse response) {
    String preferred = WebChat.language(request.headers());
    Optional<Widget> widget = chat.widget(request.path().pathParameters().get("key"));
    List<String> origins = widget.map(Widget::origins).orElse(List.of());
    response
        .header(NO_SNIFF)
        .header(NO_REFERRER)
        .header(REVALIDATE)
        .header(VARY)
        .header("Content-Security-Policy", policy(request, origins));
    response.header(TYPE);
    if (widget.isEmpty()) {
      response.status(Status.NOT_FOUND_404);
    }
    response.send(widget.map(w -> chat(w, preferred)).orElseGet(() -> missing(preferred)));
  }

  private byte[] chat(Widget widget, String preferred) {
    PageWords words = PageWords.of(preferred, widget.language());
    return page.replace("{lang}", words.language())
        .replace("{style}", style)
        .replace("{noscript}", HtmlEncoder.encode(words.needsScript()))
        .replace("{key}", widget.key())
        .replace("{title}", HtmlEncoder.encode(widget.business()))
        .getBytes(UTF_8);
  }

  private byte[] missing(String preferred) {
    PageWords words = PageWords.of(preferred, "en");
    return missing
        .replace("{lang}", words.language())
        .replace("{style}", style)
        .replace("{title}", HtmlEncoder.encode(words.missingTitle()))
        .replace("{text}", HtmlEncoder.encode(words.missingText()))
        .getBytes(UTF_8);
  }

  private String policy(ServerRequest request, List<String> origins) {
    String host =
        request
            .headers()
            .first(HeaderNames.HOST)
            .filter(name -> HOST.matcher(name).matches())
            .map(name -> " ws://" + name + " wss://" + name)
            .orElse("");
    return "default-src 'none'; script-src 'self'; style-src "
        + styleSource
        + "; connect-src 'self'"
        + host
        + "; img-src data:; base-uri 'none'; form-action 'none'; require-trusted-types-for"
        + " 'script'; trusted-types 'none'; frame-ancestors "
        + OriginPolicy.frameAncestors(origins);
  }
}
