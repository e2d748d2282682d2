package dev.parley.risk;

import dev.parley.value.Fold;
import dev.parley.value.Lexicon;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Pattern;

/// Whether a word looks typed at random: by pairs of letters that hardly occur in names and common
/// words of the languages read here, by missing vowels, and by walks along the keyboard. Says
/// nothing of other scripts than Latin. Pure and thread-safe.
final class Gibberish {
  private static final int LETTERS = 26;
  private static final int LETTERS_MIN = 6;

  /// Strange pairs that names from elsewhere may well have.
  private static final int STRANGE_MIN = 2;

  private static final double STRANGE_SHARE = 0.5;
  private static final int VOWELLESS_MIN = 6;
  private static final int WALK_MIN = 5;
  private static final List<String> ROWS =
      List.of("qwertyuiop", "asdfghjkl", "zxcvbnm", "azertyuiop", "qwertzuiop");
  private static final Pattern WORDS = Pattern.compile("[^\\p{L}]+");
  private static final Pattern LATIN = Pattern.compile("[a-z]+");
  private static final Pattern VOWEL = Pattern.compile("[aeiouy]");
  private static final Pattern SAME = Pattern.compile("(.)\\1{3,}");
  private static final BitSet KNOWN = known();

  private Gibberish() {}

  /// Whether any word of it does.
  static boolean isLikely(String text) {
    for (String word : WORDS.split(Fold.fold(text))) {
      if (LATIN.matcher(word).matches() && isRandom(word)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isRandom(String word) {
    if (SAME.matcher(word).find() || walks(word)) {
      return true;
    }
    if (word.length() >= VOWELLESS_MIN && !VOWEL.matcher(word).find()) {
      return true;
    }
    return word.length() >= LETTERS_MIN && isStrange(word);
  }

  private static boolean isStrange(String word) {
    int strange = 0;
    for (int i = 1; i < word.length(); i++) {
      if (!KNOWN.get(pair(word.charAt(i - 1), word.charAt(i)))) {
        strange++;
      }
    }
    return strange >= STRANGE_MIN && strange >= STRANGE_SHARE * (word.length() - 1);
  }

  /// `asdfg`, `lkjhg`.
  private static boolean walks(String word) {
    String back = new StringBuilder(word).reverse().toString();
    return ROWS.stream().anyMatch(row -> follows(row, word) || follows(row, back));
  }

  private static boolean follows(String row, String word) {
    for (int i = 0; i + WALK_MIN <= word.length(); i++) {
      if (row.contains(word.substring(i, i + WALK_MIN))) {
        return true;
      }
    }
    return false;
  }

  private static BitSet known() {
    BitSet known = new BitSet(LETTERS * LETTERS);
    Lexicon names = Lexicon.read("givennames");
    names.entries("und", "given").forEach(entry -> learn(entry.phrase(), known));
    names.entries("und", "family").forEach(entry -> learn(entry.phrase(), known));
    return known;
  }

  private static void learn(String words, BitSet known) {
    for (String word : WORDS.split(Fold.fold(words))) {
      if (LATIN.matcher(word).matches()) {
        for (int i = 1; i < word.length(); i++) {
          known.set(pair(word.charAt(i - 1), word.charAt(i)));
        }
      }
    }
  }

  private static int pair(char first, char second) {
    return (first - 'a') * LETTERS + (second - 'a');
  }
}
