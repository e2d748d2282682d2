package dev.parley.value;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Names of people: introduced ("my name is", "sou o", "this is … from"), bare, with titles and
/// particles, spelled, in any case. "I'm fine" and "sou o dono" are no names: en, es, pt, de, fr,
/// it, pl.
final class NameReader {
  private static final int WORDS_OF_BARE_ANSWER_MAX = 5;
  private static final int WORDS_OF_BRIEF_ANSWER_MAX = 8;

  private static final int FULLER_TOKENS_MAX = 12;
  private static final int UNKNOWN_WORDS_MAX = 3;

  private NameReader() {}

  static Parsed answer(Tokens tokens, ValueContext ctx) {
    List<String> languages = ctx.languages();
    Found spelled = spelled(tokens, ctx);
    List<Found> introduced = introduced(tokens, ctx, true);
    if (!introduced.isEmpty()) {
      int from = afterWeak(tokens, Fillers.skip(tokens, 0, languages), languages);
      Found whole = completed(tokens, introduced.getLast(), from, languages);
      Found last = fuller(tokens, whole, languages);
      return new Parsed.Valid(respelled(last, spelled));
    }
    int start = Fillers.skip(tokens, 0, languages);
    start = afterWeak(tokens, start, languages);
    Found alphabet = alphabet(tokens, start, languages);
    if (alphabet != null) {
      return new Parsed.Valid(alphabet);
    }
    Found bare = bareFrom(tokens, start, languages);
    if (bare != null) {
      Found whole = eachSpelled(tokens, fuller(tokens, bare, languages), languages);
      return new Parsed.Valid(respelled(whole, spelled));
    }
    return spelled == null ? Parsed.Nothing.NOTHING : new Parsed.Valid(spelled);
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
        NameRun name = turned(tokens, run.get().trimmed(tokens, languages), languages);
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

  /// "Bond, James Bond": who repeats a name with more of it means all of it.
  private static Found fuller(Tokens tokens, Found said, List<String> languages) {
    if (!(said.value() instanceof Value.Text(String name))) {
      return said;
    }
    List<String> words = List.of(Fold.fold(name).split(" "));
    int from = tokens.from(said.end());
    for (int i = from; i < Math.min(tokens.size(), from + FULLER_TOKENS_MAX); i++) {
      Optional<NameRun> run = NameRun.at(tokens, i, languages);
      if (run.isEmpty()) {
        continue;
      }
      NameRun more = run.get().trimmed(tokens, languages);
      List<String> all = more.words().stream().map(Token::folded).toList();
      if (all.size() > words.size() && Collections.indexOfSubList(all, words) >= 0) {
        Found whole = found(tokens, more, Math.max(said.certainty(), 0.95));
        return new Found(
            whole.value(), Math.min(said.start(), whole.start()), whole.end(), whole.certainty());
      }
    }
    return said;
  }

  /// "Baptiste, B A P T I S T E, Lemoigne, L E M O I G N E": each name with its letters behind it.
  private static Found eachSpelled(Tokens tokens, Found said, List<String> languages) {
    int at = Fillers.skip(tokens, tokens.from(said.end()), languages);
    Optional<Spelling.Run> run =
        at < tokens.size() ? Spelling.run(tokens, at, languages) : Optional.empty();
    boolean itsOwn =
        run.isPresent()
            && said.value() instanceof Value.Text(String name)
            && Fold.fold(name).equals(run.get().letters());
    if (!itsOwn) {
      return said;
    }
    int next = Fillers.skip(tokens, run.get().end(), languages);
    return NameRun.at(tokens, next, languages)
        .map(more -> more.trimmed(tokens, languages))
        .filter(more -> more.size() <= 2 && more.everyday() == 0)
        .map(
            more ->
                new Found(
                    new Value.Text(
                        ((Value.Text) said.value()).text() + " " + more.written(tokens.text())),
                    said.start(),
                    more.words().getLast().end(),
                    said.certainty()))
        .orElse(said);
  }

  private static int afterWeak(Tokens tokens, int from, List<String> languages) {
    // "Con Facundo" answers who is speaking; behind a name it only says how it is written.
    boolean with = languages.contains("es") && tokens.isWord(from, "con");
    int start = with ? from + 1 : from;
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
      return spelledAt(tokens, start, languages);
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
    NameRun whole = turned(tokens, withFamilyName(tokens, name, languages), languages);
    return found(tokens, whole, bareCue ? 0.85 : whole.known() > 0 ? 0.97 : 0.93);
  }

  private static int afterIs(Tokens tokens, int i) {
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

  /// "Silva, Ana": the family name first, before a comma.
  private static NameRun turned(Tokens tokens, NameRun name, List<String> languages) {
    int after = tokens.from(name.words().getFirst().start()) + 1;
    boolean single = name.size() == 1 || (name.size() == 2 && tokens.isSign(after, '-'));
    boolean family = single && !NameWords.isGiven(name.words().getFirst().folded());
    if (!family || !tokens.isSign(name.end(), ',')) {
      return name;
    }
    return NameRun.at(tokens, name.end() + 1, languages)
        .filter(given -> given.end() == tokens.size() || endsAfter(tokens, given.end()))
        .filter(given -> given(tokens, name, given))
        .map(
            given -> {
              List<Token> words = new ArrayList<>(given.words());
              boolean again =
                  words.stream().anyMatch(w -> w.folded().equals(name.words().getFirst().folded()));
              words.addAll(again ? List.of() : name.words());
              return new NameRun(
                  words, name.start(), given.end(), given.known(), 0, given.capitals());
            })
        .orElse(name);
  }

  /// A known given name; or, where nothing else is said, one word in capitals behind another.
  private static boolean given(Tokens tokens, NameRun family, NameRun given) {
    boolean nothingElse =
        tokens.words() == family.size() + given.size()
            && given.size() == 1
            && given.capitals() == 1
            && family.capitals() == family.size()
            && given.everyday() == 0;
    return NameWords.isGiven(given.words().getFirst().folded()) || nothingElse;
  }

  /// "Silva, S I L V A, first name Ana" and "It's Ana, last name Silva": one half stands bare.
  private static Found completed(Tokens tokens, Found said, int start, List<String> languages) {
    int at = tokens.from(said.start());
    boolean first = endsAt(NameWords.FIRST, tokens, at, languages);
    boolean last = !first && endsAt(NameWords.LAST, tokens, at, languages);
    if (!first && !last) {
      return said;
    }
    Optional<NameRun> bare = NameRun.at(tokens, start, languages);
    if (bare.isEmpty()
        || bare.get().size() > 2
        || bare.get().end() >= at
        || bare.get().everyday() > 0) {
      return said;
    }
    String half = bare.get().written(tokens.text());
    String other = ((Value.Text) said.value()).text();
    boolean same =
        Fold.fold(other).contains(Fold.fold(half)) || Fold.fold(half).contains(Fold.fold(other));
    return same
        ? said
        : new Found(
            new Value.Text(first ? other + " " + half : half + " " + other),
            Math.min(said.start(), bare.get().words().getFirst().start()),
            said.end(),
            said.certainty());
  }

  private static boolean endsAt(
      ByLanguage<Phrases<String>> table, Tokens tokens, int at, List<String> languages) {
    for (int i = Math.max(0, at - 4); i < at; i++) {
      if (ByLanguage.longest(table, languages, tokens, i)
          .filter(match -> match.end() == at || afterIs(tokens, match.end()) == at)
          .isPresent()) {
        return true;
      }
    }
    return false;
  }

  /// "first name Ana, last name Silva", "name's Silva, first name Ana".
  private static NameRun withFamilyName(Tokens tokens, NameRun name, List<String> languages) {
    int i = name.end();
    while (i < Math.min(tokens.size(), name.end() + 4)) {
      int place = i;
      var first = ByLanguage.longest(NameWords.FIRST, languages, tokens, i);
      var last = first.or(() -> ByLanguage.longest(NameWords.LAST, languages, tokens, place));
      if (last.isPresent()) {
        int at = afterIs(tokens, last.get().end());
        at = tokens.isSign(at, ':') ? at + 1 : at;
        Optional<NameRun> family = NameRun.at(tokens, at, languages);
        if (family.isPresent()) {
          List<Token> words = new ArrayList<>(name.words());
          words.addAll(first.isPresent() ? 0 : words.size(), family.get().words());
          return new NameRun(words, name.start(), family.get().end(), name.known(), 0, 0);
        }
      }
      i++;
    }
    return name;
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

  private static boolean endsAfter(Tokens tokens, int i) {
    Token next = tokens.get(i);
    return (next.kind() == Token.Kind.SIGN && !next.isSign('-'))
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

  private static Found found(Tokens tokens, NameRun run, double certainty) {
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

  private static @Nullable Found spelled(Tokens tokens, ValueContext ctx) {
    for (int i = 0; i < tokens.size(); i++) {
      Found found = spelledAt(tokens, i, ctx.languages());
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static @Nullable Found spelledAt(Tokens tokens, int i, List<String> languages) {
    if (i >= tokens.size()) {
      return null;
    }
    return Spelling.run(tokens, i, languages)
        .filter(run -> run.units() >= 3)
        .map(
            run ->
                new Found(
                    new Value.Text(NameRun.capitalised(run.letters())),
                    tokens.get(i).start(),
                    tokens.get(run.end() - 1).end(),
                    0.75))
        .orElse(null);
  }

  /// An answer of nothing but alphabet words: four in a row are no name.
  private static @Nullable Found alphabet(Tokens tokens, int start, List<String> languages) {
    return Spelling.run(tokens, start, languages)
        .filter(run -> run.units() >= 4)
        .filter(run -> run.end() == tokens.size() || tokens.isSign(start + 1, '-'))
        .map(run -> spelledAt(tokens, start, languages))
        .orElse(null);
  }

  /// "Jon, J-O-N": the spelling decides where it is close to what was said.
  private static Found respelled(Found said, @Nullable Found spelled) {
    if (spelled == null || !(said.value() instanceof Value.Text name)) {
      return said;
    }
    String letters = ((Value.Text) spelled.value()).text();
    String[] words = name.text().split(" ");
    for (int i = 0; i < words.length; i++) {
      int slips = Math.max(1, letters.length() / 3);
      if (Fold.fold(words[i]).equals(Fold.fold(letters))) {
        // Nobody spells the accents.
        return said.withCertainty(Math.max(said.certainty(), 0.95));
      }
      if (EditDistance.within(Fold.fold(words[i]), Fold.fold(letters), slips)) {
        words[i] = letters;
        return new Found(
            new Value.Text(String.join(" ", words)),
            said.start(),
            Math.max(said.end(), spelled.end()),
            Math.max(said.certainty(), 0.95));
      }
    }
    return said;
  }
}
