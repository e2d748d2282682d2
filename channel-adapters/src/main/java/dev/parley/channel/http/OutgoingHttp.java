package dev.parley.channel.http;

import dev.parley.config.net.ForbiddenAddressException;
import dev.parley.config.net.GuardedSocketFactory;
import dev.parley.config.net.Reach;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Proxy;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import okhttp3.ConnectionPool;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;

/// The one HTTP client of all message channels: reaches only what [Reach] allows, follows no
/// redirect, uses no proxy, never sends anything twice by itself, and knows whether a call that
/// failed may have arrived. Thread-safe; blocks its caller.
public final class OutgoingHttp {
  private final Reach reach;
  private final OutgoingLimits limits;
  private final OkHttpClient client;
  private final OkHttpClient mediaClient;

  public OutgoingHttp(Reach reach, OutgoingLimits limits) {
    this.reach = reach;
    this.limits = limits;
    this.client =
        new OkHttpClient.Builder()
            .dns(host -> reach.checked(host, Dns.SYSTEM.lookup(host)))
            .socketFactory(new GuardedSocketFactory(reach))
            .proxy(Proxy.NO_PROXY)
            // Over HTTP/2 a connection that ends takes many messages into uncertainty at once.
            .protocols(List.of(Protocol.HTTP_1_1))
            .followRedirects(false)
            .followSslRedirects(false)
            .retryOnConnectionFailure(false)
            .eventListenerFactory(CallProgress::of)
            .connectTimeout(limits.connect())
            .readTimeout(limits.read())
            // It has the time of the whole call: a limit on each write costs as much as the write.
            .writeTimeout(Duration.ZERO)
            .callTimeout(limits.call())
            .connectionPool(
                new ConnectionPool(
                    limits.idleConnectionsMax(), limits.idle().toMillis(), TimeUnit.MILLISECONDS))
            .build();
    this.mediaClient = client.newBuilder().callTimeout(limits.mediaCall()).build();
  }

  /// Makes one call, once.
  public Exchange exchange(Request request) {
    Optional<String> refusal = refusal(request);
    if (refusal.isPresent()) {
      return new Exchange.NotSent(refusal.get());
    }
    var progress = new CallProgress();
    Request watched = request.newBuilder().tag(CallProgress.class, progress).build();
    try (Response response = client.newCall(watched).execute()) {
      return new Exchange.Answered(response.code(), response.headers(), text(response.body()));
    } catch (IOException e) {
      return progress.beganToWrite()
          ? new Exchange.Lost(e instanceof InterruptedIOException ? "timeout" : "connection_lost")
          : new Exchange.NotSent(reason(e));
    }
  }

  private String text(ResponseBody body) throws IOException {
    BufferedSource source = body.source();
    source.request(limits.answerBytesMax());
    Buffer read = source.getBuffer();
    return read.readUtf8(Math.min(read.size(), limits.answerBytesMax()));
  }

  /// Opens a file. The caller closes the response.
  ///
  /// @throws IOException when there is no answer, or the address is out of reach
  Response open(Request request) throws IOException {
    Optional<String> refusal = refusal(request);
    if (refusal.isPresent()) {
      throw new UnknownHostException(refusal.get());
    }
    return mediaClient.newCall(request).execute();
  }

  /// Why an address may not be called, as a stable code.
  Optional<String> refusal(Request request) {
    return reach.refusal(request.url().host(), request.url().isHttps());
  }

  static String reason(IOException thrown) {
    if (isForbidden(thrown)) {
      return "address_forbidden";
    }
    return switch (thrown) {
      case UnknownHostException _ -> "dns_failed";
      case SSLException _ -> "tls_failed";
      default -> "connect_failed";
    };
  }

  private static boolean isForbidden(Throwable thrown) {
    Set<Throwable> seen = new HashSet<>();
    for (Throwable cause = thrown; cause != null && seen.add(cause); cause = cause.getCause()) {
      if (cause instanceof ForbiddenAddressException) {
        return true;
      }
    }
    return false;
  }
}
