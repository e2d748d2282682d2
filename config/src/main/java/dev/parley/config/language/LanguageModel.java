package dev.parley.config.language;

/// A language model as the rest of the process sees it: one request in, one JSON answer out, within
/// a budget, whatever becomes of the providers behind it. Thread-safe.
public interface LanguageModel {
  /// Starts a call and returns at once. Nothing is thrown for what a provider does: every ending is
  /// a `ModelReply`.
  ///
  /// @param listener called on the call's own thread, in order; it must return at once
  ModelCall start(ModelRequest request, PartialListener listener);

  /// Whether a request may bring pictures.
  default boolean seesPictures() {
    return false;
  }

  /// Asks and waits. An interrupt of the waiting thread cancels the call.
  default ModelReply ask(ModelRequest request, PartialListener listener) {
    return start(request, listener).await();
  }

  default ModelReply ask(ModelRequest request) {
    return ask(request, PartialListener.NONE);
  }
}
