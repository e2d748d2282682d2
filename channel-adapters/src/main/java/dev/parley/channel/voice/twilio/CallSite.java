package dev.parley.channel.voice.twilio;

import dev.parley.channel.voice.CallDetails;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;

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
    LongSupplier nanos) {}
