package dev.parley.channel.sandbox.elevenlabs;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the simulator's parts share: its key, pace and clock, and a bounded record of what it saw.
/// Thread-safe.
final class Bench implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Bench.class);
  private static final int RECORDS_MAX = 50_000;

  final String key;
  private final SplittableRandom random;
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("elevenlabs-sandbox").factory());
  private final Set<SandboxSocket> open = ConcurrentHashMap.newKeySet();
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final ConcurrentLinkedQueue<SpokenSentence> said = new ConcurrentLinkedQueue<>();
  private final AtomicInteger saidCount = new AtomicInteger();
  private final AtomicInteger stamps = new AtomicInteger();
  private volatile SpeechWatch watch = SpeechWatch.NONE;
  private volatile SpeechPace pace;

  Bench(String key, long seed, SpeechPace pace) {
    this.key = key;
    this.random = new SplittableRandom(seed);
    this.pace = pace;
    timer.setRemoveOnCancelPolicy(true);
  }

  SpeechPace pace() {
    return pace;
  }

  void pace(SpeechPace other) {
    pace = other;
  }

  SpeechWatch watch() {
    return watch;
  }

  void watch(SpeechWatch by) {
    watch = by;
  }

  /// A number for a piece of speech.
  int stamp() {
    return stamps.incrementAndGet();
  }

  synchronized boolean either() {
    return random.nextBoolean();
  }

  void later(Duration delay, Runnable task) {
    try {
      var unused =
          timer.schedule(
              () -> {
                try {
                  task.run();
                } catch (RuntimeException e) {
                  LOG.error("The simulated vendor failed", e);
                }
              },
              delay.toNanos(),
              TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException closing) {
      LOG.debug("The sandbox closed with something left to say");
    }
  }

  /// Something the vendor would take but a good client does not do.
  void complain(String what) {
    if (complaints.size() < 1_000) {
      complaints.add(what);
    }
  }

  List<String> complaints() {
    return List.copyOf(complaints);
  }

  void said(SpokenSentence sentence) {
    if (saidCount.incrementAndGet() <= RECORDS_MAX) {
      said.add(sentence);
    }
  }

  List<SpokenSentence> said() {
    return List.copyOf(said);
  }

  void opened(SandboxSocket socket) {
    open.add(socket);
  }

  void ended(SandboxSocket socket) {
    open.remove(socket);
  }

  int open() {
    return open.size();
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
