package dev.parley.value;

import java.util.Optional;
import java.util.Set;

/// Words with which people take back what they just said: en, es, pt, de, fr, it, pl.
public final class Corrections {
  /// These deny what comes as often as what went: they count only when they stand apart from it
  /// ("two, no, three"), or right before another value.
  private static final Set<String> BARE = Set.of("no", "nao", "nein", "non", "nie");

  private static final Phrases<String> ALL = new Phrases<>();

  static {
    Lexicon lexicon = Lexicon.read("corrections");
    for (String language : Languages.KNOWN) {
      lexicon.entries(language, "correction").forEach(e -> ALL.put(e.phrase(), language));
    }
  }

  private Corrections() {}

  /// Whether a correction stands between two tokens.
  public static boolean between(Tokens tokens, int from, int to) {
    for (int i = Math.max(0, from); i < Math.min(to, tokens.size()); i++) {
      int end = at(tokens, i).orElse(i);
      if (end > i && (end <= to && (apart(tokens, i, end) || to - end <= 1))) {
        return true;
      }
    }
    return false;
  }

  /// Whether a correction stands in a part of a text.
  public static boolean between(String text, int from, int to) {
    Tokens tokens = Tokens.of(text.substring(from, to));
    return between(tokens, 0, tokens.size());
  }

  /// Where a text goes on after it opened by taking something back in so many words: "no wait, …",
  /// "nein, warte, …", "no, sorry, …". There "no" answers nothing. 0 where it does not.
  public static int opening(String text) {
    Tokens tokens = Tokens.of(text);
    int parts = 0;
    int i = 0;
    while (i < tokens.size()) {
      Optional<Integer> end = at(tokens, i);
      if (end.isEmpty() && tokens.get(i).kind() != Token.Kind.SIGN) {
        break;
      }
      parts += end.isPresent() ? 1 : 0;
      i = end.orElse(i + 1);
    }
    boolean bare = tokens.size() > 0 && BARE.contains(tokens.get(0).folded());
    if (!bare || parts < 2) {
      return 0;
    }
    return i < tokens.size() ? tokens.get(i).start() : text.length();
  }

  /// The index after a correction that begins at a token and stands apart from what follows.
  static Optional<Integer> apartAt(Tokens tokens, int i) {
    return at(tokens, i).filter(end -> apart(tokens, i, end));
  }

  private static Optional<Integer> at(Tokens tokens, int i) {
    // "Team instead of Starter" corrects nothing.
    return ALL.at(tokens, i)
        .map(Phrases.Match::end)
        .filter(end -> !(tokens.isWord(end - 1, "instead") && tokens.isWord(end, "of")));
  }

  private static boolean apart(Tokens tokens, int i, int end) {
    boolean bare = end - i == 1 && BARE.contains(tokens.get(i).folded());
    return !bare
        || (end < tokens.size() && (!tokens.get(end).isWord() || at(tokens, end).isPresent()));
  }
}
