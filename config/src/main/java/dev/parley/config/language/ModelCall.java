package dev.parley.config.language;

/// A call under way. Thread-safe.
public interface ModelCall {
  /// Waits for the end, which comes within the request's budget. An interrupt cancels the call, is
  /// kept on the thread, and returns `Cancelled`. After it has returned, the listener is silent.
  ModelReply await();

  /// Ends the call promptly and frees its connection; what arrives late is dropped. Without effect
  /// when the call has ended.
  void cancel();
}
