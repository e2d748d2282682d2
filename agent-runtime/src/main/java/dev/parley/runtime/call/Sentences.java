package dev.parley.runtime.call;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A reply in the pieces it is spoken in. Pure.
final class Sentences {
  private Sentences() {}

  /// Never empty for a text that is not blank; joined by single spaces they are the text again.
  static List<String> of(String text, String language) {
    BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.forLanguageTag(language));
    breaks.setText(text);
    List<String> sentences = new ArrayList<>();
    int start = breaks.first();
    for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
      String sentence = text.substring(start, end).strip();
      if (!sentence.isEmpty()) {
        sentences.add(sentence);
      }
      start = end;
    }
    return sentences;
  }

  /// What of `whole` comes after the words that were `heard`; all of it where they do not fit.
  static String rest(String whole, String heard) {
    String[] words = whole.strip().split("\\s+");
    String trimmed = heard.strip();
    int done = trimmed.isEmpty() ? 0 : trimmed.split("\\s+").length;
    return done >= words.length ? "" : String.join(" ", List.of(words).subList(done, words.length));
  }
}
