package dev.parley.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Words in a row that may be a name: given and family names, initials, particles.
///
/// @param known how many of them are known as names
/// @param everyday how many of them are everyday words
/// @param capitals how many of them begin with a capital
record NameRun(List<Token> words, int start, int end, int known, int everyday, int capitals) {
  static final int WORDS_MAX = 7;
  private static final int SMALL_WORD_CHARS_MAX = 3;

  static Optional<NameRun> at(Tokens tokens, int from, List<String> languages) {
    int i = skipTitles(tokens, from);
    int start = i;
    List<Token> words = new ArrayList<>();
    while (i < tokens.size() && words.size() < WORDS_MAX) {
      Token token = tokens.get(i);
      if (token.kind() == Token.Kind.SIGN) {
        if (!passes(tokens, i, words)) {
          break;
        }
        i++;
        continue;
      }
      if (!token.isWord() || !accepts(tokens, i, words, languages)) {
        break;
      }
      if (codeStarts(tokens, i, words) || dayStarts(tokens, i, words, languages)) {
        break;
      }
      words.add(token);
      i++;
    }
    while (!words.isEmpty() && dangling(words.getLast())) {
      words.removeLast();
    }
    int after = words.isEmpty() ? i : tokens.from(words.getLast().start()) + 1;
    if (words.size() > 1
        && single(words.getLast())
        && after < tokens.size()
        && tokens.get(after).isWord()
        && single(tokens.get(after))) {
      words.removeLast();
    }
    // "theodora vance v a n c e": what is spelled out is said already.
    while (words.size() > 2 && single(words.getLast()) && single(words.get(words.size() - 2))) {
      words.removeLast();
      if (!single(words.get(words.size() - 2))) {
        words.removeLast();
      }
    }
    if (words.isEmpty() || (words.getLast().folded().length() < 2 && words.size() == 1)) {
      return Optional.empty();
    }
    return Optional.of(of(tokens, words, start, languages));
  }

  /// `w208`, and `jdh 947` behind a name.
  private static boolean codeStarts(Tokens tokens, int i, List<Token> words) {
    String folded = tokens.get(i).folded();
    boolean brief = folded.length() <= 3 && !NameWords.isKnown(folded);
    return tokens.isDigits(i + 1) && (tokens.touching(i) || (brief && !words.isEmpty()));
  }

  /// "leonard okafor march second", "it's October 3": where a date begins.
  private static boolean dayStarts(
      Tokens tokens, int i, List<Token> words, List<String> languages) {
    if (DateWords.at(DateWords.Kind.MONTH, tokens, i, languages).isEmpty()) {
      return false;
    }
    boolean numbered =
        tokens.isDigits(i + 1) || NumberWords.at(tokens, i + 1, languages).isPresent();
    boolean ordinal = DateWords.at(DateWords.Kind.ORDINAL, tokens, i + 1, languages).isPresent();
    return numbered || (ordinal && !words.isEmpty());
  }

  private static NameRun of(Tokens tokens, List<Token> words, int start, List<String> languages) {
    int known = 0;
    int everyday = 0;
    int capitals = 0;
    for (Token word : words) {
      boolean name = NameWords.isKnown(word.folded());
      known += name ? 1 : 0;
      everyday += !name && NameWords.isEveryday(word.folded(), languages) ? 1 : 0;
      capitals += Character.isUpperCase(word.text().codePointAt(0)) ? 1 : 0;
    }
    int end = tokens.from(words.getLast().start()) + 1;
    return new NameRun(List.copyOf(words), start, end, known, everyday, capitals);
  }

  private static int skipTitles(Tokens tokens, int from) {
    int i = from;
    while (i < tokens.size()) {
      var title = NameWords.TITLES.at(tokens, i);
      // "Don" and "M" may be names themselves when nothing follows them.
      boolean last = title.isPresent() && title.get().end() >= tokens.size();
      if (title.isEmpty() || last) {
        break;
      }
      i = title.get().end();
      i = tokens.isSign(i, '.') ? i + 1 : i;
    }
    return i;
  }

  /// Hyphens inside double names, points after initials.
  private static boolean passes(Tokens tokens, int i, List<Token> words) {
    if (words.isEmpty() || i + 1 >= tokens.size()) {
      return false;
    }
    boolean hyphen =
        (tokens.isSign(i, '-') || tokens.isSign(i, '\''))
            && tokens.touching(i - 1)
            && tokens.touching(i);
    boolean initial = tokens.isSign(i, '.') && words.getLast().folded().length() == 1;
    return hyphen || initial;
  }

