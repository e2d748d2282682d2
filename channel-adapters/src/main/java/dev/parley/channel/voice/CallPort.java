package dev.parley.channel.voice;

/// Whom the carriers bring telephone calls to. Thread-safe.
public interface CallPort {
  /// Whether a call may be put through. The caller hears silence meanwhile: answers from memory, or
  /// after one short read; waits for no model.
  Welcome welcome(CallDetails call);

  /// A call stands. Returns at once; the line may be spoken on from then on. A line that was lost
  /// on another node comes as a new line with the same [CallDetails#callId].
  CallEvents answer(CallLine line);

  /// What the carrier tells of a call beside its line: maybe without one having stood, late, and
  /// more than once. An exception makes the carrier tell it again.
  void report(CallReport report);
}
