package dev.parley.crm.http;

import dev.parley.config.net.GuardedSocketFactory;
import dev.parley.config.net.Reach;
import dev.parley.crm.CallLog;
import java.io.IOException;
import java.net.Proxy;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.Dns;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/// The one HTTP client of all connectors: it reaches only what `Reach` allows, follows no
/// redirect, uses no proxy, never retries by itself, and reads no more than it must. Thread-safe;
/// blocks its caller.
public final class CrmHttp {
  private final OkHttpClient client;
  private final Reach reach;
  private final HttpLimits limits;

  public CrmHttp(Reach reach, HttpLimits limits) {
    this(reach, limits, Dns.SYSTEM);
  }

  CrmHttp(Reach reach, HttpLimits limits, Dns resolver) {
    this.reach = reach;
    this.limits = limits;
    this.client =
        new OkHttpClient.Builder()
            .dns(host -> reach.checked(host, resolver.lookup(host)))
            .socketFactory(new GuardedSocketFactory(reach))
            .proxy(Proxy.NO_PROXY)
            .followRedirects(false)
            .followSslRedirects(false)
            .retryOnConnectionFailure(false)
            .connectTimeout(limits.connect())
            .readTimeout(limits.read())
            .writeTimeout(limits.read())
            .callTimeout(limits.call())
            .connectionPool(
                new ConnectionPool(
                    limits.idleConnectionsMax(), limits.idle().toMillis(), TimeUnit.MILLISECONDS))
            .build();
  }

  public Reach reach() {
    return reach;
  }

  public HttpLimits limits() {
    return limits;
  }

  /// Makes one call. What the network does is an answer too. Within an attempt the call goes into
  /// its history.
  public Answer call(Request request) {
    Answer answer =
        reach
            .refusal(request.url().host(), request.url().isHttps())
            .<Answer>map(code -> new Answer.Failed(Answer.Failure.of(code)))
            .orElseGet(() -> exchange(request));
    CallLog.current().ifPresent(log -> keep(log, request, answer));
    return answer;
  }

  private void keep(CallLog log, Request request, Answer answer) {
    log.add(Keeping.of(log.attempt(), request, answer, limits.keptCharactersMax()));
  }

  private Answer exchange(Request request) {
    try (var response = client.newCall(request).execute()) {
      return Answer.read(response, limits.responseBytesMax());
    } catch (IOException failure) {
      return new Answer.Failed(Answer.Failure.of(failure));
    }
  }

  /// The address in a setting; null when it is none.
  public static @Nullable HttpUrl url(String text) {
    return HttpUrl.parse(text);
  }
}
