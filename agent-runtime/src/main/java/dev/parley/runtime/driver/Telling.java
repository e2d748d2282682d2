package dev.parley.runtime.driver;

/// Somebody hears an answer while it is being written. Used by one thread; must return at once.
public interface Telling {
  /// The next sentences of the answer, checked. What was told is the beginning of the turn that is
  /// committed, unless something arrives that is answered together with this: then none of it is.
  void says(String words);

  /// The first words are about to be told. From now on `stop` ends the answer where it is; it may
  /// be called from any thread, and returns at once.
  void begins(Runnable stop);
}