  private static boolean accepts(Tokens tokens, int i, List<Token> words, List<String> languages) {
    String folded = tokens.get(i).folded();
    if (NameWords.isParticle(folded)
        && !(NameWords.isKnown(folded)
            && words.isEmpty()
            && !nameFollows(tokens, i + 1, languages))) {
      boolean lower = Character.isLowerCase(tokens.get(i).text().codePointAt(0));
      return (!words.isEmpty() && nameFollows(tokens, i + 1, languages))
          || (words.isEmpty()
              && nameFollows(tokens, i + 1, languages)
              && (!lower || !NameWords.isStop(folded, languages)));
    }
    boolean joined = tokens.isSign(i - 1, '-') && tokens.touching(i - 1);
    return joined || !NameWords.isStop(folded, languages) || inside(tokens, i, words);
  }

  /// "Giuseppe Lo Monaco": a small word with a capital between two names.
  private static boolean inside(Tokens tokens, int i, List<Token> words) {
    return !words.isEmpty()
        && tokens.get(i).text().length() <= SMALL_WORD_CHARS_MAX
        && tokens.get(i).text().length() > 1
        && i + 1 < tokens.size()
        && tokens.get(i + 1).isWord()
        && capital(words.getLast())
        && capital(tokens.get(i))
        && capital(tokens.get(i + 1));
  }

  private static boolean nameFollows(Tokens tokens, int from, List<String> languages) {
    for (int i = from; i < Math.min(tokens.size(), from + 3); i++) {
      Token token = tokens.get(i);
      if (token.isSign('\'')) {
        continue;
      }
      if (!token.isWord()) {
        return false;
      }
      if (!NameWords.isParticle(token.folded())) {
        return !NameWords.isStop(token.folded(), languages);
      }
    }
    return false;
  }

  private static boolean single(Token word) {
    return word.text().length() == 1;
  }

  private static boolean dangling(Token word) {
    return NameWords.isParticle(word.folded())
        && Character.isLowerCase(word.text().codePointAt(0))
        && !NameWords.isKnown(word.folded());
  }

  /// Without the everyday words at its end: "ana silva thanks a lot" is Ana Silva, but "Grace Hope"
  /// is what she is called.
  NameRun trimmed(Tokens tokens, List<String> languages) {
    List<Token> kept = new ArrayList<>(words);
    boolean whole = kept.size() == 2 && end == tokens.size();
    if (whole && NameWords.isGiven(kept.getFirst().folded())) {
      return this;
    }
    boolean german = languages.getFirst().equals("de") && end < tokens.size();
    while (kept.size() > 1
        && !NameWords.isKnown(kept.getLast().folded())
        && !(capital(kept.getLast()) && capital(kept.getFirst()) && !german)
        && NameWords.isEveryday(kept.getLast().folded(), languages)) {
      kept.removeLast();
    }
    return kept.size() == words.size() ? this : of(tokens, kept, start, languages);
  }

  /// Without the business behind a particle: "Caio da Studio Pixel" is Caio.
  NameRun withoutBusiness(Tokens tokens, List<String> languages) {
    for (int i = 1; i + 1 < words.size(); i++) {
      int from = tokens.from(words.get(i).start()) + 1;
      if (NameWords.isParticle(words.get(i).folded())
          && CompanyReader.business(tokens, from, end + 1)) {
        return of(tokens, words.subList(0, i), start, languages);
      }
    }
    return this;
  }

  private static boolean capital(Token word) {
    return Character.isUpperCase(word.text().codePointAt(0))
        && !word.text().equals(word.text().toUpperCase(Locale.ROOT));
  }

  int size() {
    return words.size();
  }

  /// The name as people write it: capitals where the text had none, or nothing else; what stands
  /// between its words (hyphens, points of initials) stays.
  String written(String text) {
    boolean shouting =
        words.stream().allMatch(w -> w.text().equals(w.text().toUpperCase(Locale.ROOT)))
            && words.stream().anyMatch(w -> w.text().length() > 2);
    StringBuilder written = new StringBuilder();
    int at = words.getFirst().start();
    for (Token word : words) {
      String between = text.substring(at, word.start());
      written.append(between.isBlank() && !between.isEmpty() ? " " : between);
      written.append(cased(word, shouting, written.isEmpty() && capitals == 0));
      at = word.end();
    }
    return written.toString();
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static String cased(Token word, boolean shouting, boolean first) {
    String text = shouting ? lower(word.text()) : word.text();
    boolean lower = text.equals(lower(text));
    if (!lower || (!first && NameWords.isParticle(word.folded()) && text.length() < 4)) {
      return text;
    }
    return capitalised(text);
  }

  static String capitalised(String text) {
    StringBuilder capitalised = new StringBuilder(text.length());
    boolean up = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      capitalised.append(up ? Character.toTitleCase(c) : c);
      up = c == '-' || ((c == '\'' || c == '’') && i <= 2);
    }
    return capitalised.toString();
  }
}
