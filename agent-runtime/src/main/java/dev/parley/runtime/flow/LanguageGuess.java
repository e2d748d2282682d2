package dev.parley.runtime.flow;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Tells the language of a text by its most common words: cheap, and silent when in doubt, which is
/// right for turns like "120" or "Maria Silva". Pure and thread-safe.
public final class LanguageGuess {
  /// The "com" of an address is no Portuguese. Tried at the beginning of a word only: anywhere else
  /// a long word would cost its length squared.
  private static final Pattern ADDRESS =
      Pattern.compile("(?<!\\S)(?:[^\\s@]*+@\\S*+|\\S*[./]\\p{L}\\S*+)");
  private static final double LEAD = 1.4;

  /// What an opening greeting of one language only weighs, beside its words.
  private static final double GREETING = 1.5;

  private static final Map<List<String>, String> GREETINGS = greetings();
  private static final Map<String, Map<String, Double>> WEIGHTS = weights();

  private LanguageGuess() {}

  /// The language tag, where the words speak clearly for one.
  public static Optional<String> of(String words) {
    Folded text = Folded.of(ADDRESS.matcher(words).replaceAll(" "));
    Map<String, Double> scores = new HashMap<>();
    for (String word : text.words()) {
      WEIGHTS.getOrDefault(word, Map.of()).forEach((tag, w) -> scores.merge(tag, w, Double::sum));
    }
    greeted(text).ifPresent(tag -> scores.merge(tag, GREETING, Double::sum));
    String best = "";
    double first = 0;
    double second = 0;
    for (String tag : Phrases.LANGUAGES) {
      double score = scores.getOrDefault(tag, 0.0);
      if (score > first) {
        second = first;
        first = score;
        best = tag;
      } else {
        second = Math.max(second, score);
      }
    }
    boolean enough = first >= (text.size() <= 3 ? 1.0 : text.size() <= 6 ? 1.3 : 2.0);
    return enough && first >= second * LEAD ? Optional.of(best) : Optional.empty();
  }

  /// The language whose greeting a text opens with, where it is no other language's.
  private static Optional<String> greeted(Folded text) {
    return GREETINGS.entrySet().stream()
        .filter(one -> one.getKey().size() <= text.size())
        .filter(one -> text.words().subList(0, one.getKey().size()).equals(one.getKey()))
        .max(Comparator.comparingInt(one -> one.getKey().size()))
        .map(Map.Entry::getValue)
        .filter(tag -> !tag.isEmpty());
  }

  private static Map<List<String>, String> greetings() {
    Map<List<String>, String> greetings = new HashMap<>();
    for (String tag : Phrases.LANGUAGES) {
      String hello = Phrases.bundle("cues", tag).getString(Cue.HELLO.key());
      for (String phrase : Phrases.split(hello, ";")) {
        greetings.merge(Folded.of(phrase).words(), tag, (a, b) -> a.equals(b) ? a : "");
      }
    }
    return greetings;
  }

  /// A word of one language weighs 1, of two languages a half each, and so on.
  private static Map<String, Map<String, Double>> weights() {
    Map<String, Map<String, Double>> weights = new HashMap<>();
    for (String tag : Phrases.LANGUAGES) {
      String common = Phrases.bundle("cues", tag).getString(Cue.COMMON.key());
      for (String word : Phrases.split(common, ";")) {
        weights.computeIfAbsent(word, unused -> new HashMap<>()).put(tag, 1.0);
      }
    }
    weights.values().forEach(tags -> tags.replaceAll((tag, w) -> w / tags.size()));
    return weights;
  }
}
