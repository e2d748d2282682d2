package dev.parley.channel.sandbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// What the contacts of one simulator see on their phones. Each keeps its newest messages; once all
/// the files kept are too large together, further messages are kept without their files' bytes.
/// Thread-safe.
public final class Phones {
  private static final int PHONES_MAX = 50_000;
  private static final int PER_PHONE_MAX = 500;

  private final PhoneListener listener;
  private final ReentrantLock lock = new ReentrantLock();
  private long bytesKept;
  private final Condition changed = lock.newCondition();
  private final Map<String, List<PhoneMessage>> received =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<PhoneMessage>> eldest) {
          return size() > PHONES_MAX;
        }
      };

  public Phones(PhoneListener listener) {
    this.listener = listener;
  }

  public void happened(PhoneEvent event) {
    if (event instanceof PhoneEvent.Shown shown && !shown.message().own()) {
      keep(shown);
    }
    listener.happened(event);
  }

  private void keep(PhoneEvent.Shown shown) {
    lock.lock();
    try {
      List<PhoneMessage> messages =
          received.computeIfAbsent(shown.contact(), any -> new ArrayList<>(4));
      if (messages.size() == PER_PHONE_MAX) {
        messages.removeFirst();
      }
      long bytes = shown.message().mediaBytes();
      boolean fits = bytesKept + bytes <= Shelf.BYTES_MAX;
      bytesKept += fits ? bytes : 0;
      messages.add(fits ? shown.message() : shown.message().withoutBytes());
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// What a contact received, oldest first.
  public List<PhoneMessage> received(String contact) {
    lock.lock();
    try {
      return List.copyOf(received.getOrDefault(contact, List.of()));
    } finally {
      lock.unlock();
    }
  }

  /// Waits until a contact has received this many.
  ///
  /// @throws IllegalStateException when that took too long
  public List<PhoneMessage> await(String contact, int count, Duration atMost) {
    long left = atMost.toNanos();
    lock.lock();
    try {
      while (true) {
        List<PhoneMessage> now = received.getOrDefault(contact, List.of());
        if (now.size() >= count) {
          return List.copyOf(now);
        }
        if (left <= 0) {
          throw new IllegalStateException(
              "a contact has " + now.size() + " messages, not " + count + ", after " + atMost);
        }
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for messages", e);
    } finally {
      lock.unlock();
    }
  }
}
