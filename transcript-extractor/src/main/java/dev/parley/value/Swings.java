package dev.parley.value;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// "It depends, 140 in winter and 60 in summer": an amount that comes in two is neither of them.
final class Swings {
  private static final List<String> ALL = List.copyOf(Languages.KNOWN);

  private Swings() {}

  static boolean in(Tokens tokens, List<String> languages) {
    boolean depends = false;
    Set<String> amounts = new HashSet<>();
    int i = 0;
    while (i < tokens.size()) {
      depends |= depends(tokens, i);
      if (between(tokens, i)) {
        // "It depends, between 80 and 120" is a range like any other.
        return false;
      }
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

  private static boolean between(Tokens tokens, int i) {
    boolean opener =
        switch (tokens.get(i).folded()) {
          case "between", "entre", "zwischen", "tra", "fra" -> true;
          default -> false;
        };
    boolean follows =
        i + 1 < tokens.size()
            && (tokens.isDigits(i + 1)
                || tokens.get(i + 1).kind() == Token.Kind.SIGN
                || NumberWords.at(tokens, i + 1, ALL).isPresent()
                || tokens.isWord(i + 1, "los")
                || tokens.isWord(i + 1, "os"));
    return opener && follows;
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
