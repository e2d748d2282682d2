package dev.parley.config.language;

/// Hears an answer while it is being written: finished members of the JSON object first, then the
/// pieces of the one member that is streamed. Once a piece of text has been handed out, the call is
/// neither retried nor moved to another provider: what was said cannot be unsaid.
public interface PartialListener {
  /// Hears nothing.
  PartialListener NONE = new PartialListener() {};

  /// A top-level member is complete. After a retry the members of the new try come again.
  ///
  /// @param json its value as JSON text
  default void member(String name, String json) {}

  /// The next piece of the streamed member's text, unescaped.
  default void text(String piece) {}
}
