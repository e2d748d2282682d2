package dev.parley.channel.web;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.parley.channel.http.Problem;
import io.helidon.common.media.type.MediaTypes;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// What a page must know before it shows a chat. A refused page learns here why, since a browser
/// does not tell a script why its socket was refused; so the refusal is readable by any page.
final class WidgetFacts implements Handler {
  static final String ORIGIN_CODE = "origin_not_allowed";
  static final String ORIGIN_DETAIL =
      "This widget does not allow pages of this origin. Add the origin to the channel's origins.";

  private static final Header ANY_PAGE =
      HeaderValues.createCached(HeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
  private static final Header VARY = HeaderValues.createCached(HeaderNames.VARY, "Origin");
  private static final Header FRESH_FOR_A_MINUTE =
      HeaderValues.createCached(HeaderNames.CACHE_CONTROL, "public, max-age=60");
  private static final Header NOT_STORED =
      HeaderValues.createCached(HeaderNames.CACHE_CONTROL, "no-store");
  private static final Header PROBLEM =
      HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "application/problem+json");

  private final WebChat chat;
  private final int textCharsMax;

  WidgetFacts(WebChat chat, int textCharsMax) {
    this.chat = chat;
    this.textCharsMax = textCharsMax;
  }

  @Override
  public void handle(ServerRequest request, ServerResponse response) {
    response.header(ANY_PAGE).header(VARY);
    Optional<Widget> widget = chat.widget(request.path().pathParameters().get("key"));
    if (widget.isEmpty()) {
      refuse(
          response,
          Status.NOT_FOUND_404,
          ErrorCode.NO_SUCH_WIDGET.wireName(),
          ErrorCode.NO_SUCH_WIDGET.message());
    } else if (!chat.isAllowed(widget.get(), request.headers())) {
      refuse(response, Status.FORBIDDEN_403, ORIGIN_CODE, ORIGIN_DETAIL);
    } else {
      response.header(FRESH_FOR_A_MINUTE);
      response.headers().contentType(MediaTypes.APPLICATION_JSON);
      response.send(json(widget.get()).getBytes(StandardCharsets.UTF_8));
    }
  }

  private String json(Widget widget) {
    return """
        {"agent":"%s","business":"%s","language":"%s","text_chars_max":%d}"""
        .formatted(
            escaped(widget.agent()),
            escaped(widget.business()),
            escaped(widget.language()),
            textCharsMax);
  }

  private static void refuse(ServerResponse response, Status status, String code, String detail) {
    response.status(status).header(NOT_STORED).header(PROBLEM);
    response.send(Problem.json(status, code, detail));
  }

  private static String escaped(String text) {
    return new String(JsonStringEncoder.getInstance().quoteAsString(text));
  }
}
