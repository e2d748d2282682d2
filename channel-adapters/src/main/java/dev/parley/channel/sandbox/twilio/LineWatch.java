package dev.parley.channel.sandbox.twilio;

/// Sees what passes on the simulated lines, by the clock of `System.nanoTime`: for measurements.
/// Called on the lines' threads, which must not be held up. Thread-safe.
public interface LineWatch {
  /// Sees nothing.
  LineWatch NONE = new LineWatch() {};

  /// A frame is sent to the server now.
  ///
  /// @param chunk its number, from 1
  /// @param words whether the contact's words begin with it
  default void sent(String callSid, int chunk, boolean words, long nanos) {}

  /// Sound for the contact came, with marks to look for in it.
  default void sound(String callSid, byte[] sound, long nanos) {}

  /// The server has what was not played forgotten.
  default void cleared(String callSid, long nanos) {}

  /// The contact's words were handed to the server, by the relay.
  default void prompted(String callSid, long nanos) {}

  /// Words for the contact came, by the relay.
  default void token(String callSid, long nanos) {}

  /// All that came for the contact has been played.
  default void quiet(String callSid, long nanos) {}
}
