package dev.parley.channel.sandbox.elevenlabs;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/// Words as mu-law bytes that a program can understand again, in place of real speech: for
/// simulated callers, and what the simulated synthesis says. Each UTF-16 unit begins with `0x01`,
/// then come its four half bytes as `0x10`-`0x1F`, highest first, then `0x02` for as long as the
/// unit lasts; silence is `0xFF`. A stamp is eight half bytes as `0x20`-`0x2F` after a unit's four.
/// No length, no preamble: a listener may begin anywhere, and a lost frame costs the characters in
/// it and no others.
public final class ToySpeech {
  /// About as fast as people speak.
  public static final int MILLIS_PER_CHARACTER = 60;

  /// The smallest that carries a character.
  public static final int MILLIS_PER_CHARACTER_MIN = 1;

  private static final int BYTES_PER_MILLI = 8;
  private static final byte BEGIN = 0x01;
  private static final byte LAST = 0x02;
  private static final byte SILENCE = (byte) 0xFF;
  private static final int STAMP_AT = 5;
  private static final int STAMP_HALVES = 8;
  private static final int TAG_BEGIN = 0xE0001;
  private static final int TAG_BASE = 0xE0000;

  private ToySpeech() {}

  /// At the usual pace.
  public static byte[] say(String text) {
    return say(text, MILLIS_PER_CHARACTER);
  }

  /// @param millisPerCharacter at least [#MILLIS_PER_CHARACTER_MIN]
  public static byte[] say(String text, int millisPerCharacter) {
    if (millisPerCharacter < MILLIS_PER_CHARACTER_MIN) {
      throw new IllegalArgumentException("a character needs 1 ms at least");
    }
    byte[] audio = new byte[text.length() * millisPerCharacter * BYTES_PER_MILLI];
    Arrays.fill(audio, LAST);
    for (int i = 0; i < text.length(); i++) {
      int at = i * millisPerCharacter * BYTES_PER_MILLI;
      audio[at] = BEGIN;
      for (int half = 0; half < 4; half++) {
        audio[at + 1 + half] = (byte) (0x10 | ((text.charAt(i) >> (12 - 4 * half)) & 0xF));
      }
    }
    return audio;
  }

  /// Speech that carries a number which nobody hears, at the beginning of its first character: who
  /// hears it knows whose it is.
  ///
  /// @param audio whose first character lasts 2 ms at least; changed in its place
  public static byte[] stamped(byte[] audio, int stamp) {
    for (int half = 0; half < STAMP_HALVES; half++) {
      audio[STAMP_AT + half] = (byte) (0x20 | ((stamp >>> (28 - 4 * half)) & 0xF));
    }
    return audio;
  }

  /// The number a sound begins with, where it carries one.
  public static OptionalInt stamp(byte[] audio) {
    if (audio.length < STAMP_AT + STAMP_HALVES) {
      return OptionalInt.empty();
    }
    int stamp = 0;
    for (int at = STAMP_AT; at < STAMP_AT + STAMP_HALVES; at++) {
      if ((audio[at] & 0xF0) != 0x20) {
        return OptionalInt.empty();
      }
      stamp = (stamp << 4) | (audio[at] & 0xF);
    }
    return OptionalInt.of(stamp);
  }

  public static byte[] silence(int millis) {
    byte[] audio = new byte[millis * BYTES_PER_MILLI];
    Arrays.fill(audio, SILENCE);
    return audio;
  }

  /// The same words, marked as spoken in a language, by Unicode's language tags: the simulated
  /// recognition leaves them out of the words and tells the language.
  public static String in(String language, String text) {
    StringBuilder tagged = new StringBuilder().appendCodePoint(TAG_BEGIN);
    language.chars().forEach(letter -> tagged.appendCodePoint(TAG_BASE + letter));
    return tagged.append(text).toString();
  }

  /// The language a text is marked with.
  static Optional<String> languageOf(String text) {
    StringBuilder language = new StringBuilder();
    text.codePoints()
        .filter(c -> c > TAG_BASE + ' ' && c < TAG_BASE + 0x7F)
        .forEach(c -> language.appendCodePoint(c - TAG_BASE));
    return Optional.of(language.toString()).filter(found -> !found.isEmpty());
  }

  static String withoutTags(String text) {
    StringBuilder plain = new StringBuilder();
    text.codePoints().filter(c -> c >> 8 != TAG_BASE >> 8).forEach(plain::appendCodePoint);
    return plain.toString();
  }

  /// Understands a stream. Not thread-safe.
  public static final class Ear {
    private final StringBuilder words = new StringBuilder();
    private int halves;
    private int unit;
    private long silentBytes;
    private long bytes;
    private int stampHalves;
    private int stamping;
    private int stamp;
    private long stampBegan;

    /// @param audio the next piece; may begin and end in the middle of a character
    public void hear(byte[] audio) {
      for (byte next : audio) {
        hear(next);
      }
    }

    /// What was understood and not taken yet.
    public String words() {
      return words.toString();
    }

    /// What was understood since the last time.
    public String take() {
      String taken = words.toString();
      words.setLength(0);
      return taken;
    }

    /// How long it has been silent.
    public long silentMillis() {
      return silentBytes / BYTES_PER_MILLI;
    }

    /// The last number that was heard; 0 where there was none.
    public int stamp() {
      return stamp;
    }

    /// Bytes that were heard before the character that carries it.
    public long stampBegan() {
      return stampBegan;
    }

    /// All bytes that were heard.
    public long bytes() {
      return bytes;
    }

    private void stamp(byte next) {
      stamping = (stamping << 4) | (next & 0xF);
      if (++stampHalves == STAMP_HALVES) {
        stamp = stamping;
        stampBegan = bytes - STAMP_AT - STAMP_HALVES;
      }
    }

    private void hear(byte next) {
      bytes++;
      silentBytes = next == SILENCE ? silentBytes + 1 : 0;
      if (next == BEGIN) {
        halves = 4;
        unit = 0;
        stampHalves = 0;
      } else if (halves > 0 && (next & 0xF0) == 0x10) {
        unit = (unit << 4) | (next & 0xF);
        halves--;
        if (halves == 0) {
          words.append((char) unit);
        }
      } else {
        halves = 0;
        if ((next & 0xF0) == 0x20) {
          stamp(next);
        }
      }
    }
  }

  /// All of it at once.
  public static String understand(byte[] audio) {
    Ear ear = new Ear();
    ear.hear(audio);
    return ear.take();
  }

  /// Pieces one after the other.
  public static byte[] together(byte[]... pieces) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] piece : pieces) {
      all.writeBytes(piece);
    }
    return all.toByteArray();
  }
}
