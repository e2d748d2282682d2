package dev.parley.runtime.console;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/// The first page of a server: that it runs, what answers, and where to go on. Whoever opens it
/// from this machine sees the first tenant's agents with their chats; nobody else does.
public final class StartPage implements Handler {
  private static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  private final String template = template();
  private final List<String> models;
  private final Supplier<List<Chat>> chats;
  private final boolean telephone;

  /// An agent that can be talked to on the web.
  public record Chat(String agent, String business, String widgetKey) {}

  /// @param models language models in failover order; none: the built-in understanding alone
  /// @param telephone whether there is a telephone to try SMS and WhatsApp with, at `/sandbox`
  public StartPage(List<String> models, Supplier<List<Chat>> chats, boolean telephone) {
    this.models = List.copyOf(models);
    this.chats = chats;
    this.telephone = telephone;
  }

  @Override
  public void handle(ServerRequest request, ServerResponse response) {
    response.headers().set(HeaderNames.CONTENT_TYPE, "text/html; charset=utf-8");
    response.headers().set(HeaderNames.create("Content-Security-Policy"), POLICY);
    response.headers().set(HeaderNames.create("X-Content-Type-Options"), "nosniff");
    response.headers().set(HeaderNames.CACHE_CONTROL, "no-store");
    response.send(page(isLocal(request)));
  }

  private String page(boolean local) {
    return template.replace("{{model}}", model()).replace("{{agents}}", local ? agents() : "");
  }

  private String model() {
    return models.isEmpty()
        ? "<strong>No language model is configured.</strong> The built-in understanding answers:"
            + " it reads names, numbers, dates and choices, and says your own words. Set"
            + " <code>PARLEY_MODEL</code> to let a model talk."
        : "Language model: <strong>"
            + Html.escaped(String.join(", then ", models))
            + "</strong>, then the built-in understanding.";
  }

  private String agents() {
    List<Chat> all = chats.get();
    if (all.isEmpty()) {
      return "<p>No agent has a web channel yet. Publish one with the <a"
          + " href=\"/docs\">API</a>.</p>";
    }
    StringBuilder list = new StringBuilder("<h2>Talk to an agent</h2><ul class=\"agents\">");
    for (Chat chat : all) {
      list.append("<li><a href=\"/chat/")
          .append(Html.escaped(chat.widgetKey()))
          .append("\"><strong>")
          .append(Html.escaped(chat.business()))
          .append("</strong><span>")
          .append(Html.escaped(chat.agent()))
          .append("</span></a></li>");
    }
    if (telephone) {
      list.append(
          "<li><a href=\"/sandbox\"><strong>Telephone</strong>"
              + "<span>SMS, WhatsApp and calls, simulated</span></a></li>");
    }
    return list.append("</ul>").toString();
  }

  private static boolean isLocal(ServerRequest request) {
    String host = request.remotePeer().host();
    boolean proxied = request.headers().contains(HeaderNames.X_FORWARDED_FOR);
    try {
      return !proxied && InetAddress.ofLiteral(host).isLoopbackAddress();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static String template() {
    try (InputStream in =
        Objects.requireNonNull(
            StartPage.class.getResourceAsStream("start.html"), "the start page is missing")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
