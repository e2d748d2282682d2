package dev.parley.evidence;

import dev.parley.evidence.Grounding.Grade;
import dev.parley.evidence.Grounding.Grounded;
import dev.parley.value.Fold;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A quote that was copied with slips: its words in order, in a stretch of the turn hardly longer
/// than the quote. Digits admit no slips: a phone number that is nearly right is wrong.
final class Alignment {
  private static final int WORDS_MIN = 3;
  private static final int WORDS_MAX = 120;
  private static final int EXTRA_WORDS = 3;
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}]++|\\p{Nd}++");

  private record Word(String folded, int start, int end) {}

  private Alignment() {}

  static Optional<Grounded> find(String quote, String turn) {
    List<Word> wanted = words(quote);
    List<Word> said = words(turn);
    if (wanted.size() < WORDS_MIN || wanted.size() > WORDS_MAX) {
      return Optional.empty();
    }
    Grounded best = null;
    double bestShare = 0;
    for (int from = 0; from < said.size(); from++) {
      if (!same(wanted.getFirst(), said.get(from)) && !same(wanted.get(1), said.get(from))) {
        continue;
      }
      int to = Math.min(said.size(), from + wanted.size() + EXTRA_WORDS);
      int[] last = new int[1];
      double share = share(wanted, said.subList(from, to), last);
      if (share >= Grounding.ALIGNED_SHARE_MIN && share > bestShare) {
        bestShare = share;
        best = new Grounded(said.get(from).start(), said.get(from + last[0]).end(), Grade.ALIGNED);
      }
    }
    return Optional.ofNullable(best);
  }

  private static List<Word> words(String text) {
    List<Word> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(text);
    while (matcher.find()) {
      String folded = Fold.fold(matcher.group());
      if (!folded.isEmpty()) {
        words.add(new Word(folded, matcher.start(), matcher.end()));
      }
    }
    return words;
  }

  /// The share of the quote's letters found in order; none where one of its numbers is missing.
  private static double share(List<Word> wanted, List<Word> said, int[] last) {
    int found = 0;
    int all = 0;
    int at = 0;
    for (Word word : wanted) {
      all += word.folded().length();
      int match = next(word, said, at);
      if (match >= 0) {
        found += word.folded().length();
        at = match + 1;
        last[0] = match;
      } else if (Character.isDigit(word.folded().charAt(0))) {
        return 0;
      }
    }
    return (double) found / all;
  }

  private static int next(Word word, List<Word> said, int from) {
    for (int i = from; i < Math.min(said.size(), from + EXTRA_WORDS + 1); i++) {
      if (same(word, said.get(i))) {
        return i;
      }
    }
    return -1;
  }

  private static boolean same(Word a, Word b) {
    if (a.folded().equals(b.folded())) {
      return true;
    }
    boolean digits = Character.isDigit(a.folded().charAt(0));
    int length = Math.min(a.folded().length(), b.folded().length());
    return !digits && length >= 5 && Fold.slips(a.folded(), b.folded()) <= 1;
  }
}
