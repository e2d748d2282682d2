package dev.parley.channel.sandbox.elevenlabs;

/// How one socket of the simulated vendor goes wrong.
public sealed interface SpeechFault {
  /// The upgrade is refused.
  ///
  /// @param status of HTTP
  record Refuse(int status) implements SpeechFault {}

  /// The vendor tells an error, and closes where it would.
  ///
  /// @param error its name on the wire, such as `quota_exceeded`
  record Fail(String error) implements SpeechFault {}

  /// The socket closes with no error told.
  record Close(int code) implements SpeechFault {}

  /// The socket stays open and says nothing any more.
  record Mute() implements SpeechFault {}
}
