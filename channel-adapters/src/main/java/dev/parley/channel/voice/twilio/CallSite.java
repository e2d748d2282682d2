package dev.parley.channel.voice.twilio;

import dev.parley.channel.voice.CallDetails;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// What a line stands on: one call, its channel, and what carries it.
///
/// @param language expected at first
/// @param timers short work only
/// @param nanos a monotonic clock
public record CallSite(
    VoiceCalls calls,
    VoiceChannel channel,
    CallDetails call,
    String language,
    ScheduledExecutorService timers,
    LongSupplier nanos) {
  /// Null where the process is stopping: nothing is waited for any more.
  public @Nullable Future<?> later(Duration after, Runnable what) {
    try {
      return timers.schedule(what, after.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException stopping) {
      return null;
    }
  }
}
