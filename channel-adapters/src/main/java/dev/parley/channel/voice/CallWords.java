package dev.parley.channel.voice;

import java.util.Optional;

/// Sees the words of calls that are carried as sound, as they pass: for whoever shows captions.
/// Called on the calls' own threads, which must not be held up; must not throw.
public interface CallWords {
  /// Sees nothing.
  CallWords NONE = new CallWords() {};

  /// A sentence of a reply is given to the voice.
  ///
  /// @param callId the carrier's
  default void said(String callId, long reply, CallLine.Sentence sentence) {}

  /// A reply was stopped.
  ///
  /// @param heard its words that were heard, maybe none
  default void cut(String callId, long reply, String heard) {}

  /// What the contact is understood to say; each replaces the one before until it is settled.
  ///
  /// @param language where the recogniser tells
  default void understood(String callId, String text, Optional<String> language, boolean settled) {}
}
