package dev.parley.channel.sandbox.phone;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRules;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// The page's files, under a policy that lets them load nothing else.
final class PhonePage {
  private static final Header POLICY =
      HeaderValues.createCached(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src"
              + " 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
              + " require-trusted-types-for 'script'; trusted-types 'none'");
  private static final Header NO_SNIFF =
      HeaderValues.createCached("X-Content-Type-Options", "nosniff");
  private static final Header NO_REFERRER =
      HeaderValues.createCached("Referrer-Policy", "no-referrer");
  private static final Header REVALIDATE =
      HeaderValues.createCached(HeaderNames.CACHE_CONTROL, "no-cache");

  void routing(HttpRules rules) {
    rules
        .get("/sandbox", file("phone.html", "text/html; charset=utf-8"))
        .get("/sandbox/phone.js", file("phone.js", "text/javascript; charset=utf-8"))
        .get("/sandbox/call.js", file("call.js", "text/javascript; charset=utf-8"))
        .get("/sandbox/speech.js", file("speech.js", "text/javascript; charset=utf-8"))
        .get("/sandbox/sound.js", file("sound.js", "text/javascript; charset=utf-8"))
        .get("/sandbox/phone.css", file("phone.css", "text/css; charset=utf-8"));
  }

  private static Handler file(String name, String type) {
    byte[] bytes = bytes(name);
    Header contentType = HeaderValues.createCached(HeaderNames.CONTENT_TYPE, type);
    return (in, out) -> {
      out.header(POLICY).header(NO_SNIFF).header(NO_REFERRER).header(REVALIDATE);
      out.header(contentType).send(bytes);
    };
  }

  private static byte[] bytes(String name) {
    try (InputStream in = PhonePage.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the build left out " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
