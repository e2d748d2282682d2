package dev.parley.channel.http;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The other side of a socket, to send to. Thread-safe. Frames leave in the order of the calls,
/// written by one virtual thread that exists only while there is something to write: an idle socket
/// owns no writer and no queue.
public final class SocketPeer {
  private final Wire wire;
  private final SocketLimits limits;
  private final LongSupplier nanos;

  // All below are guarded by this.
  private @Nullable ArrayDeque<Frame> waiting;
  private int charsWaiting;
  private boolean writing;
  private boolean closing;
  private boolean gone;
  private long writingSince;
  private long closingSince;
  private long heardAt;
  private long pingedAt;
  private long deadline = Long.MAX_VALUE;

  SocketPeer(Wire wire, SocketLimits limits, LongSupplier nanos) {
    this.wire = wire;
    this.limits = limits;
    this.nanos = nanos;
    this.heardAt = nanos.getAsLong();
    this.pingedAt = heardAt;
  }

  /// Queues a text message. Never blocks. When the queue is full the socket is closed with 1013.
  ///
  /// @return false when it will not be written, because the socket is closing or gone
  public synchronized boolean send(String text) {
    if (closing || gone) {
      return false;
    }
    if (isFull(text.length())) {
      clear();
      close(CloseCode.TRY_AGAIN_LATER, "too_slow");
      return false;
    }
    enqueue(new Frame.Text(text));
    return true;
  }

  /// Queues a text message as soon as there is room. For the socket's own thread only, when it has
  /// much to say at once; everybody else must not wait.
  ///
  /// @return false when it will not be written
  public synchronized boolean sendWhenRoom(String text) throws InterruptedException {
    while (!closing && !gone && isFull(text.length()) && waiting != null) {
      wait(limits.times().write().toMillis());
    }
    return send(text);
  }

  /// Closes after what is already queued. The first close counts.
  ///
  /// @param reason a short stable code, for developers
  public synchronized void close(int code, String reason) {
    if (closing || gone) {
      return;
    }
    closing = true;
    closingSince = nanos.getAsLong();
    enqueue(new Frame.Close(code, reason));
  }

  /// Closes with 1008 unless [#introduced] is called within this time: a socket that says nothing
  /// useful is not kept for its pongs.
  public synchronized void expectIntroduction(Duration within) {
    deadline = nanos.getAsLong() + within.toNanos();
  }

  /// The peer has said who it is.
  public synchronized void introduced() {
    deadline = Long.MAX_VALUE;
  }

  /// Whether messages are still taken.
  public synchronized boolean isOpen() {
    return !closing && !gone;
  }

  synchronized boolean isClosing() {
    return closing;
  }

  /// A frame arrived.
  synchronized void heard() {
    heardAt = nanos.getAsLong();
  }

  synchronized void pong(byte[] payload) {
    if (!closing && !gone && !isFull(0)) {
      enqueue(new Frame.Pong(payload));
    }
  }

  /// Waits until everything queued is written, or the time is over.
  synchronized void flush(Duration patience) throws InterruptedException {
    long until = System.nanoTime() + patience.toNanos();
    while (writing) {
      long millis = (until - System.nanoTime()) / 1_000_000;
      if (millis <= 0) {
        return;
      }
      wait(millis);
    }
  }

  /// Looks at the clock: pings a quiet peer, cuts a dead or stuck one.
  synchronized void tick() {
    if (gone) {
      return;
    }
    SocketLimits.Times times = limits.times();
    long now = nanos.getAsLong();
    if (now - heardAt > times.idle().toNanos()
        || (writing && now - writingSince > times.write().toNanos())
        || (closing && now - closingSince > times.close().toNanos())) {
      wire.cut();
    } else if (!closing && now > deadline) {
      close(CloseCode.POLICY, "introduction_timeout");
    } else if (!closing && now - Math.max(heardAt, pingedAt) > times.ping().toNanos()) {
      pingedAt = now;
      enqueue(new Frame.Ping());
    }
  }

  /// The socket is gone: nothing will be written any more.
  synchronized void ended() {
    gone = true;
    clear();
    notifyAll();
  }

  private boolean isFull(int chars) {
    return waiting != null
        && (waiting.size() >= limits.queue().framesMax()
            || charsWaiting + chars > limits.queue().charsMax());
  }

  private void clear() {
    waiting = null;
    charsWaiting = 0;
  }

  private void enqueue(Frame frame) {
    if (waiting == null) {
      waiting = new ArrayDeque<>(2);
    }
    waiting.add(frame);
    charsWaiting += frame.chars();
    if (!writing) {
      writing = true;
      writingSince = nanos.getAsLong();
      Thread.ofVirtual().name("socket-writer").start(this::writeAll);
    }
  }

  private void writeAll() {
    for (Frame next = next(); next != null; next = next()) {
      try {
        wire.write(next);
      } catch (RuntimeException broken) {
        // The reader finds out as well, and reports the end.
        wire.cut();
        ended();
      }
    }
  }

  private synchronized @Nullable Frame next() {
    Frame next = waiting == null ? null : waiting.poll();
    if (next == null) {
      waiting = null;
      writing = false;
    } else {
      charsWaiting -= next.chars();
      writingSince = nanos.getAsLong();
    }
    notifyAll();
    return next;
  }
}
