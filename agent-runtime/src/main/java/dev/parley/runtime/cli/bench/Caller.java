package dev.parley.runtime.cli.bench;

import dev.parley.channel.sandbox.elevenlabs.ToySpeech;
import dev.parley.channel.sandbox.twilio.PhoneCall;
import java.util.List;
import java.util.Locale;

/// One person on the telephone: asks one thing after another, now and then while the agent still
/// speaks. Times are of `System.nanoTime`, 0 is never. Thread-safe.
final class Caller {
  private static final List<String> SAYINGS =
      List.of("How much does it cost?", "Is there a warranty?", "How long does it take?");
  private static final String STOP = "Wait, ";
  private static final int BARGE_EACH = 3;
  private static final int MILLIS_PER_CHARACTER = 20;
  private static final long MILLI = 1_000_000;
  private static final long LISTENS_NANOS = 700 * MILLI;
  private static final long PATIENCE_NANOS = 15_000 * MILLI;

  private final int ordinal;
  private final boolean sound;
  private final FrameLog frames = new FrameLog();
  private PhoneCall call;
  private int turn;
  private boolean waiting;
  private boolean barging;
  private long saidAt;
  private long settledAt;
  private long stoppedAt;
  private long quietAt;
  private long soundingAt;

  Caller(int ordinal, boolean sound, PhoneCall call) {
    this.ordinal = ordinal;
    this.sound = sound;
    this.call = call;
    this.turn = ordinal;
  }

  synchronized boolean isOver() {
    return call.status().equals("completed");
  }

  synchronized boolean isTalking() {
    return quietAt != 0 || soundingAt != 0;
  }

  /// Calls again.
  synchronized void again(PhoneCall other) {
    call = other;
    waiting = false;
    settledAt = 0;
    stoppedAt = 0;
    quietAt = 0;
    soundingAt = 0;
    frames.forget();
  }

  synchronized void hangUp() {
    call.hangUp();
  }

  /// Says the next thing, where it is time.
  synchronized void step(long now, CallTally tally) {
    if (waiting && now - saidAt > PATIENCE_NANOS) {
      tally.unanswered().increment();
      waiting = false;
    }
    if (waiting || !call.isConnected()) {
      return;
    }
    long pause = (1_000 + 37L * (ordinal + turn) % 1_500) * MILLI;
    boolean mayBarge = sound && turn % BARGE_EACH == 0 && soundingAt != 0;
    if (mayBarge && now - soundingAt > LISTENS_NANOS) {
      say(now, true);
    } else if (quietAt != 0 && now - quietAt > pause) {
      say(now, false);
    }
  }

  private void say(long now, boolean overTheAgent) {
    turn++;
    waiting = true;
    barging = overTheAgent;
    saidAt = now;
    settledAt = 0;
    stoppedAt = 0;
    String text = (overTheAgent ? STOP : "") + SAYINGS.get(turn % SAYINGS.size());
    if (sound) {
      int stamp = (ordinal + 1) << Callers.TURN_BITS | (turn & Callers.TURN_MASK);
      frames.says(stamp);
      call.sound(ToySpeech.stamped(ToySpeech.say(text, MILLIS_PER_CHARACTER), stamp));
    } else {
      call.say(text);
    }
  }

  synchronized void sent(int chunk, boolean words, long nanos) {
    frames.sent(chunk, words, nanos);
  }

  synchronized void heard(int stamp, long began, long bytes, long nanos, CallTally tally) {
    frames.heard(stamp, began, bytes, nanos, tally);
  }

  /// Words that stop the agent are on their way to the server.
  synchronized void partial(String words, long nanos) {
    boolean stops = words.toLowerCase(Locale.ROOT).startsWith("wait");
    if (barging && stops && stoppedAt == 0) {
      stoppedAt = nanos;
    }
  }

  synchronized void cleared(long nanos, CallTally tally) {
    if (barging && stoppedAt != 0) {
      CallTally.count(tally.stopping(), nanos - stoppedAt);
      barging = false;
    }
    quietAt = nanos;
    soundingAt = 0;
  }

  /// The words that end a turn are on their way to the server.
  synchronized void settled(long nanos) {
    if (waiting && settledAt == 0) {
      settledAt = nanos;
    }
  }

  /// @param asked when speech was asked for, 0 where it was there already
  /// @param spoke when it was given
  /// @param waitNanos the driver waits on purpose
  synchronized void sounded(long asked, long spoke, long nanos, long waitNanos, CallTally tally) {
    quietAt = 0;
    if (soundingAt == 0) {
      soundingAt = nanos;
    }
    if (!waiting || settledAt == 0 || (asked != 0 && asked < settledAt)) {
      return;
    }
    long asking = (asked == 0 ? nanos : asked) - settledAt - waitNanos;
    long giving = asked == 0 ? 0 : nanos - spoke;
    CallTally.count(tally.asking(), asking);
    CallTally.count(tally.giving(), giving);
    CallTally.count(tally.added(), asking + giving);
    waiting = false;
    settledAt = 0;
  }

  synchronized void quiet(long nanos) {
    quietAt = nanos;
    soundingAt = 0;
  }
}
