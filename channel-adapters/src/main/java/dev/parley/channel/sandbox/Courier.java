package dev.parley.channel.sandbox;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import okhttp3.ConnectionPool;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries a vendor's webhooks to our server, each errand on a virtual thread of its own. Errands
/// are bounded; requests at the same time as well. Thread-safe.
public final class Courier implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
  private static final long ANSWER_BYTES_MAX = 64 * 1024;

  private final ExecutorService errands = Executors.newVirtualThreadPerTaskExecutor();
  private final OkHttpClient http;
  private final Semaphore roads;
  private final int errandsMax;
  private final AtomicInteger lost = new AtomicInteger();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition settled = lock.newCondition();
  private final Map<String, CompletableFuture<Void>> lines = new ConcurrentHashMap<>();

  /// As they were read: vendors use two or three, again and again.
  private final Map<String, MediaType> mediaTypes = new ConcurrentHashMap<>();

  private int underWay;

  public Courier(SandboxOptions options) {
    roads = new Semaphore(options.webhooksAtOnce());
    errandsMax = options.webhooksMax();
    http =
        new OkHttpClient.Builder()
            .connectionPool(new ConnectionPool(options.webhooksAtOnce(), 10, TimeUnit.SECONDS))
            .retryOnConnectionFailure(false)
            .followRedirects(false)
            .connectTimeout(options.pace().answerWithin())
            // One time for the whole call, as vendors count: a limit on each read and write of it
            // costs as much as the read or the write.
            .readTimeout(Duration.ZERO)
            .writeTimeout(Duration.ZERO)
            .callTimeout(options.pace().answerWithin())
            .build();
  }

  /// Runs an errand, soon. Beyond the bound it is lost, counted and logged.
  public void start(Runnable errand) {
    var unused = starts(errand);
  }

  /// Nothing counts as settled until this is closed: what is shown as taken before it set out has
  /// its webhooks still to come.
  public Taking taking() {
    lock.lock();
    try {
      underWay++;
    } finally {
      lock.unlock();
    }
    return this::finished;
  }

  /// A message that is being taken.
  @FunctionalInterface
  public interface Taking extends AutoCloseable {
    @Override
    void close();
  }

  /// Runs an errand once the one before it on the same line has let it pass or ended.
  ///
  /// @param errand given what lets the next one pass
  public void startInLine(String line, Consumer<Runnable> errand) {
    CompletableFuture<Void> mine = new CompletableFuture<>();
    Optional<CompletableFuture<Void>> before = Optional.ofNullable(lines.put(line, mine));
    Runnable leave =
        () -> {
          mine.complete(null);
          lines.remove(line, mine);
        };
    boolean started =
        starts(
            () -> {
              before.ifPresent(CompletableFuture::join);
              try {
                errand.accept(leave);
              } finally {
                leave.run();
              }
            });
    if (!started) {
      leave.run();
    }
  }

  private boolean starts(Runnable errand) {
    lock.lock();
    try {
      if (underWay >= errandsMax) {
        lost.incrementAndGet();
        LOG.warn("{} webhooks are under way; one more is lost", underWay);
        return false;
      }
      underWay++;
    } finally {
      lock.unlock();
    }
    try {
      errands.execute(() -> run(errand));
      return true;
    } catch (RejectedExecutionException closed) {
      finished();
      return false;
    }
  }

  private void run(Runnable errand) {
    try {
      errand.run();
    } catch (Stopped closing) {
      LOG.debug("The sandbox closed with a webhook under way; it is lost");
    } catch (RuntimeException e) {
      lost.incrementAndGet();
      LOG.error("A simulated vendor failed; its webhook is lost", e);
    } finally {
      finished();
    }
  }

  private void finished() {
    lock.lock();
    try {
      underWay--;
      if (underWay == 0) {
        settled.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Posts once and waits for what becomes of it. Within an errand only.
  public Outcome post(Webhook webhook) {
    Request.Builder request =
        new Request.Builder()
            .url(webhook.url().toString())
            .post(RequestBody.create(webhook.body(), mediaType(webhook)));
    webhook.headers().forEach(request::header);
    return exchange(request.build());
  }

  private MediaType mediaType(Webhook webhook) {
    return mediaTypes.computeIfAbsent(webhook.mediaType(), MediaType::get);
  }

  /// Asks once and waits. Within an errand or on a thread that may block.
  public Outcome get(URI url) {
    return exchange(new Request.Builder().url(url.toString()).build());
  }

  /// Posts again and again until it is taken or the vendor's rule gives up.
  ///
  /// @param left run when it has been posted for the first time
  public Outcome deliver(Webhook webhook, Retries retries, Runnable left) {
    for (int attempt = 1; ; attempt++) {
      Outcome outcome = post(webhook);
      left.run();
      Optional<Duration> again = retries.after(attempt, outcome);
      if (again.isEmpty()) {
        return outcome;
      }
      pause(again.get());
    }
  }

  /// When to post again.
  @FunctionalInterface
  public interface Retries {
    /// @param attempts made so far
    Optional<Duration> after(int attempts, Outcome last);
  }

  private Outcome exchange(Request request) {
    roads.acquireUninterruptibly();
    try (Response response = http.newCall(request).execute()) {
      return new Outcome.Answered(
          response.code(),
          Optional.ofNullable(response.header("Content-Type")).orElse(""),
          response.peekBody(ANSWER_BYTES_MAX).string());
    } catch (ConnectException e) {
      return new Outcome.Unreachable();
    } catch (InterruptedIOException e) {
      if (errands.isShutdown()) {
        throw new Stopped();
      }
      return new Outcome.Broken();
    } catch (IOException e) {
      return new Outcome.Broken();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception undeclared) {
      // OkHttp lets an InterruptedException out, which Kotlin need not declare.
      throw new Stopped();
    } finally {
      roads.release();
    }
  }

  /// Waits until no webhook is under way and none waits for its retry.
  ///
  /// @return false when that took too long
  public boolean settle(Duration atMost) {
    long left = atMost.toNanos();
    lock.lock();
    try {
      while (underWay > 0) {
        if (left <= 0) {
          return false;
        }
        left = settled.awaitNanos(left);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  /// Webhooks that never went out since the beginning.
  public int lost() {
    return lost.get();
  }

  /// Blocks the calling virtual thread.
  static void pause(Duration length) {
    try {
      Thread.sleep(length);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Stopped();
    }
  }

  /// Waits as a vendor does between two steps of a message's road.
  public static void step(Pace pace) {
    if (!pace.statusStep().isZero()) {
      pause(pace.statusStep());
    }
  }

  @Override
  public void close() {
    errands.shutdownNow();
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
  }

  /// The sandbox is closing: whoever waits for an answer gets none.
  public static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1;

    Stopped() {
      super("the sandbox is closing", null, false, false);
    }
  }
}
