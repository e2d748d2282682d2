package dev.parley.channel.sandbox.phone;

import dev.parley.channel.sandbox.MediaFile;
import dev.parley.channel.sandbox.PhoneEvent;
import dev.parley.channel.sandbox.PhoneListener;
import dev.parley.channel.sandbox.PhoneMessage;
import dev.parley.channel.sandbox.Shelf;
import dev.parley.config.binding.ChannelType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// What happened on every phone, numbered, for pages that ask what is new. Phones and events per
/// phone are bounded, the oldest forgotten. Thread-safe.
public final class PhoneLog {
  private static final int PHONES_MAX = 500;
  private static final int EVENTS_MAX = 2_000;
  private static final int WAITING_MAX = 64;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private final Shelf<PhoneMessage> files = new Shelf<>(PhoneMessage::mediaBytes);
  private final AtomicLong numbers = new AtomicLong();
  private int waiting;
  private final Map<Key, List<Numbered>> logs =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, List<Numbered>> eldest) {
          return size() > PHONES_MAX;
        }
      };

  /// One phone's chat with one business number.
  record Key(ChannelType channel, String business, String contact) {}

  record Numbered(long number, PhoneEvent event) {}

  /// To be given to the simulator of a channel.
  public PhoneListener of(ChannelType channel) {
    return event -> add(new Key(channel, event.business(), event.contact()), event);
  }

  private void add(Key key, PhoneEvent happened) {
    PhoneEvent event = light(key, happened);
    lock.lock();
    try {
      List<Numbered> log = logs.computeIfAbsent(key, any -> new ArrayList<>());
      if (log.size() == EVENTS_MAX) {
        log.removeFirst();
      }
      log.add(new Numbered(numbers.incrementAndGet(), event));
      news.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// What happened after a number; waits for something to happen, unless too many wait already.
  List<Numbered> after(Key key, long number, Duration atMost) {
    lock.lock();
    try {
      List<Numbered> found = now(key, number);
      if (!found.isEmpty() || waiting >= WAITING_MAX) {
        return found;
      }
      waiting++;
      try {
        long left = atMost.toNanos();
        while (found.isEmpty() && left > 0) {
          left = news.awaitNanos(left);
          found = now(key, number);
        }
        return found;
      } finally {
        waiting--;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    } finally {
      lock.unlock();
    }
  }

  private List<Numbered> now(Key key, long number) {
    return logs.getOrDefault(key, List.of()).stream()
        .filter(event -> event.number() > number)
        .toList();
  }

  /// Files lie on the shelf, not in the log.
  private PhoneEvent light(Key key, PhoneEvent event) {
    if (event instanceof PhoneEvent.Shown(String business, String contact, PhoneMessage message)
        && !message.media().isEmpty()) {
      files.put(shelved(key, message.id()), message);
      return new PhoneEvent.Shown(business, contact, message.withoutBytes());
    }
    return event;
  }

  private static String shelved(Key key, String messageId) {
    return key + " " + messageId;
  }

  /// The first file of a message a phone shows, while it is kept.
  Optional<MediaFile> file(Key key, String messageId) {
    return files
        .get(shelved(key, messageId))
        .flatMap(message -> message.media().stream().findFirst());
  }
}
