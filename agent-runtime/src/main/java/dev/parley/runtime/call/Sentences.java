package dev.parley.runtime.call;

import dev.parley.runtime.turn.SentenceStream;
import java.util.ArrayList;
import java.util.List;

/// A reply in the pieces it is spoken in. Pure.
final class Sentences {
  private Sentences() {}

  /// Never empty for a text that is not blank; joined by single spaces they are the text again,
  /// but for writing without spaces.
  static List<String> of(String text, String language) {
    SentenceStream stream = new SentenceStream(language);
    List<String> sentences = new ArrayList<>();
    for (String word : text.strip().split("\\s+")) {
      sentences.addAll(stream.add(word + " "));
    }
    stream.rest().ifPresent(sentences::add);
    return sentences;
  }

  /// Whether a turn that was cut off had not come to its question: less than half of the words of
  /// the last one were heard.
  static boolean cutBeforeQuestion(String heard, String unheard, String language) {
    if (unheard.isBlank()) {
      return false;
    }
    int left = count(unheard);
    for (String sentence : of(heard + " " + unheard, language).reversed()) {
      int words = count(sentence);
      if (sentence.indexOf('?') >= 0 || sentence.indexOf('？') >= 0) {
        return Math.min(words, left) * 2 > words;
      }
      left -= words;
      if (left <= 0) {
        return false;
      }
    }
    return false;
  }

  private static int count(String text) {
    return text.isBlank() ? 0 : text.strip().split("\\s+").length;
  }

  /// What of `whole` comes after the words that were `heard`; all of it where they do not fit.
  static String rest(String whole, String heard) {
    String[] words = whole.strip().split("\\s+");
    String trimmed = heard.strip();
    int done = trimmed.isEmpty() ? 0 : trimmed.split("\\s+").length;
    return done >= words.length ? "" : String.join(" ", List.of(words).subList(done, words.length));
  }
}
