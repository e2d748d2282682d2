package dev.parley.channel.sandbox.elevenlabs;

/// Sees what the simulated vendor hears and says, by the clock of `System.nanoTime`: for
/// measurements. Called on its threads, which must not be held up. Thread-safe.
public interface SpeechWatch {
  /// Sees nothing.
  SpeechWatch NONE = new SpeechWatch() {};

  /// Audio came.
  ///
  /// @param stamp the last that was heard on this socket; 0 where there was none
  /// @param began bytes of this socket before it
  /// @param bytes of this socket by now
  default void heard(int stamp, long began, long bytes, long nanos) {}

  /// Words are sent to the client now.
  ///
  /// @param stamp the last that was heard when they were settled
  default void told(int stamp, String messageType, String words, long nanos) {}

  /// Speech is sent to the client now, which begins with a stamp.
  ///
  /// @param asked when its text came
  default void spoke(int stamp, long asked, long nanos) {}
}
