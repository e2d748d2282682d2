package dev.parley.channel.sandbox.twilio;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// Ticks every line that keeps to real time each 20 ms, on one thread, spread over the time between
/// two ticks: hundreds of calls wake it a thousand times a second, no more. Thread-safe.
final class LineClock implements AutoCloseable {
  static final long TICK_NANOS = 20_000_000;
  private static final int SLOTS = 20;

  private final List<CopyOnWriteArrayList<Runnable>> slots =
      Stream.generate(CopyOnWriteArrayList<Runnable>::new).limit(SLOTS).toList();
  private final AtomicInteger next = new AtomicInteger();
  private volatile boolean closed;
  private boolean started;

  /// Ticks it from now on.
  ///
  /// @return forgets it
  Runnable add(Runnable tick) {
    CopyOnWriteArrayList<Runnable> slot = slots.get(Math.floorMod(next.getAndIncrement(), SLOTS));
    slot.add(tick);
    start();
    return () -> slot.remove(tick);
  }

  private synchronized void start() {
    if (!started && !closed) {
      started = true;
      Thread.ofPlatform().daemon().name("telephone-clock").start(this::run);
    }
  }

  /// A slot that was late does not make the next one late.
  private void run() {
    long due = System.nanoTime();
    for (int at = 0; !closed; at = (at + 1) % SLOTS) {
      due += TICK_NANOS / SLOTS;
      CopyOnWriteArrayList<Runnable> slot = slots.get(at);
      if (slot.isEmpty()) {
        continue;
      }
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      slot.forEach(Runnable::run);
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
