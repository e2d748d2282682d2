package dev.parley.channel.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebChatPagesIT {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private final FakeRuntime runtime = new FakeRuntime();
  private final ChatServer server = new ChatServer(runtime);

  @AfterEach
  void stop() {
    server.close();
  }

  @AfterAll
  static void stopClient() {
    HTTP.close();
  }

  private HttpResponse<byte[]> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url() + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  @Test
  void theScriptIsSmallCompressedAndCached() throws Exception {
    HttpResponse<byte[]> plain = get("/widget.js");
    assertThat(plain.statusCode()).isEqualTo(200);
    assertThat(header(plain, "content-type")).isEqualTo("text/javascript; charset=utf-8");
    assertThat(header(plain, "cache-control")).startsWith("public, max-age=300");
    assertThat(header(plain, "access-control-allow-origin")).isEqualTo("*");

    HttpResponse<byte[]> zipped = get("/widget.js", "Accept-Encoding", "br, gzip");
    assertThat(header(zipped, "content-encoding")).isEqualTo("gzip");
    assertThat(zipped.body()).hasSizeLessThan(15_000);
    try (var unzipped = new GZIPInputStream(new ByteArrayInputStream(zipped.body()))) {
      assertThat(unzipped.readAllBytes()).isEqualTo(plain.body());
    }

    HttpResponse<byte[]> again = get("/widget.js", "If-None-Match", header(plain, "etag"));
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/widget.js", "/chat/open", "/chat/nobody"})
  void headAnswersAsGetDoesWithoutTheBody(String path) throws Exception {
    runtime.widget("open", List.of());
    HttpResponse<byte[]> whole = get(path);
    HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + path)).HEAD().build();
    HttpResponse<byte[]> head = HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
    assertThat(head.statusCode()).isEqualTo(whole.statusCode());
    assertThat(head.body()).isEmpty();
    for (String name : List.of("content-type", "content-length", "cache-control", "etag")) {
      assertThat(header(head, name)).as(name).isEqualTo(header(whole, name));
    }
    assertThat(get(path).body()).as("the connection goes on").isEqualTo(whole.body());
  }

  @Test
  void thePageAllowsNothingButItself() throws Exception {
    runtime.widget("open", List.of("https://shop.example", "https://x.example; script-src *"));
    HttpResponse<byte[]> page = get("/chat/open");
    assertThat(header(page, "content-security-policy"))
        .startsWith("default-src 'none'; script-src 'self'; style-src 'sha256-")
        .contains("require-trusted-types-for 'script'")
        .endsWith("frame-ancestors 'self' https://shop.example");
    assertThat(header(page, "x-content-type-options")).isEqualTo("nosniff");
    assertThat(header(page, "referrer-policy")).isEqualTo("no-referrer");
  }

  @Test
  void theFactsAreReadableByTheirPagesAndTheRefusalByAll() throws Exception {
    runtime.widgets.put("open", new Widget("open", "A\"na", "Sol", "pt", List.of()));
    HttpResponse<byte[]> facts = get("/v1/chat/open");
    assertThat(new String(facts.body(), UTF_8))
        .isEqualTo(
            "{\"agent\":\"A\\\"na\",\"business\":\"Sol\",\"language\":\"pt\",\"text_chars_max\":4000}");
    HttpResponse<byte[]> refused = get("/v1/chat/open", "Origin", "https://other.example");
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(new String(refused.body(), UTF_8)).contains("\"code\":\"origin_not_allowed\"");
    assertThat(header(refused, "access-control-allow-origin")).isEqualTo("*");
    HttpResponse<byte[]> missing = get("/v1/chat/nobody");
    assertThat(missing.statusCode()).isEqualTo(404);
    assertThat(header(missing, "content-type")).isEqualTo("application/problem+json");
  }
}
