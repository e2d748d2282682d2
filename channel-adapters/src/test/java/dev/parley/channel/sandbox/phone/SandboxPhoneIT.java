package dev.parley.channel.sandbox.phone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.channel.sandbox.TestClient;
import java.io.IOException;
import java.net.URI;
import java.util.function.UnaryOperator;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the page talks to: who may ask, and what is refused.
class SandboxPhoneIT {
  private static final String ANN = "?channel=sms&number=%2B15005550006&contact=%2B12125550123";
  private PhoneServer server;

  @BeforeEach
  void start() {
    server = new PhoneServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private TestClient.Got get(String path, String... headers) throws IOException {
    return TestClient.get(URI.create(server.url() + path), with(headers));
  }

  private TestClient.Got post(String path, String type, byte[] body, String... headers)
      throws IOException {
    return TestClient.post(
        URI.create(server.url() + path),
        RequestBody.create(body, MediaType.get(type)),
        with(headers));
  }

  private TestClient.Got says(String json, String... headers) throws IOException {
    return post(
        "/sandbox/api/messages" + ANN,
        "application/json",
        json.getBytes(java.nio.charset.StandardCharsets.UTF_8),
        headers);
  }

  private String[] own() {
    return new String[] {"Origin", server.url(), "Sec-Fetch-Site", "same-origin"};
  }

  private static UnaryOperator<Request.Builder> with(String... headers) {
    return request -> {
      for (int i = 0; i < headers.length; i += 2) {
        request.header(headers[i], headers[i + 1]);
      }
      return request;
    };
  }

  private static String code(TestClient.Got got) {
    return got.json().path("code").asText();
  }

  @Test
  void onlyItsOwnPageMayText() throws IOException {
    String hello = "{\"text\":\"Hello\"}";
    assertThat(says(hello).status()).isEqualTo(403);
    assertThat(says(hello, "Origin", "https://evil.example").status()).isEqualTo(403);
    assertThat(says(hello, "Origin", "null").status()).isEqualTo(403);
    assertThat(says(hello, "Origin", server.url(), "Sec-Fetch-Site", "cross-site").status())
        .isEqualTo(403);
    assertThat(
            says(hello, "Origin", "http://evil.example:8080", "Host", "evil.example:8080").status())
        .isEqualTo(403);
    assertThat(server.twilio.settle(java.time.Duration.ofSeconds(10))).isTrue();
    assertThat(server.twilio.accepted()).isEmpty();
    assertThat(says(hello, own()).status()).isEqualTo(200);
  }

  @Test
  void onlyItsOwnPageMayRead() throws IOException {
    assertThat(get("/sandbox/api/lines").json().path("lines")).hasSize(4);
    assertThat(get("/sandbox/api/lines", "Sec-Fetch-Site", "cross-site").status()).isEqualTo(403);
    assertThat(get("/sandbox/api/lines", "Host", "rebound.example").status()).isEqualTo(403);
    assertThat(get("/sandbox/api/lead" + ANN, "Sec-Fetch-Site", "same-site").status())
        .isEqualTo(403);
  }

  @Test
  void thePageLoadsNothingElse() throws IOException {
    for (String path :
        new String[] {
          "/sandbox",
          "/sandbox/phone.js",
          "/sandbox/call.js",
          "/sandbox/speech.js",
          "/sandbox/sound.js",
          "/sandbox/phone.css"
        }) {
      TestClient.Got got = get(path);
      assertThat(got.status()).isEqualTo(200);
      assertThat(got.headers().get("Content-Security-Policy"))
          .contains("default-src 'none'", "frame-ancestors 'none'");
      assertThat(got.headers().get("X-Content-Type-Options")).isEqualTo("nosniff");
    }
  }

  @Test
  void tellsWhatHappenedSinceANumber() throws IOException {
    says("{\"text\":\"Hello\"}", own());
    long next = 0;
    boolean answered = false;
    while (!answered) {
      JsonNode got = get("/sandbox/api/events" + ANN + "&after=" + next).json();
      assertThat(got.path("next").asLong()).isGreaterThan(next);
      next = got.path("next").asLong();
      for (JsonNode event : got.path("events")) {
        answered |= event.path("text").asText().equals("You said: Hello");
      }
    }
  }

  @Test
  void refusesWhatItCannotDo() throws IOException {
    assertThat(code(says("{\"text\":\" \"}", own()))).isEqualTo("bad_text");
    assertThat(code(says("{\"text\":\"" + "x".repeat(4_097) + "\"}", own()))).isEqualTo("bad_text");
    assertThat(code(says("[]", own()))).isEqualTo("not_json");
    assertThat(code(says("{", own()))).isEqualTo("not_json");
    assertThat(says("{\"text\":\"" + "x".repeat(40_000) + "\"}", own()).status()).isEqualTo(413);
    byte[] one = {1};
    String files = "/sandbox/api/files" + ANN;
    assertThat(code(post("/sandbox/api/messages" + ANN, "text/plain", one, own())))
        .isEqualTo("not_json");
    assertThat(code(post(files, "text/html", one, own()))).isEqualTo("bad_file");
    assertThat(post(files, "image/png", new byte[1_000_001], own()).status()).isEqualTo(413);
    assertThat(code(get("/sandbox/api/events?channel=sms&number=%2B15005550006&contact=ann")))
        .isEqualTo("bad_number");
    assertThat(code(get("/sandbox/api/lead" + ANN.replace("50006", "50001"))))
        .isEqualTo("no_such_line");
    assertThat(code(get("/sandbox/api/lead" + ANN.replace("12125550123", "15005550006"))))
        .isEqualTo("own_number");
    assertThat(code(get("/sandbox/api/events" + ANN + "&after=-1"))).isEqualTo("bad_cursor");
    String person = "?channel=whatsapp&number=%2B15550783881&contact=%2B12125550123";
    assertThat(
            code(
                post(
                    "/sandbox/api/messages" + person,
                    "application/json",
                    "{\"option\":\"none\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                    own())))
        .isEqualTo("no_such_option");
    assertThat(get("/sandbox/api/files/nobody" + ANN).status()).isEqualTo(404);
  }
}
