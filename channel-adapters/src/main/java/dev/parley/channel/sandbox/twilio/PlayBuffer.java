package dev.parley.channel.sandbox.twilio;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/// What lies unplayed at the simulated carrier: 8 bytes are 1 ms. Marks come back when the playhead
/// passes them; a clear drops the sound and sends every mark back. Thread-safe.
final class PlayBuffer {
  private final Deque<Item> items = new ArrayDeque<>();
  private int at;

  private sealed interface Item {
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Sound(byte[] bytes) implements Item {}

    record Mark(String name) implements Item {}
  }

  /// @param sound what was played
  /// @param marks that were passed
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Played(byte[] sound, List<String> marks) {}

  synchronized void add(byte[] sound) {
    if (sound.length > 0) {
      items.add(new Item.Sound(sound));
    }
  }

  /// @return whether it is passed at once, since nothing is before it
  synchronized boolean mark(String name) {
    if (items.isEmpty()) {
      return true;
    }
    items.add(new Item.Mark(name));
    return false;
  }

  /// @return all marks that waited
  synchronized List<String> clear() {
    List<String> marks = new ArrayList<>();
    for (Item item : items) {
      if (item instanceof Item.Mark(String name)) {
        marks.add(name);
      }
    }
    items.clear();
    at = 0;
    return marks;
  }

  /// How much sound waits.
  synchronized int bytes() {
    int bytes = -at;
    for (Item item : items) {
      if (item instanceof Item.Sound(byte[] sound)) {
        bytes += sound.length;
      }
    }
    return bytes;
  }

  synchronized boolean isEmpty() {
    return items.isEmpty();
  }

  /// Moves the playhead.
  synchronized Played play(int bytes) {
    byte[] sound = new byte[bytes];
    List<String> marks = new ArrayList<>();
    int filled = 0;
    while (!items.isEmpty()) {
      switch (items.peek()) {
        case Item.Mark(String name) -> {
          marks.add(name);
          items.remove();
        }
        case Item.Sound(byte[] all) -> {
          int taken = Math.min(bytes - filled, all.length - at);
          if (taken == 0) {
            return new Played(sound, marks);
          }
          System.arraycopy(all, at, sound, filled, taken);
          filled += taken;
          at += taken;
          if (at == all.length) {
            items.remove();
            at = 0;
          }
        }
      }
    }
    return new Played(Arrays.copyOf(sound, filled), marks);
  }
}
