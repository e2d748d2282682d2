package dev.parley.channel.speech;

import java.util.concurrent.Future;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/// A socket that is made again when it breaks, with growing pauses, up to a number of times in a
/// row. Guarded by its owner, as its callers are.
final class Line {
  private final Vendor vendor;
  private final VendorSocket.Owner owner;
  private final Runnable notReady;
  private final SocketSettings settings;

  private @Nullable VendorSocket socket;
  private @Nullable Future<?> alarm;
  private int attempts;
  private long readyAt;
  private boolean ready;
  private boolean closed;

  /// @param notReady called without the owner's lock, when a socket takes too long to get ready
  Line(Vendor vendor, VendorSocket.Owner owner, Runnable notReady) {
    this.vendor = vendor;
    this.owner = owner;
    this.notReady = notReady;
    this.settings = vendor.settings().socket();
  }

  /// Makes a socket now, in place of the one there was; that one is left to the caller.
  void connect(HttpUrl url) {
    cancelAlarm();
    ready = false;
    socket = vendor.connect(url, owner);
    alarm = vendor.after(settings.open(), notReady);
  }

  @Nullable VendorSocket current() {
    return socket;
  }

  boolean is(VendorSocket other) {
    return socket == other;
  }

  boolean isReady() {
    return ready;
  }

  void ready() {
    cancelAlarm();
    ready = true;
    readyAt = System.nanoTime();
  }

  boolean send(String message) {
    return socket != null && socket.send(message);
  }

  /// Leaves the socket and makes another, at once or after a pause.
  ///
  /// @return false when that was done too often in a row
  boolean again(HttpUrl url) {
    cancelAlarm();
    if (socket != null) {
      socket.leave();
      socket = null;
    }
    if (ready && System.nanoTime() - readyAt > settings.steady().toNanos()) {
      attempts = 0;
    }
    ready = false;
    attempts++;
    if (attempts > settings.attemptsMax()) {
      return false;
    }
    alarm = vendor.after(settings.pause(attempts), () -> reconnect(url));
    return true;
  }

  void close() {
    closed = true;
    cancelAlarm();
    if (socket != null) {
      socket.leave();
      socket = null;
    }
  }

  private void reconnect(HttpUrl url) {
    synchronized (owner) {
      if (!closed && socket == null) {
        connect(url);
      }
    }
  }

  private void cancelAlarm() {
    if (alarm != null) {
      alarm.cancel(false);
      alarm = null;
    }
  }
}
