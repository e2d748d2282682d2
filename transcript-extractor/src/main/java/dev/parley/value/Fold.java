package dev.parley.value;

import java.text.Normalizer;
import java.util.Locale;

/// Lower case without diacritics: the form in which words are compared. Pure and thread-safe.
public final class Fold {
  private Fold() {}

  public static String fold(String text) {
    boolean plain = true;
    for (int i = 0; i < text.length() && plain; i++) {
      plain = text.charAt(i) < 0x80;
    }
    if (plain) {
      return text.toLowerCase(Locale.ROOT);
    }
    String split = Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFKD);
    StringBuilder folded = new StringBuilder(split.length());
    for (int i = 0; i < split.length(); i++) {
      append(folded, split.charAt(i));
    }
    return folded.toString();
  }

  /// Folded, with German umlauts written out: `müller` -> `mueller`.
  static String withoutUmlauts(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return fold(lower.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue"));
  }

  private static void append(StringBuilder folded, char c) {
    switch (c) {
      case 'ß' -> folded.append("ss");
      case 'ł' -> folded.append('l');
      case 'ø' -> folded.append('o');
      case 'đ', 'ð' -> folded.append('d');
      case 'þ' -> folded.append("th");
      case 'æ' -> folded.append("ae");
      case 'œ' -> folded.append("oe");
      case 'ı' -> folded.append('i');
      case '’', '‘', 'ʼ', '´', '`' -> folded.append('\'');
      case '–', '—', '‐', '‑', '−' -> folded.append('-');
      default -> {
        if (Character.getType(c) != Character.NON_SPACING_MARK) {
          folded.append(c);
        }
      }
    }
  }

  /// Letters left out, added, changed or swapped between two words.
  public static int slips(String a, String b) {
    return EditDistance.of(a, b);
  }
}
