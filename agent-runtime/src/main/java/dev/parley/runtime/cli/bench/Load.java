package dev.parley.runtime.cli.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// Lets people talk for a while, as fast as they are answered or at a pace.
final class Load {
  private static final int LAST_ANSWER_SECONDS = 30;

  private Load() {}

  /// @param turns counted within the time
  record Result(Tally tally, long turns, double seconds) {
    double perSecond() {
      return turns / seconds;
    }
  }

  /// @param perSecond turns of all together; 0: as fast as they are answered
  static Result run(List<? extends Talker> talkers, double perSecond, Duration time)
      throws IOException, InterruptedException {
    Tally tally = Tally.fresh();
    AtomicBoolean counting = new AtomicBoolean(true);
    Queue<IOException> failures = new ConcurrentLinkedQueue<>();
    AtomicInteger slots = new AtomicInteger();
    long began = System.nanoTime();
    long end = began + time.toNanos();
    List<Thread> threads = new ArrayList<>();
    for (Talker talker : talkers) {
      threads.add(
          Thread.startVirtualThread(
              () -> {
                try {
                  talk(talker, tally, counting, slots, perSecond, began, end);
                } catch (IOException e) {
                  failures.add(e);
                }
              }));
    }
    Thread.sleep(time);
    counting.set(false);
    long turns = tally.turns().get();
    double seconds = (System.nanoTime() - began) / 1e9;
    for (Thread thread : threads) {
      thread.join(Duration.ofSeconds(LAST_ANSWER_SECONDS));
    }
    IOException failed = failures.peek();
    if (failed != null) {
      throw failed;
    }
    return new Result(tally, turns, seconds);
  }

  /// At a pace, each turn has its slot in time, and whoever is free takes the next one.
  private static void talk(
      Talker talker,
      Tally tally,
      AtomicBoolean counting,
      AtomicInteger slots,
      double perSecond,
      long began,
      long end)
      throws IOException {
    while (System.nanoTime() < end) {
      if (perSecond > 0) {
        long due = began + (long) (slots.getAndIncrement() / perSecond * 1e9);
        for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
          if (due > end) {
            return;
          }
          LockSupport.parkNanos(wait);
        }
      }
      talker.turn(tally, counting);
    }
  }
}
