package dev.parley.channel.sandbox.twilio;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What was heard on a call: by the person it is about, and by those it was passed on to.
/// Thread-safe.
final class Overheard {
  private final StringBuilder words = new StringBuilder();
  private final List<String> whispers = new ArrayList<>();
  private boolean ended;

  synchronized void heard(String more) {
    words.append(more);
    notifyAll();
  }

  synchronized void whispered(String text) {
    whispers.add(text);
  }

  /// Nothing will be heard any more.
  synchronized void end() {
    ended = true;
    notifyAll();
  }

  synchronized String words() {
    return words.toString();
  }

  synchronized List<String> whispers() {
    return List.copyOf(whispers);
  }

  /// Waits until this was heard.
  ///
  /// @return false when that took too long, or the call ended without it
  synchronized boolean await(String text, Duration atMost) {
    long until = System.nanoTime() + atMost.toNanos();
    while (words.indexOf(text) < 0) {
      long left = (until - System.nanoTime()) / 1_000_000;
      if (left <= 0 || ended) {
        return false;
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }
}
