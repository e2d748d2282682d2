package dev.parley.extraction;

import dev.parley.config.agent.FieldType;
import dev.parley.extraction.Candidate.Source;
import dev.parley.value.ByLanguage;
import dev.parley.value.Fillers;
import dev.parley.value.Found;
import dev.parley.value.Lexicon;
import dev.parley.value.NameWords;
import dev.parley.value.Phrases;
import dev.parley.value.Token;
import dev.parley.value.Tokens;
import dev.parley.value.Value;
import dev.parley.value.ValueReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where only the contact's side of a conversation is known, a brief turn is an answer to a
/// question nobody can see: its shape says to which. Less sure than anything else.
final class Shapes {
  private static final int NAME_WORDS_MAX = 3;
  private static final int NAME_TURNS = 6;
  private static final int YEAR_MIN = 1950;
  private static final ByLanguage<Phrases<String>> CODES =
      ByLanguage.phrases(Lexicon.read("cues"), "code");

  private final List<FieldProfile> profiles;
  private final List<String> languages;

  Shapes(List<FieldProfile> profiles, List<String> languages) {
    this.profiles = profiles;
    this.languages = languages;
  }

  Optional<Candidate> read(FieldProfile profile, Heard turn) {
    return switch (profile.type()) {
      case PERSON_NAME -> name(turn);
      case COMPANY_NAME -> company(turn);
      case POSTAL_CODE -> postalCode(profile, turn);
      case NUMBER -> year(profile, turn);
      case TEXT -> text(profile, turn);
      case MONEY -> money(profile, turn);
      case DATE -> date(profile, turn);
      default -> Optional.empty();
    };
  }

  private boolean wants(FieldType type) {
    return profiles.stream().anyMatch(profile -> profile.type() == type);
  }

  /// One to three words that are no everyday words, alone or beside a number that was asked with
  /// the name.
  private Optional<Candidate> name(Heard turn) {
    Tokens tokens = turn.tokens();
    int from = Fillers.skip(tokens, 0, languages);
    int to = tokens.size();
    boolean digits = false;
    while (from < to && tokens.isDigits(from)) {
      from++;
      digits = true;
    }
    int end = from;
    int known = 0;
    while (end < to
        && end - from < NAME_WORDS_MAX
        && namelike(tokens.get(end))
        && !(end > from && codeStarts(tokens, end))) {
      known += NameWords.isKnown(tokens.get(end).folded()) ? 1 : 0;
      end++;
    }
    boolean codeFollows = end < to && (tokens.isDigits(end) || brief(tokens.get(end)));
    boolean restIsCode = restIsCode(tokens, end);
    boolean cityFollowsCode = wants(FieldType.POSTAL_CODE) && (codeFollows || digits);
    if (end == from
        || cityFollowsCode
        || (!restIsCode
            && end < to
            && known == 0
            && !Labels.anywhere(CODES, tokens, end, end + 1, languages))) {
      return Optional.empty();
    }
    boolean early = turn.index() <= NAME_TURNS;
    boolean complete =
        end == to || restIsCode || Labels.anywhere(CODES, tokens, end, end + 1, languages);
    if (!early || !complete || (from > 0 && !digits && known == 0)) {
      return Optional.empty();
    }
    if (known == 0 && end - from == 1 && restIsCode && brief(tokens.get(from))) {
      return Optional.empty();
    }
    // A word nobody knows may as well be a city or a product, where one is asked for.
    boolean open = profiles.stream().anyMatch(p -> p.type() == FieldType.TEXT && !p.code());
    boolean codeBeside = restIsCode || digits;
    if (known == 0 && end - from == 1 && open && !codeBeside) {
      return Optional.empty();
    }
    return Optional.of(named(turn, from, end, known));
  }

  private static Candidate named(Heard turn, int from, int end, int known) {
    Tokens tokens = turn.tokens();
    StringBuilder name = new StringBuilder();
    for (int i = from; i < end; i++) {
      String word = tokens.get(i).text();
      name.append(name.isEmpty() ? "" : " ");
      name.append(Character.toTitleCase(word.charAt(0))).append(word.substring(1));
    }
    Found found =
        new Found(
            new Value.Text(name.toString()),
            tokens.get(from).start(),
            tokens.get(end - 1).end(),
            known > 0 ? 0.85 : 0.65);
    return TurnReader.candidate(turn, found, 0, Source.GUESSED, 0);
  }

