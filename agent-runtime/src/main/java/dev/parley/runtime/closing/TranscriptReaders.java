package dev.parley.runtime.closing;

import dev.parley.config.settings.Settings;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Threads of the operating system that read finished transcripts, few of them. A reading computes
/// for a hundredth of a second and more without ever waiting: on the virtual threads that answer
/// contacts it would keep a processor until it is done, and many that end at once would keep them
/// all. Here the operating system takes turns. Threads with nothing to do end. Thread-safe.
public final class TranscriptReaders implements Executor {
  private static final int IDLE_SECONDS = 30;

  private final ThreadPoolExecutor threads;

  private TranscriptReaders(int most) {
    this.threads =
        new ThreadPoolExecutor(
            most,
            most,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            // As long as the callers are many: each waits for its own reading.
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().name("transcript-reader-", 0).daemon(true).factory());
    threads.allowCoreThreadTimeOut(true);
  }

  /// As many as `PARLEY_EXTRACTION_READERS` says; else half the processors, and one at least.
  public static TranscriptReaders open(Settings settings) {
    int half = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    return new TranscriptReaders(settings.whole("PARLEY_EXTRACTION_READERS", half, 1, 256));
  }

  @Override
  public void execute(Runnable reading) {
    threads.execute(reading);
  }
}
