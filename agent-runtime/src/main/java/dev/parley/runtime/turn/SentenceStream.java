package dev.parley.runtime.turn;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Finds the ends of sentences in a text that comes in pieces: a sentence is whole once what
/// follows it shows that it ended. A dot after an abbreviation, an initial, a number or before a
/// small letter ends none. One per text; not thread-safe.
public final class SentenceStream {
  private static final String ENDS = ".!?…";

  /// Of writing without spaces: the sentence is over at once.
  private static final String ENDS_AT_ONCE = "。！？｡";

  private static final String MORE_ENDS = "؟।";
  private static final String CLOSING = "\"'”’»)]";
  private static final Set<String> TITLES =
      words(
          "dr dra drs sr sra srs sres srta srto mr mrs ms mx prof profa profe st sta jr rev hon"
              + " bzw inkl exkl ggf evtl usf zzgl vs etc avda hr fr dott dotto sig sigg sigra avv"
              + " arch geom rag spett gent lic arq exmo exma eng ing d dª dña mme mlle mm bld blvd"
              + " ave ud uds vd vds inc ltd co corp gmbh aprox approx mio mrd");

  /// Only where a number follows.
  private static final Set<String> BEFORE_NUMBERS =
      words(
          "no nr nº núm num tel tlf ext ca art abs min max p pág pag jan feb mar apr aug sep sept"
              + " oct nov dec okt dez");

  private final boolean ordinals;
  private final StringBuilder text = new StringBuilder();

  /// @param language BCP 47
  public SentenceStream(String language) {
    // "am 5. Mai": there a number with a dot is an ordinal.
    this.ordinals = Locale.forLanguageTag(language).getLanguage().equals("de");
  }

  /// @return the sentences that are whole now, single-spaced
  public List<String> add(String piece) {
    for (int i = 0; i < piece.length(); i++) {
      char c = piece.charAt(i);
      boolean space = Character.isWhitespace(c) || c == '\u00a0' || c == '\u202f';
      if (!space) {
        text.append(c);
      } else if (!text.isEmpty() && text.charAt(text.length() - 1) != ' ') {
        text.append(' ');
      }
    }
    List<String> whole = new ArrayList<>();
    for (int end = end(); end > 0; end = end()) {
      whole.add(text.substring(0, end).strip());
      text.delete(0, end);
      if (!text.isEmpty() && text.charAt(0) == ' ') {
        text.deleteCharAt(0);
      }
    }
    return whole;
  }

  /// The text is over.
  public Optional<String> rest() {
    String rest = text.toString().strip();
    text.setLength(0);
    return Optional.of(rest).filter(words -> !words.isEmpty());
  }

  /// Where the first sentence ends, 0 while that is not known.
  private int end() {
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (isEnd(c)) {
        int after = at + 1;
        while (after < text.length() && (isEnd(text.charAt(after)) || closes(after))) {
          after++;
        }
        if (ends(at, after)) {
          return after;
        }
        at = after - 1;
      }
    }
    return 0;
  }

  private static boolean isEnd(char c) {
    return ENDS.indexOf(c) >= 0 || ENDS_AT_ONCE.indexOf(c) >= 0 || MORE_ENDS.indexOf(c) >= 0;
  }

  private boolean closes(int at) {
    return CLOSING.indexOf(text.charAt(at)) >= 0;
  }

  /// @param at the first mark of the end
  /// @param after behind the last
  private boolean ends(int at, int after) {
    if (after >= text.length()) {
      return false;
    }
    if (ENDS_AT_ONCE.indexOf(text.charAt(at)) >= 0) {
      return true;
    }
    if (text.charAt(after) != ' ' || after + 1 >= text.length()) {
      return false;
    }
    char next = text.charAt(after + 1);
    if (isEnd(next) || CLOSING.indexOf(next) >= 0) {
      return false;
    }
    boolean dot = text.charAt(at) == '.' && after == at + 1;
    return dot ? !Character.isLowerCase(next) && !abbreviates(at, Character.isDigit(next)) : true;
  }

  private boolean abbreviates(int dot, boolean numberFollows) {
    int start = dot;
    while (start > 0 && isWordPart(text.charAt(start - 1))) {
      start--;
    }
    String word = text.substring(start, dot);
    if (word.isEmpty()) {
      return false;
    }
    boolean number = word.chars().allMatch(Character::isDigit);
    boolean letters = word.indexOf('.') >= 0 && word.chars().anyMatch(Character::isLetter);
    boolean initial = word.length() == 1 && Character.isLetter(word.charAt(0));
    String small = word.toLowerCase(Locale.ROOT);
    return (number && ordinals)
        || letters
        || initial
        || TITLES.contains(small)
        || (numberFollows && BEFORE_NUMBERS.contains(small));
  }

  private static Set<String> words(String all) {
    return Set.of(all.split(" "));
  }

  private static boolean isWordPart(char c) {
    return Character.isLetterOrDigit(c) || c == '.' || c == 'ª' || c == 'º';
  }
}