  private boolean namelike(Token token) {
    String folded = token.folded();
    boolean known = NameWords.isKnown(folded);
    return token.isWord()
        && folded.length() > 2
        && !NameWords.isStop(folded, languages)
        && (known || (!NameWords.isEveryday(folded, languages) && !plural(folded)));
  }

  /// "softwares" is as everyday as "software".
  private boolean plural(String folded) {
    return folded.endsWith("s")
        && NameWords.isEveryday(folded.substring(0, folded.length() - 1), languages);
  }

  /// A few letters before digits: "jdh 947".
  private static boolean codeStarts(Tokens tokens, int i) {
    return brief(tokens.get(i))
        && tokens.isDigits(i + 1)
        && !NameWords.isKnown(tokens.get(i).folded());
  }

  private static boolean brief(Token token) {
    return token.isWord() && token.folded().length() <= 3;
  }

  private static boolean restIsCode(Tokens tokens, int from) {
    boolean digits = false;
    for (int i = from; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      digits |= token.isDigits();
      if (!token.isDigits() && !brief(token)) {
        return false;
      }
    }
    return digits;
  }

  private Optional<Candidate> company(Heard turn) {
    Tokens tokens = turn.tokens();
    int words = tokens.words();
    if (words < 2 || words > 6 || words != tokens.size()) {
      return Optional.empty();
    }
    boolean form =
        switch (tokens.get(tokens.size() - 1).folded()) {
          case "ltd",
              "limited",
              "inc",
              "llc",
              "corp",
              "gmbh",
              "corporation",
              "lda",
              "ltda",
              "srl",
              "sarl",
              "pvt",
              "plc",
              "technologies",
              "solutions",
              "services" ->
              true;
          default -> false;
        };
    return form
        ? Optional.of(
            TurnReader.text(
                turn,
                tokens.get(0).start(),
                tokens.get(tokens.size() - 1).end(),
                Source.GUESSED,
                0.8))
        : Optional.empty();
  }

  /// A place and its code: "tuticorin 628204".
  private Optional<Candidate> postalCode(FieldProfile profile, Heard turn) {
    Tokens tokens = turn.tokens();
    int last = tokens.size() - 1;
    if (last < 0
        || last > 4
        || !tokens.isDigits(last)
        || tokens.get(last).folded().length() < 5
        || tokens.get(last).folded().length() > 6) {
      return Optional.empty();
    }
    return TurnReader.answer(
        profile,
        turn,
        turn.text().substring(tokens.get(last).start(), tokens.get(last).end()),
        tokens.get(last).start(),
        Source.GUESSED,
        0);
  }

