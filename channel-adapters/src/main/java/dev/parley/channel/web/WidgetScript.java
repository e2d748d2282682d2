package dev.parley.channel.web;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/// Serves `widget.js`, compressed once. Any page may load it; a copy is asked after every five
/// minutes, and costs 304 when it is still right.
final class WidgetScript implements Handler {
  private static final Header TYPE =
      HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "text/javascript; charset=utf-8");
  private static final Header GZIP =
      HeaderValues.createCached(HeaderNames.CONTENT_ENCODING, "gzip");
  private static final Header VARY = HeaderValues.createCached(HeaderNames.VARY, "Accept-Encoding");
  private static final Header CACHE =
      HeaderValues.createCached(
          HeaderNames.CACHE_CONTROL, "public, max-age=300, stale-while-revalidate=86400");
  private static final Header ANY_PAGE =
      HeaderValues.createCached(HeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
  private static final Header CROSS_ORIGIN =
      HeaderValues.createCached("Cross-Origin-Resource-Policy", "cross-origin");
  private static final Header NO_SNIFF =
      HeaderValues.createCached("X-Content-Type-Options", "nosniff");

  private final byte[] plain;
  private final byte[] gzipped;
  private final String tag;

  WidgetScript() {
    plain = Resources.bytes("widget.js");
    gzipped = gzip(plain);
    tag = "\"" + Resources.sha256(plain).substring(0, 22) + "\"";
  }

  int gzippedBytes() {
    return gzipped.length;
  }

  @Override
  public void handle(ServerRequest request, ServerResponse response) {
    response
        .header(CACHE)
        .header(VARY)
        .header(ANY_PAGE)
        .header(CROSS_ORIGIN)
        .header(NO_SNIFF)
        .header(HeaderValues.create(HeaderNames.ETAG, tag));
    if (request.headers().first(HeaderNames.IF_NONE_MATCH).orElse("").contains(tag)) {
      response.status(Status.NOT_MODIFIED_304).send();
      return;
    }
    response.header(TYPE);
    if (request.headers().first(HeaderNames.ACCEPT_ENCODING).orElse("").contains("gzip")) {
      response.header(GZIP).send(gzipped);
    } else {
      response.send(plain);
    }
  }

  private static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
