package dev.parley.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Names of people: introduced ("my name is", "sou o", "this is … from"), bare, with titles and
/// particles, spelled, in any case. "I'm fine" and "sou o dono" are no names: en, es, pt, de, fr,
/// it, pl.
final class NameReader {
  private static final int WORDS_OF_BARE_ANSWER_MAX = 5;
  private static final int WORDS_OF_BRIEF_ANSWER_MAX = 8;

  private static final int UNKNOWN_WORDS_MAX = 3;
  private static final ByLanguage<Phrases<String>> LED =
      ByLanguage.phrases(Lexicon.read("names"), "asked");
  private static final ByLanguage<Phrases<String>> CALLED =
      ByLanguage.phrases(Lexicon.read("names"), "called");

  private NameReader() {}

  static Parsed answer(Tokens tokens, ValueContext ctx) {
    List<String> languages = ctx.languages();
    Found spelled = NameSpelling.spelled(tokens, ctx);
    List<Found> introduced = introduced(tokens, ctx, true);
    introduced.removeIf(one -> letters(tokens, one));
    if (!introduced.isEmpty()) {
      int from = afterWeak(tokens, Fillers.skip(tokens, 0, languages), languages);
      Found whole = NameJoins.completed(tokens, introduced.getLast(), from, languages);
      Found last = NameJoins.fuller(tokens, whole, languages);
      return new Parsed.Valid(NameSpelling.respelled(last, spelled));
    }
    int start = Fillers.skip(tokens, 0, languages);
    start = afterWeak(tokens, start, languages);
    Found alphabet = NameSpelling.alphabet(tokens, start, languages);
    if (alphabet != null) {
      return new Parsed.Valid(alphabet);
    }
    Found bare = bareFrom(tokens, start, languages);
    if (bare != null) {
      Found whole =
          NameSpelling.eachSpelled(tokens, NameJoins.fuller(tokens, bare, languages), languages);
      return new Parsed.Valid(NameSpelling.respelled(whole, spelled));
    }
    return spelled == null ? called(tokens, languages) : new Parsed.Valid(spelled);
  }

  /// "My son is called Mattis", to the question for his name.
  private static Parsed called(Tokens tokens, List<String> languages) {
    for (int i = 1; i < tokens.size(); i++) {
      var cue = ByLanguage.longest(CALLED, languages, tokens, i);
      Optional<NameRun> run = cue.flatMap(match -> NameRun.at(tokens, match.end(), languages));
      if (run.isPresent() && bare(tokens, run.get(), languages)) {
        return new Parsed.Valid(found(tokens, run.get().trimmed(tokens, languages), 0.85));
      }
    }
    return Parsed.Nothing.NOTHING;
  }

  /// "Siobhan Keogh, that's K E O G H" introduces nobody called so.
  private static boolean letters(Tokens tokens, Found found) {
    int from = tokens.from(found.start());
    int to = tokens.from(found.end());
    for (int i = from; i < to; i++) {
      if (tokens.get(i).isWord() && tokens.get(i).text().length() > 1) {
        return false;
      }
    }
    return to - from > 1;
  }

  static List<Found> mentions(Tokens tokens, ValueContext ctx) {
    return introduced(tokens, ctx, false);
  }

  /// A name at the start of the answer, or of a later sentence of a brief one: "Well. Marcus".
  private static @Nullable Found bareFrom(Tokens tokens, int from, List<String> languages) {
    int start = from;
    while (start < tokens.size()) {
      Optional<NameRun> run = NameRun.at(tokens, start, languages);
      if (run.isPresent() && bare(tokens, run.get(), languages)) {
        NameRun name = NameJoins.turned(tokens, run.get().trimmed(tokens, languages), languages);
        double certainty = name.known() > 0 ? 0.95 : name.everyday() == 0 ? 0.88 : 0.7;
        return found(tokens, name, certainty);
      }
      int end = start;
      while (end < tokens.size() && !tokens.isSign(end, '.') && !tokens.isSign(end, '!')) {
        end++;
      }
      boolean brief = tokens.words() <= WORDS_OF_BRIEF_ANSWER_MAX;
      start = brief ? Fillers.skip(tokens, end + 1, languages) : tokens.size();
    }
    return null;
  }

