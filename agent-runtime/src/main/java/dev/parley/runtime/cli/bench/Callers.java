package dev.parley.runtime.cli.bench;

import dev.parley.channel.sandbox.elevenlabs.SpeechWatch;
import dev.parley.channel.sandbox.elevenlabs.ToySpeech;
import dev.parley.channel.sandbox.twilio.LineWatch;
import dev.parley.channel.sandbox.twilio.PhoneCall;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Everybody who is on the telephone, told of what passes on the line and at the speech vendor.
/// Thread-safe.
final class Callers implements LineWatch, SpeechWatch, AutoCloseable {
  static final int TURN_BITS = 14;
  static final int TURN_MASK = (1 << TURN_BITS) - 1;
  private static final int SPEECH_KEPT = 1 << 16;
  private static final long STEP_NANOS = 20_000_000;

  private final boolean sound;
  private final List<Caller> all = new CopyOnWriteArrayList<>();
  private final Map<String, Caller> byCall = new ConcurrentHashMap<>();
  private final AtomicLongArray asked = new AtomicLongArray(SPEECH_KEPT);
  private final AtomicLongArray spoke = new AtomicLongArray(SPEECH_KEPT);
  private volatile CallTally tally = CallTally.fresh();
  private volatile boolean closed;
  private int redialled;

  Callers(boolean sound) {
    this.sound = sound;
  }

  /// Has them talk until closed.
  void talk(PhoneLine line) {
    Thread.ofPlatform().daemon().name("bench-callers").start(() -> run(line));
  }

  private void run(PhoneLine line) {
    while (!closed) {
      LockSupport.parkNanos(STEP_NANOS);
      long now = System.nanoTime();
      for (int i = 0; i < all.size(); i++) {
        Caller caller = all.get(i);
        if (caller.isOver() && !closed) {
          redialled++;
          PhoneCall other = line.call(i);
          caller.again(other);
          byCall.put(other.sid(), caller);
        }
        caller.step(now, tally);
      }
    }
  }

  /// One more calls.
  void add(PhoneLine line) {
    int ordinal = all.size();
    PhoneCall call = line.call(ordinal);
    Caller caller = new Caller(ordinal, sound, call);
    byCall.put(call.sid(), caller);
    all.add(caller);
  }

  int size() {
    return all.size();
  }

  int redialled() {
    return redialled;
  }

  /// How many have not heard anything on the call they have now.
  int silent() {
    return (int) all.stream().filter(caller -> !caller.isTalking()).count();
  }

  /// Counts anew.
  void count(CallTally into) {
    tally = into;
  }

  @Override
  public void close() {
    closed = true;
    all.forEach(Caller::hangUp);
  }

  @Override
  public void sent(String callSid, int chunk, boolean words, long nanos) {
    Caller caller = byCall.get(callSid);
    if (caller != null) {
      caller.sent(chunk, words, nanos);
    }
  }

  @Override
  public void sound(String callSid, byte[] audio, long nanos) {
    int stamp = ToySpeech.stamp(audio).orElse(0) % SPEECH_KEPT;
    sounded(callSid, stamp, nanos, PhoneLine.TURN_WAIT.toNanos());
  }

  @Override
  public void token(String callSid, long nanos) {
    sounded(callSid, 0, nanos, 0);
  }

  private void sounded(String callSid, int stamp, long nanos, long waitNanos) {
    Caller caller = byCall.get(callSid);
    if (caller != null) {
      long of = stamp == 0 ? 0 : asked.get(stamp);
      caller.sounded(of, stamp == 0 ? 0 : spoke.get(stamp), nanos, waitNanos, tally);
    }
  }

  @Override
  public void cleared(String callSid, long nanos) {
    Caller caller = byCall.get(callSid);
    if (caller != null) {
      caller.cleared(nanos, tally);
    }
  }

  @Override
  public void quiet(String callSid, long nanos) {
    Caller caller = byCall.get(callSid);
    if (caller != null) {
      caller.quiet(nanos);
    }
  }

  @Override
  public void prompted(String callSid, long nanos) {
    Caller caller = byCall.get(callSid);
    if (caller != null) {
      caller.settled(nanos);
    }
  }

  @Override
  public void heard(int stamp, long began, long bytes, long nanos) {
    Caller caller = by(stamp);
    if (caller != null) {
      caller.heard(stamp, began, bytes, nanos, tally);
    }
  }

  @Override
  public void told(int stamp, String messageType, String words, long nanos) {
    Caller caller = by(stamp);
    if (caller == null) {
      return;
    }
    if (messageType.equals("partial_transcript")) {
      caller.partial(words, nanos);
    } else if (!words.isEmpty()) {
      caller.settled(nanos);
    }
  }

  @Override
  public void spoke(int stamp, long askedAt, long nanos) {
    asked.set(stamp % SPEECH_KEPT, askedAt);
    spoke.set(stamp % SPEECH_KEPT, nanos);
  }

  private @Nullable Caller by(int stamp) {
    int ordinal = (stamp >>> TURN_BITS) - 1;
    return ordinal >= 0 && ordinal < all.size() ? all.get(ordinal) : null;
  }
}
