package dev.parley.runtime.turn;

import dev.parley.runtime.understanding.UnderstandingRequest;

/// Reads one contact turn for the drivers, with a language model or without. Thread-safe.
public interface TurnUnderstanding {
  /// Blocks until there is a proposal: from a model or, where none answers in time, the built-in
  /// one. An interrupt of the calling thread cancels it promptly; what is returned then is not
  /// used.
  Understood understand(UnderstandingRequest request);

  /// The same, and hands the reply out while it is being written. What was opened stands: the
  /// proposal that is returned has the same answers, and its reply is empty where it broke off.
  default Understood understand(UnderstandingRequest request, ReplyListener listener) {
    return understand(request);
  }
}
