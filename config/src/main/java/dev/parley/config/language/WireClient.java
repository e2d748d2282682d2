package dev.parley.config.language;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// LangChain4j's HTTP port over the JDK's client. Its own port drops the headers of a failure (and
/// with them `retry-after`), cannot be cancelled before the first event, reads without a limit, and
/// logs events it cannot read; this one does not. One for all providers. Thread-safe.
final class WireClient implements HttpClient, AutoCloseable {
  private static final int ERROR_BYTES_MAX = 64 * 1024;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final java.net.http.HttpClient client;
  private final int replyBytesMax;
  private final Clock clock;

  WireClient(Duration connectTimeout, int replyBytesMax, Clock clock) {
    // One connection per call: over HTTP/2 a broken connection would take all its calls along, the
    // JDK's client refuses calls over the stream limit, and some local servers stumble over its
    // upgrade request.
    this.client =
        java.net.http.HttpClient.newBuilder()
            .version(java.net.http.HttpClient.Version.HTTP_1_1)
            .followRedirects(java.net.http.HttpClient.Redirect.NEVER)
            .connectTimeout(connectTimeout)
            .executor(threads)
            .build();
    this.replyBytesMax = replyBytesMax;
    this.clock = clock;
  }

  /// As LangChain4j wants it; the timeouts it sets are not used, budgets rule instead.
  HttpClientBuilder asBuilder() {
    return new FixedBuilder(this);
  }

  @Override
  public SuccessfulHttpResponse execute(HttpRequest request) {
    throw new UnsupportedOperationException("models are only asked as streams");
  }

  @Override
  public void execute(
      HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
    WireCall call = WireCall.CURRENT.get();
    CompletableFuture<HttpResponse<InputStream>> exchange =
        client.sendAsync(translate(request), BodyHandlers.ofInputStream());
    call.opened(exchange);
    CompletableFuture<?> unused =
        exchange.whenCompleteAsync(
            (response, error) -> receive(call, response, error, parser, listener), threads);
  }

  private void receive(
      WireCall call,
      @Nullable HttpResponse<InputStream> response,
      @Nullable Throwable error,
      ServerSentEventParser parser,
      ServerSentEventListener listener) {
    if (response == null || error != null) {
      call.failed(WireFailure.of(Outcome.CONNECTION));
      return;
    }
    WireTap tap = new WireTap(call, listener);
    boolean fine = response.statusCode() / 100 == 2;
    int bytesMax = fine ? replyBytesMax : ERROR_BYTES_MAX;
    try (InputStream body = new CappedStream(response.body(), bytesMax)) {
      call.receiving(body);
      if (!fine) {
        call.failed(failure(response, body));
        return;
      }
      tap.onOpen(
          SuccessfulHttpResponse.builder()
              .statusCode(response.statusCode())
              .headers(response.headers().map())
              .build());
      parser.parse(body, tap);
      tap.onClose();
    } catch (IOException | RuntimeException e) {
      tap.onError(e);
    }
  }

  private WireFailure failure(HttpResponse<InputStream> response, InputStream body) {
    String text;
    try {
      text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      // The status says enough.
      text = "";
    }
    return WireFailure.ofResponse(response.statusCode(), response.headers(), text, clock.instant());
  }

  private static java.net.http.HttpRequest translate(HttpRequest request) {
    java.net.http.HttpRequest.Builder builder =
        java.net.http.HttpRequest.newBuilder(URI.create(request.url()))
            .header("Accept", "text/event-stream")
            .method(request.method().name(), BodyPublishers.ofString(request.body()));
    request
        .headers()
        .forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
    return builder.build();
  }

  @Override
  public void close() {
    client.shutdownNow();
    threads.shutdownNow();
  }

  private record FixedBuilder(WireClient client) implements HttpClientBuilder {
    private static final Duration UNUSED = Duration.ofMinutes(1);

    @Override
    public Duration connectTimeout() {
      return UNUSED;
    }

    @Override
    public HttpClientBuilder connectTimeout(Duration timeout) {
      return this;
    }

    @Override
    public Duration readTimeout() {
      return UNUSED;
    }

    @Override
    public HttpClientBuilder readTimeout(Duration timeout) {
      return this;
    }

    @Override
    public HttpClient build() {
      return client;
    }
  }
}