  private static int afterWeak(Tokens tokens, int from, List<String> languages) {
    // "Con Facundo" answers who is speaking; behind a name it only says how it is written.
    boolean with = languages.contains("es") && tokens.isWord(from, "con");
    int start = with ? from + 1 : from;
    var led = ByLanguage.longest(LED, languages, tokens, start);
    start = led.map(Phrases.Match::end).orElse(start);
    var weak = ByLanguage.longest(NameWords.WEAK, languages, tokens, start);
    return weak.map(match -> Fillers.skip(tokens, match.end(), languages)).orElse(start);
  }

  /// Whether the words at the beginning of an answer are a name and not the start of a sentence.
  private static boolean bare(Tokens tokens, NameRun run, List<String> languages) {
    if (run.size() > WORDS_OF_BARE_ANSWER_MAX && run.known() < 2) {
      return false;
    }
    NameRun name = run.trimmed(tokens, languages);
    if (name.size() == 1 && name.words().getFirst().text().length() < 2) {
      return false;
    }
    if (name.size() > UNKNOWN_WORDS_MAX && name.known() == 0 && name.capitals() == 0) {
      // "Glielo do se serve" is a sentence.
      return false;
    }
    boolean everydayOnly = name.everyday() == name.size();
    boolean yesOrNo =
        YesNoReader.answer(
                    Tokens.of(
                        tokens
                            .text()
                            .substring(
                                name.words().getFirst().start(), name.words().getLast().end())),
                    context(languages))
                .value()
                .isPresent()
            && name.known() == 0;
    if (everydayOnly || yesOrNo) {
      return false;
    }
    if (name.known() > 0 || name.end() == tokens.size()) {
      return name.everyday() == 0 || name.known() > 0 || particled(name);
    }
    Token next = tokens.get(name.end());
    boolean ended = next.kind() == Token.Kind.SIGN || next.isDigits();
    if (!ended && name.capitals() == 0 && name.size() > 2) {
      return false;
    }
    return name.everyday() == 0 && (ended || name.size() > 1 || name.capitals() > 0);
  }

  /// "Ludovica Dell'Acqua": behind a particle an everyday word is a family name.
  private static boolean particled(NameRun name) {
    List<Token> words = name.words();
    return words.size() > 2
        && name.everyday() == 1
        && name.capitals() >= 2
        && NameWords.isParticle(words.get(words.size() - 2).folded());
  }

  private static ValueContext context(List<String> languages) {
    return ValueContext.of(languages, "US", java.time.ZoneOffset.UTC, java.time.LocalDateTime.MIN);
  }

  private static List<Found> introduced(Tokens tokens, ValueContext ctx, boolean asked) {
    List<Found> found = new ArrayList<>();
    List<String> languages = ctx.languages();
    int i = 0;
    while (i < tokens.size()) {
      var strong = ByLanguage.longest(NameWords.STRONG, languages, tokens, i);
      var weak = ByLanguage.longest(NameWords.WEAK, languages, tokens, i);
      boolean byStrong =
          strong.isPresent() && (weak.isEmpty() || strong.get().end() >= weak.get().end());
      Found one = null;
      if (byStrong) {
        one = afterStrong(tokens, i, strong.get().end(), languages);
      } else if (weak.isPresent() && !andForIs(tokens.get(i), weak.get().end() - i)) {
        one = afterWeakIntroduction(tokens, weak.get().end(), languages, asked);
      }
      if (one != null) {
        found.add(one);
        i = tokens.from(one.end());
      } else {
        i = byStrong ? strong.get().end() : weak.map(Phrases.Match::end).orElse(i + 1);
      }
    }
    return found;
  }

  private static @Nullable Found afterStrong(
      Tokens tokens, int cue, int from, List<String> languages) {
    int start = from;
    while (start < tokens.size() && tokens.get(start).kind() == Token.Kind.SIGN) {
      start++;
    }
    boolean bareCue = from - cue == 1;
    start = afterIs(tokens, start);
    Optional<NameRun> run = NameRun.at(tokens, start, languages);
    if (run.isEmpty()) {
      return NameSpelling.spelledAt(tokens, start, languages);
    }
    NameRun name = run.get().trimmed(tokens, languages);
    if (name.everyday() == name.size() && name.known() == 0) {
      return null;
    }
    if (bareCue
        && name.known() == 0
        && name.end() < tokens.size()
        && tokens.get(name.end()).isWord()
        && name.size() == 1) {
      return null;
    }
    NameRun whole =
        NameJoins.turned(tokens, NameJoins.withFamilyName(tokens, name, languages), languages);
    return found(tokens, whole, bareCue ? 0.85 : whole.known() > 0 ? 0.97 : 0.93);
  }

