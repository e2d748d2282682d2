package dev.parley.runtime.messaging;

import dev.parley.config.settings.Settings;
import java.time.Duration;

/// How the message channels treat contacts.
///
/// @param serviceWindow how long WhatsApp takes free words after the contact wrote
/// @param knownFor what a contact told longer ago than this is confirmed before it counts
/// @param askedBackFor what a contact told longer ago than this is asked for as if it never was
/// @param afterwordFor how long after its end a conversation still takes a word of thanks; what
///     is said later, or is more than that, begins a new one
public record MessagingSettings(
    OutboxSettings outbox,
    Duration serviceWindow,
    Duration knownFor,
    Duration askedBackFor,
    Duration afterwordFor) {

  /// What a contact told before, on any channel.
  public KnownAnswers known() {
    return new KnownAnswers(knownFor, askedBackFor);
  }

  /// @param callMax how long one call to a vendor takes at most
  public static MessagingSettings read(
      Settings settings, Duration serviceWindow, Duration callMax) {
    return new MessagingSettings(
        OutboxSettings.read(settings, callMax),
        serviceWindow,
        settings.duration(
            "PARLEY_KNOWN_FOR", Duration.ofDays(30), Duration.ZERO, Duration.ofDays(3650)),
        settings.duration(
            "PARLEY_ASKED_BACK_FOR", Duration.ofDays(365), Duration.ZERO, Duration.ofDays(3650)),
        settings.duration(
            "PARLEY_AFTERWORD", Duration.ofMinutes(10), Duration.ZERO, Duration.ofDays(1)));
  }
}