  private static Optional<Candidate> year(FieldProfile profile, Heard turn) {
    if (!profile.content().contains("year")) {
      return Optional.empty();
    }
    Tokens tokens = turn.tokens();
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.isDigits(i) && tokens.get(i).folded().length() == 4 && tokens.size() <= 8) {
        int year = Integer.parseInt(tokens.get(i).folded());
        int now = profile.context().now().getYear();
        boolean introduced = (i > 0 && tokens.get(i - 1).isWord()) || tokens.size() == 1;
        if (year >= YEAR_MIN && year <= now + 1 && introduced) {
          return TurnReader.answer(
              profile, turn, tokens.get(i).text(), tokens.get(i).start(), Source.GUESSED, 0);
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Candidate> text(FieldProfile profile, Heard turn) {
    Tokens tokens = turn.tokens();
    if (profile.code()) {
      return code(profile, turn);
    }
    int first = Fillers.skip(tokens, 0, languages);
    int year = lastYear(tokens);
    if (profile.content().contains("brand") && year > first + 1) {
      return word(turn, wordsStart(tokens, year), 1);
    }
    if (profile.content().contains("model")
        && !profile.content().contains("brand")
        && year > first + 1) {
      int start = wordsStart(tokens, year) + 1;
      int end = tokens.isWord(year - 1, "year") ? year - 1 : year;
      return end > start ? word(turn, start, end - start) : Optional.empty();
    }
    boolean city = profile.content().contains("city") || profile.content().contains("town");
    int last = tokens.size() - 1;
    boolean placeAndCode =
        city
            && wants(FieldType.POSTAL_CODE)
            && last > first
            && last - first <= 3
            && tokens.isDigits(last)
            && tokens.get(last).folded().length() >= 5
            && tokens.get(first).isWord();
    return placeAndCode ? word(turn, first, last - first) : Optional.empty();
  }

  /// The last year that closes a turn, -1 if none does.
  private static int lastYear(Tokens tokens) {
    int last = tokens.size() - 1;
    boolean year =
        last > 0
            && last <= 8
            && tokens.isDigits(last)
            && tokens.get(last).folded().length() == 4
            && (tokens.get(last).folded().startsWith("19")
                || tokens.get(last).folded().startsWith("20"));
    return year ? last : -1;
  }

  /// Where the two words before a year begin: make and model.
  private static int wordsStart(Tokens tokens, int year) {
    int end = tokens.isWord(year - 1, "year") ? year - 1 : year;
    return Math.max(0, end - 2);
  }

  private static Optional<Candidate> word(Heard turn, int from, int count) {
    Tokens tokens = turn.tokens();
    List<Token> words = new ArrayList<>();
    for (int i = from; i < Math.min(tokens.size(), from + count); i++) {
      if (!tokens.get(i).isWord()) {
        return Optional.empty();
      }
      words.add(tokens.get(i));
    }
    return words.isEmpty()
        ? Optional.empty()
        : Optional.of(
            TurnReader.text(
                turn, words.getFirst().start(), words.getLast().end(), Source.GUESSED, 0.7));
  }

  /// A turn of nothing but a code, or a code behind a name.
  private Optional<Candidate> code(FieldProfile profile, Heard turn) {
    Tokens tokens = turn.tokens();
    boolean mail = !ValueReader.mentions(FieldType.EMAIL, turn.text(), profile.context()).isEmpty();
    boolean letters = false;
    boolean digits = false;
    int from = 0;
    while (from < tokens.size()
        && tokens.get(from).isWord()
        && tokens.get(from).folded().length() > 3) {
      from++;
    }
    for (int i = from; i < tokens.size(); i++) {
      boolean brief = brief(tokens.get(i)) && !NameWords.isStop(tokens.get(i).folded(), languages);
      digits |= tokens.isDigits(i);
      letters |= brief;
      if (!tokens.isDigits(i) && !brief) {
        return Optional.empty();
      }
    }
    boolean code = digits && letters && !mail && from <= 2 && turn.index() <= NAME_TURNS + 2;
    return code
        ? Optional.of(
            TurnReader.text(
                turn,
                tokens.get(from).start(),
                tokens.get(tokens.size() - 1).end(),
                Source.GUESSED,
                0.7))
        : Optional.empty();
  }

  /// "it is 800", "1600 for travel", "23".
  private Optional<Candidate> money(FieldProfile profile, Heard turn) {
    Tokens tokens = turn.tokens();
    int first = Fillers.skip(tokens, 0, languages);
    boolean said =
        tokens.isWord(first, "it") || tokens.isWord(first, "its") || tokens.isWord(first, "it's");
    int at = said ? tokens.isWord(first + 1, "is") ? first + 2 : first + 1 : first;
    if (!tokens.isDigits(at) || tokens.get(at).folded().length() > 6) {
      return Optional.empty();
    }
    boolean purpose = tokens.isWord(at + 1, "for");
    boolean bare = at + 1 == tokens.size();
    boolean small =
        tokens.get(at).folded().length() <= 3 && Integer.parseInt(tokens.get(at).folded()) >= 10;
    boolean amount = purpose || (bare && (said || small));
    return amount
        ? TurnReader.answer(
            profile, turn, tokens.get(at).text(), tokens.get(at).start(), Source.GUESSED, 0)
        : Optional.empty();
  }

  private static Optional<Candidate> date(FieldProfile profile, Heard turn) {
    boolean brief = turn.tokens().words() <= 4;
    return brief && !turn.tokens().text().isBlank()
        ? TurnReader.answer(profile, turn, turn.text(), 0, Source.GUESSED, 0)
        : Optional.empty();
  }
}
