package dev.parley.value;

/// Takes the commonest plural and gender endings off a folded word, so that `houses` meets `house`.
/// Rough on purpose: it only ever compares words with words.
final class Stem {
  private static final int STEM_CHARS_MIN = 3;
  private static final String[] ENDINGS = {
    "innen", "in", "es", "en", "os", "as", "s", "n", "e", "o", "a", "i"
  };

  private Stem() {}

  static String of(String folded) {
    for (String ending : ENDINGS) {
      if (folded.endsWith(ending) && folded.length() - ending.length() >= STEM_CHARS_MIN) {
        return folded.substring(0, folded.length() - ending.length());
      }
    }
    return folded;
  }
}
