package dev.parley.value;

/// Words with which people take back what they just said: en, es, pt, de, fr, it, pl.
public final class Corrections {
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
    return ALL.anywhere(tokens, from, to);
  }
}
