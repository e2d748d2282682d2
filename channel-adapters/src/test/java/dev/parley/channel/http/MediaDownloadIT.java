package dev.parley.channel.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.channel.FakeStore;
import dev.parley.channel.MediaLimits;
import dev.parley.channel.MediaResult;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import okhttp3.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaDownloadIT {
  private static final Duration AFTER = Duration.ofSeconds(5);
  private static final MediaLimits LIMITS =
      new MediaLimits(100_000, Set.of("image/jpeg", "audio/*"), 2, AFTER, Duration.ofMinutes(1));
  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  private final MockWebServer vendor = new MockWebServer();
  private final FakeStore store = new FakeStore();
  private final MediaDownload download =
      new MediaDownload(Calls.patient(), LIMITS, Clock.systemUTC());

  @BeforeEach
  void start() throws Exception {
    vendor.start();
  }

  @AfterEach
  void stop() {
    vendor.close();
  }

  private void serve(int status, String type, String body, String... headers) {
    var response = new MockResponse.Builder().code(status).addHeader("Content-Type", type);
    for (int i = 0; i < headers.length; i += 2) {
      response.addHeader(headers[i], headers[i + 1]);
    }
    vendor.enqueue(response.body(body).build());
  }

  private Request request() {
    return new Request.Builder()
        .url(vendor.url("/file"))
        .header("Authorization", "Bearer secret")
        .build();
  }

  private MediaResult fetch() {
    return download.fetch(request(), Optional.empty(), store);
  }

  @Test
  void keepsAFileWithItsHash() {
    serve(200, "Image/JPEG; charset=binary", "abc");
    assertThat(download.fetch(request(), Optional.of(ABC), store))
        .isEqualTo(new MediaResult.Kept("image/jpeg#0", "image/jpeg", 3, ABC));
    assertThat(store.files.get("image/jpeg#0")).isEqualTo("abc".getBytes(UTF_8));
    serve(200, "audio/ogg; codecs=opus", "");
    assertThat(fetch()).isInstanceOf(MediaResult.Kept.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/html", "image/svg+xml", "image/png", "application/zip", "nonsense"})
  void takesNoOtherType(String type) {
    serve(200, type, "abc");
    assertThat(fetch()).isEqualTo(new MediaResult.Refused("type_not_taken"));
    assertThat(store.files).isEmpty();
  }

  @Test
  void takesNothingTooLargeWhetherItSaysSoOrNot() {
    serve(200, "image/jpeg", "x".repeat(100_001));
    assertThat(fetch()).isEqualTo(new MediaResult.Refused("too_large"));
    vendor.enqueue(
        new MockResponse.Builder()
            .code(200)
            .addHeader("Content-Type", "image/jpeg")
            .chunkedBody("x".repeat(300_000), 8_000)
            .build());
    assertThat(fetch()).isEqualTo(new MediaResult.Refused("too_large"));
    serve(200, "image/jpeg", "x".repeat(100_000));
    assertThat(fetch()).isInstanceOf(MediaResult.Kept.class);
    assertThat(store.files).hasSize(1);
  }

  @Test
  void takesNothingThatIsNotWhatWasPromised() {
    serve(200, "image/jpeg", "abd");
    assertThat(download.fetch(request(), Optional.of(ABC), store))
        .isEqualTo(new MediaResult.Refused("hash_mismatch"));
    assertThat(store.files).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "401, unauthorised",
    "403, unauthorised",
    "404, gone",
    "410, gone",
    "206, unexpected_answer",
    "204, unexpected_answer",
  })
  void refusesWhatIsNotThere(int status, String reason) {
    vendor.enqueue(new MockResponse.Builder().code(status).build());
    assertThat(fetch()).isEqualTo(new MediaResult.Refused(reason));
  }

  @Test
  void triesAgainWhatMayPassLater() {
    serve(503, "text/plain", "");
    assertThat(fetch()).isEqualTo(new MediaResult.Retry(AFTER, "vendor_busy"));
    serve(429, "text/plain", "", "Retry-After", "3600");
    assertThat(fetch()).isEqualTo(new MediaResult.Retry(Duration.ofMinutes(1), "vendor_busy"));
    vendor.enqueue(
        new MockResponse.Builder()
            .code(200)
            .addHeader("Content-Type", "image/jpeg")
            .body("x".repeat(90_000))
            .onResponseBody(new SocketEffect.CloseSocket())
            .build());
    assertThat(fetch()).isEqualTo(new MediaResult.Retry(AFTER, "connection_lost"));
    serve(200, "image/jpeg", "abc");
    store.failing = true;
    assertThat(fetch()).isEqualTo(new MediaResult.Retry(AFTER, "store_failed"));
  }

  @Test
  void followsToTheStorageWithoutTheCredentials() throws Exception {
    serve(307, "text/plain", "", "Location", "/storage?signature=1");
    serve(200, "image/jpeg", "abc");
    assertThat(download.fetchRedirected(request(), store)).isInstanceOf(MediaResult.Kept.class);
    assertThat(vendor.takeRequest().getHeaders().get("Authorization")).isEqualTo("Bearer secret");
    assertThat(vendor.takeRequest().getHeaders().get("Authorization")).isNull();
  }

  @Test
  void followsNoFartherThanAllowedAndNowhereInside() {
    for (int i = 0; i < 3; i++) {
      serve(302, "text/plain", "", "Location", "/again");
    }
    assertThat(download.fetchRedirected(request(), store))
        .isEqualTo(new MediaResult.Refused("redirected"));
    serve(302, "text/plain", "", "Location", "http://169.254.169.254/latest/meta-data");
    assertThat(download.fetchRedirected(request(), store))
        .isEqualTo(new MediaResult.Refused("address_forbidden"));
    serve(302, "text/plain", "", "Location", "file:///etc/passwd");
    assertThat(download.fetchRedirected(request(), store))
        .isEqualTo(new MediaResult.Refused("redirected"));
    serve(302, "text/plain", "", "Location", "/elsewhere");
    assertThat(fetch()).isEqualTo(new MediaResult.Refused("redirected"));
  }
}
