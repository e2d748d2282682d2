package dev.parley.channel.voice;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// Turns what a contact says into words. Thread-safe.
public interface SpeechRecognition {
  /// Begins to listen; connects in the background and keeps what is said meanwhile.
  Listening listen(Choice choice, Listener listener);

  /// @param language expected, a tag such as `pt-BR`; empty: found out
  /// @param keyterms words that are likely to come
  record Choice(Optional<String> language, List<String> keyterms) {
    public Choice {
      keyterms = List.copyOf(keyterms);
    }
  }

  /// One call's ear. Not thread-safe; none of it blocks.
  interface Listening extends AutoCloseable {
    /// @param base64 mu-law at 8 kHz, base64 as the carrier sent it; 8 bytes decoded are 1 ms
    void hear(String base64);

    /// Asks for what was said so far as settled words.
    void commit();

    @Override
    void close();
  }

  /// Called on any thread, one at a time, in order, never after `close`. Must neither block nor
  /// call back.
  interface Listener {
    void partial(String text, Optional<String> language);

    void committed(String text, Optional<String> language, OptionalDouble confidence);

    /// What breaks and is mended without loss is not told.
    ///
    /// @param usable false when it gave up; it is closed then
    void trouble(String code, boolean usable);
  }
}
