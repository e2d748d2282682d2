package dev.parley.runtime.flow;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Text as words that compare: lower case, no accents, no signs. English endings stay on their word
/// (`don't` is `dont`), words that lean on the next one leave it (`l'impianto` is `l impianto`).
/// Immutable.
public record Folded(List<String> words) {
  /// Longer than any message a channel lets through; the rest is not read.
  static final int WORDS_MAX = 4_000;

  private static final Set<String> ENDINGS = Set.of("s", "t", "m", "d", "re", "ve", "ll", "nt");

  public Folded {
    words = List.copyOf(words);
  }

  public static Folded of(String text) {
    String plain = plain(text);
    List<String> words = new ArrayList<>();
    int i = 0;
    while (i < plain.length() && words.size() < WORDS_MAX) {
      int end = i;
      while (end < plain.length() && Character.isLetterOrDigit(plain.charAt(end))) {
        end++;
      }
      if (end > i) {
        add(words, plain, i, end);
      }
      i = Math.max(end, i + 1);
    }
    return new Folded(words);
  }

  private static void add(List<String> words, String plain, int start, int end) {
    String word = plain.substring(start, end);
    boolean ending = start > 1 && plain.charAt(start - 1) == '\'' && ENDINGS.contains(word);
    if (ending && Character.isLetter(plain.charAt(start - 2)) && !words.isEmpty()) {
      words.set(words.size() - 1, words.getLast() + word);
    } else {
      words.add(word);
    }
  }

  private static String plain(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    boolean ascii = lower.chars().allMatch(c -> c < 0x80);
    if (ascii) {
      return lower;
    }
    StringBuilder plain = new StringBuilder(lower.length());
    String split = Normalizer.normalize(lower, Normalizer.Form.NFKD);
    for (int i = 0; i < split.length(); i++) {
      char c = split.charAt(i);
      switch (c) {
        case 'ß' -> plain.append("ss");
        case 'œ' -> plain.append("oe");
        case 'æ' -> plain.append("ae");
        case 'ø' -> plain.append('o');
        case '’', '‘', 'ʼ', '´', '`' -> plain.append('\'');
        default -> {
          if (Character.getType(c) != Character.NON_SPACING_MARK) {
            plain.append(c);
          }
        }
      }
    }
    return plain.toString();
  }

  public boolean isEmpty() {
    return words.isEmpty();
  }

  public int size() {
    return words.size();
  }

  /// Whether the phrase stands in this text, word by word.
  public boolean has(Folded phrase) {
    return java.util.Collections.indexOfSubList(words, phrase.words) >= 0;
  }

  /// The words with single spaces between them.
  public String joined() {
    return String.join(" ", words);
  }
}
