package dev.parley.channel.speech;

import dev.parley.channel.voice.SpeechSynthesis.Audio;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// What of a reply is still to be spoken, in order. Guarded by its mouth.
final class Reply {
  final long number;
  private final Deque<Part> parts = new ArrayDeque<>();
  private int chars;
  boolean finished;

  /// Speech that is there already, or words for the vendor.
  sealed interface Part {
    record Fixed(Audio audio) implements Part {}

    record Spoken(Passage passage) implements Part {}
  }

  Reply(long number) {
    this.number = number;
  }

  int chars() {
    return chars;
  }

  void add(Audio fixed, int length) {
    chars += length;
    parts.add(new Part.Fixed(fixed));
  }

  void add(String sentence, String language) {
    chars += sentence.length();
    if (parts.peekLast() instanceof Part.Spoken(Passage last)
        && last.language.equals(language)
        && !last.closing
        && !last.over) {
      last.add(sentence);
      return;
    }
    Passage passage = new Passage(number, language);
    passage.add(sentence);
    parts.add(new Part.Spoken(passage));
  }

  @Nullable Part head() {
    return parts.peek();
  }

  void pop() {
    parts.remove();
  }

  /// Words are there, and the vendor has not spoken them.
  boolean waitsForSpeech() {
    return head() instanceof Part.Spoken(Passage passage) && !passage.over && !passage.isSpoken();
  }

  /// No more words come for the part that is spoken now.
  boolean headIsComplete() {
    return finished || parts.size() > 1;
  }
}