  static int afterIs(Tokens tokens, int i) {
    return tokens.isWord(i, "is")
            || tokens.isWord(i, "es")
            || tokens.isWord(i, "ist")
            || tokens.isWord(i, "est")
            || (tokens.isWord(i, "e") && i + 1 < tokens.size())
        ? i + 1
        : i;
  }

  /// "ana.silva@…" begins like a name.
  private static boolean partOfMail(Tokens tokens, int end) {
    for (int i = end; i > 0 && i < tokens.size() && tokens.touching(i - 1); i++) {
      if (tokens.isSign(i, '@')) {
        return true;
      }
    }
    return false;
  }

  /// "E" without its accent is "and".
  private static boolean andForIs(Token token, int tokens) {
    return tokens == 1 && token.text().equalsIgnoreCase("e");
  }

  /// After "I'm", "this is", "sou": only what cannot be a state or a trade.
  private static @Nullable Found afterWeakIntroduction(
      Tokens tokens, int from, List<String> languages, boolean asked) {
    boolean titled = NameWords.TITLES.has(tokens, from);
    Optional<NameRun> run = NameRun.at(tokens, from, languages);
    if (run.isEmpty() || partOfMail(tokens, run.get().end())) {
      return null;
    }
    NameRun name = run.get().trimmed(tokens, languages).withoutBusiness(tokens, languages);
    Token first = name.words().getFirst();
    boolean capital = Character.isUpperCase(first.text().codePointAt(0));
    if (NameWords.isParticle(first.folded()) && !capital && !NameWords.isKnown(first.folded())) {
      return null;
    }
    boolean known = NameWords.isGiven(first.folded()) || (titled && name.known() > 0);
    boolean ended = name.end() >= tokens.size() || endsAfter(tokens, name.end());
    boolean strange = name.everyday() == 0;
    boolean german = languages.getFirst().equals("de");
    boolean sure = known || (capital && strange && !(german && name.size() == 1)) || titled;
    boolean likely =
        strange
            && ended
            && (name.size() == 2
                || (asked && name.size() <= 3)
                || (name.size() == 1 && name.known() == 1));
    boolean written =
        asked && !german && !strange && name.size() > 1 && name.capitals() == name.size();
    if (written && name.everyday() < name.size()) {
      return found(tokens, name, 0.8);
    }
    if ((name.everyday() > 0 && !known) || (!sure && !likely)) {
      return null;
    }
    return found(tokens, name, known ? 0.93 : sure ? 0.85 : 0.7);
  }

  static boolean endsAfter(Tokens tokens, int i) {
    Token next = tokens.get(i);
    boolean spelledOut =
        next.isWord()
            && next.text().length() == 1
            && i + 1 < tokens.size()
            && tokens.get(i + 1).text().length() == 1;
    return spelledOut
        || (next.kind() == Token.Kind.SIGN && !next.isSign('-'))
        || (next.isWord()
            && switch (next.folded()) {
              case "from",
                  "and",
                  "here",
                  "speaking",
                  "calling",
                  "de",
                  "da",
                  "do",
                  "y",
                  "e",
                  "und",
                  "et",
                  "von",
                  "vom",
                  "aus",
                  "del",
                  "at",
                  "with",
                  "i",
                  "my",
                  "z" ->
                  true;
              default -> false;
            });
  }

  static Found found(Tokens tokens, NameRun run, double certainty) {
    boolean turned = run.words().getFirst().start() > run.words().getLast().start();
    boolean apart = turned || run.end() - run.start() > run.size() + 2;
    String name = apart ? joined(run, tokens.text()) : run.written(tokens.text());
    return new Found(
        new Value.Text(name),
        run.words().stream().mapToInt(Token::start).min().orElseThrow(),
        run.words().stream().mapToInt(Token::end).max().orElseThrow(),
        certainty);
  }

  private static String joined(NameRun run, String text) {
    StringBuilder joined = new StringBuilder();
    int end = 0;
    for (Token word : run.words()) {
      boolean particle = NameWords.isParticle(word.folded());
      boolean hyphen = word.start() == end + 1 && text.charAt(end) == '-';
      joined.append(joined.isEmpty() ? "" : hyphen ? "-" : " ");
      end = word.end();
      joined.append(particle ? word.text() : NameRun.capitalised(word.text()));
    }
    return joined.toString();
  }
}
