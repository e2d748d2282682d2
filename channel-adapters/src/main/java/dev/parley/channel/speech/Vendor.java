package dev.parley.channel.speech;

import dev.parley.config.net.GuardedSocketFactory;
import dev.parley.config.net.Reach;
import java.net.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.Dns;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one client to the vendor and the one clock of all calls' speech. Readers of sockets are
/// virtual threads; timers share one daemon thread and only ever enqueue. Thread-safe.
final class Vendor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Vendor.class);

  private final ElevenLabsSettings settings;
  private final ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor();
  private final OkHttpClient client;
  private final OkHttpClient sockets;
  private final ScheduledThreadPoolExecutor timer;
  private final AtomicInteger open = new AtomicInteger();

  Vendor(ElevenLabsSettings settings, Reach reach) {
    this.settings = settings;
    Dispatcher dispatcher = new Dispatcher(readers);
    // A socket counts as a request for as long as it is open.
    dispatcher.setMaxRequests(settings.socket().socketsMax() + settings.cache().atOnce());
    client =
        new OkHttpClient.Builder()
            .dispatcher(dispatcher)
            .dns(host -> reach.checked(host, Dns.SYSTEM.lookup(host)))
            .socketFactory(new GuardedSocketFactory(reach))
            .proxy(Proxy.NO_PROXY)
            .protocols(List.of(Protocol.HTTP_1_1))
            .followRedirects(false)
            .followSslRedirects(false)
            .retryOnConnectionFailure(false)
            .connectTimeout(settings.socket().open())
            .writeTimeout(settings.socket().ping())
            .connectionPool(new ConnectionPool(settings.cache().atOnce(), 30, TimeUnit.SECONDS))
            .build();
    sockets =
        client
            .newBuilder()
            // Ends with the handshake; an open socket has no deadline but its pings.
            .callTimeout(settings.socket().open())
            .readTimeout(Duration.ZERO)
            // Ten writes a second of each call, each of which would wake the watchdog. A socket
            // that
            // takes nothing is found by what waits for it.
            .writeTimeout(Duration.ZERO)
            .pingInterval(settings.socket().ping())
            .build();
    timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("speech-clock").factory());
    timer.setRemoveOnCancelPolicy(true);
  }

  ElevenLabsSettings settings() {
    return settings;
  }

  OkHttpClient client() {
    return client;
  }

  /// Sockets to the vendor that have not ended.
  int open() {
    return open.get();
  }

  void counted(int change) {
    open.addAndGet(change);
  }

  HttpUrl.Builder address(String path) {
    return HttpUrl.get(settings.url().toString()).newBuilder().addPathSegments(path);
  }

  Request.Builder request(HttpUrl url) {
    return new Request.Builder().url(url).header("xi-api-key", settings.key().reveal());
  }

  VendorSocket connect(HttpUrl url, VendorSocket.Owner owner) {
    VendorSocket socket = new VendorSocket(this, owner);
    socket.started(sockets.newWebSocket(request(url).build(), socket));
    return socket;
  }

  /// Runs it later, once, unless it is cancelled before.
  Future<?> after(Duration wait, Runnable task) {
    try {
      return timer.schedule(() -> safely(task), wait.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException closing) {
      return CompletableFuture.completedFuture(Map.of());
    }
  }

  Future<?> every(Duration period, Runnable task) {
    try {
      return timer.scheduleAtFixedRate(
          () -> safely(task), period.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException closing) {
      return CompletableFuture.completedFuture(Map.of());
    }
  }

  private static void safely(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException failure) {
      LOG.error("A timer of a call's speech failed; the call goes on without it", failure);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
    client.dispatcher().cancelAll();
    client.connectionPool().evictAll();
    readers.shutdown();
  }
}
