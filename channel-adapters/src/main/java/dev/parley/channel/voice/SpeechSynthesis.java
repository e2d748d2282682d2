package dev.parley.channel.voice;

import java.util.List;
import java.util.Optional;

/// Turns words into speech. Thread-safe.
public interface SpeechSynthesis {
  /// Begins a call's voice; connects in the background and keeps what is to be said meanwhile.
  Speaking speak(Choice choice, Sink sink);

  /// Has sentences spoken in advance, in the background, so that saying exactly these in this voice
  /// costs no time later. May do nothing. Returns at once.
  default void prepare(Choice choice, List<String> sentences) {}

  /// @param voice the vendor's id; empty: the default of the settings
  record Choice(Optional<String> voice, String language) {}

  /// One call's mouth. Not thread-safe; none of it blocks.
  interface Speaking extends AutoCloseable {
    /// A whole sentence.
    void say(long reply, String text, String language);

    void finish(long reply);

    /// Nothing of this reply reaches the sink after it.
    void cut(long reply);

    @Override
    void close();
  }

  /// Called on any thread, one at a time, in order within a reply. Must not block and must not call
  /// back.
  interface Sink {
    void audio(long reply, Audio audio);

    /// All audio of a finished reply has been given.
    void done(long reply);

    /// What breaks and is mended without loss is not told.
    ///
    /// @param usable false when it gave up; it is closed then
    void trouble(long reply, String code, boolean usable);
  }

  /// A piece of speech. Immutable.
  ///
  /// @param base64 mu-law at 8 kHz; 8 bytes decoded are 1 ms
  /// @param spoken the characters in it and when each begins, where the vendor tells; else empty
  record Audio(String base64, List<Timed> spoken) {
    public Audio {
      spoken = List.copyOf(spoken);
    }

    public int bytes() {
      int padding = base64.endsWith("==") ? 2 : base64.endsWith("=") ? 1 : 0;
      return base64.length() / 4 * 3 - padding;
    }

    public int durationMs() {
      return bytes() / 8;
    }
  }

  /// @param atMs from the beginning of its piece of speech
  record Timed(String characters, int atMs) {}
}
