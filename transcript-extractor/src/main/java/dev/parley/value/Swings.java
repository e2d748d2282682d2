package dev.parley.value;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// "It depends, 140 in winter and 60 in summer": an amount that comes in two is neither of them.
final class Swings {
  private Swings() {}

  static boolean in(Tokens tokens, List<String> languages) {
    boolean depends = false;
    Set<String> amounts = new HashSet<>();
    int i = 0;
    while (i < tokens.size()) {
      depends |= depends(tokens, i);
      int at = i;
      i++;
      if (tokens.isDigits(at)) {
        amounts.add(tokens.get(at).folded());
      } else if (tokens.get(at).isWord()) {
        var words = NumberWords.at(tokens, at, languages).filter(one -> one.value() > 1);
        words.ifPresent(one -> amounts.add(Long.toString(one.value())));
        i = words.map(NumberWords.Words::end).orElse(i);
      }
    }
    return depends && amounts.size() > 1;
  }

  private static boolean depends(Tokens tokens, int i) {
    return switch (tokens.get(i).folded()) {
      case "depends",
          "depending",
          "depende",
          "dipende",
          "depend",
          "varies",
          "varia",
          "varie",
          "schwankt" ->
          true;
      case "drauf", "darauf" -> tokens.isWord(i + 1, "an") && tokens.isWord(i - 1, "kommt");
      default -> false;
    };
  }
}
