package dev.parley.runtime.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;

/// The API's description, browsable at `/docs`: Swagger UI out of this server's own files, under a
/// policy that lets it load nothing from elsewhere. Immutable and thread-safe.
public final class DocsPages implements HttpService {
  private static final String WEBJAR = "META-INF/resources/webjars/swagger-ui/";
  private static final String VERSION = "META-INF/maven/org.webjars/swagger-ui/pom.properties";
  private static final Header NO_SNIFF =
      HeaderValues.createCached("X-Content-Type-Options", "nosniff");
  private static final Header A_DAY =
      HeaderValues.createCached(HeaderNames.CACHE_CONTROL, "public, max-age=86400");
  private static final Header REVALIDATE =
      HeaderValues.createCached(HeaderNames.CACHE_CONTROL, "no-cache");
  // Swagger UI writes style attributes and draws its icons from data: addresses.
  private static final Header POLICY =
      HeaderValues.createCached(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self'"
              + " data:; connect-src 'self'; base-uri 'none'; form-action 'none';"
              + " frame-ancestors 'none'");
  private static final Map<String, String> FILES =
      Map.of(
          "swagger-ui.css", "text/css; charset=utf-8",
          "swagger-ui-bundle.js", "text/javascript; charset=utf-8",
          "favicon-32x32.png", "image/png");

  private static final byte[] PAGE =
      """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>Parley API</title>
      <link rel="icon" type="image/png" href="/docs/favicon-32x32.png">
      <link rel="stylesheet" href="/docs/swagger-ui.css">
      </head>
      <body>
      <div id="docs"></div>
      <script src="/docs/swagger-ui-bundle.js"></script>
      <script src="/docs/start.js"></script>
      </body>
      </html>
      """
          .getBytes(UTF_8);

  private static final byte[] START =
      """
      window.addEventListener("load", () => {
        SwaggerUIBundle({
          url: "/openapi.json",
          dom_id: "#docs",
          deepLinking: true,
          validatorUrl: null,
          persistAuthorization: false,
        });
      });
      """
          .getBytes(UTF_8);

  private final String folder = WEBJAR + version() + "/";

  @Override
  public void routing(HttpRules rules) {
    rules
        .get("/docs", (request, response) -> page(response))
        .get("/docs/", (request, response) -> page(response))
        .get(
            "/docs/start.js",
            (request, response) -> send(response, "text/javascript; charset=utf-8", START));
    FILES.forEach(
        (name, type) -> {
          byte[] bytes = resource(folder + name);
          rules.get("/docs/" + name, (request, response) -> send(response, type, bytes));
        });
  }

  private static void page(ServerResponse response) {
    response
        .header(POLICY)
        .header(NO_SNIFF)
        .header(REVALIDATE)
        .header("Referrer-Policy", "no-referrer")
        .header(HeaderNames.CONTENT_TYPE, "text/html; charset=utf-8")
        .send(PAGE);
  }

  private static void send(ServerResponse response, String type, byte[] bytes) {
    response.header(NO_SNIFF).header(A_DAY).header(HeaderNames.CONTENT_TYPE, type).send(bytes);
  }

  private static String version() {
    Properties properties = new Properties();
    try {
      properties.load(new java.io.ByteArrayInputStream(resource(VERSION)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version");
  }

  private static byte[] resource(String name) {
    try (InputStream in = DocsPages.class.getClassLoader().getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing in this build");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
