package dev.parley.extraction;

import dev.parley.config.agent.FieldType;
import dev.parley.extraction.Candidate.Source;
import dev.parley.value.ByLanguage;
import dev.parley.value.Fillers;
import dev.parley.value.Found;
import dev.parley.value.Lexicon;
import dev.parley.value.NameWords;
import dev.parley.value.Parsed;
import dev.parley.value.Phrases;
import dev.parley.value.Token;
import dev.parley.value.Tokens;
import dev.parley.value.Value;
import dev.parley.value.ValueReader;
import java.util.List;
import java.util.Optional;

/// Free text and codes: what was answered, or follows the field's name.
final class TextAnswers {
  private static final int LABELLED_WORDS_MAX = 4;
  private static final int CODE_TOKENS_MAX = 14;
  private static final int SPOKEN_DIGITS_MIN = 4;

  private static final int NAMED_WORDS_MAX = 4;
  private static final ByLanguage<Phrases<String>> WITH =
      ByLanguage.phrases(Lexicon.read("fillers"), "with");

  private TextAnswers() {}

  static Optional<Candidate> asked(
      FieldProfile profile, Heard turn, LabelIndex labels, List<String> languages) {
    if (profile.code()) {
      return code(profile, turn, 0, turn.text().length(), Source.ASKED, languages);
    }
    boolean shared = turn.asked().size() > 1;
    Parsed parsed =
        ValueReader.answer(FieldType.TEXT, own(profile, turn, labels), profile.context());
    List<Found> yesOrNo = ValueReader.mentions(FieldType.YES_NO, turn.text(), profile.context());
    boolean yesNo = yesOrNo.stream().anyMatch(said -> opens(turn, said, languages));
    boolean question = turn.text().strip().endsWith("?");
    if (yesNo && !shared && !question && yesOrNo.getFirst().value().equals(new Value.YesNo(true))) {
      return behindYes(turn, yesOrNo.getFirst(), languages);
    }
    return shared || yesNo || question
        ? Optional.empty()
        : parsed.value().map(found -> TurnReader.candidate(turn, found, 0, Source.ASKED, 0));
  }

  /// "The fridge does not cool" says no nowhere.
  private static boolean opens(Heard turn, Found said, List<String> languages) {
    int at = turn.tokens().from(said.start());
    return at == 0 || Fillers.skip(turn.tokens(), 0, languages) >= at;
  }

  /// "Yes, with Adeslas", to whether they have any, names it.
  private static Optional<Candidate> behindYes(Heard turn, Found yes, List<String> languages) {
    Tokens tokens = turn.tokens();
    int from = Fillers.skip(tokens, tokens.from(yes.end()), languages);
    var with =
        from < tokens.size()
            ? ByLanguage.longest(WITH, languages, tokens, from)
            : Optional.<Phrases.Match<String>>empty();
    from = with.map(Phrases.Match::end).orElse(from);
    int to = from;
    while (to < tokens.size() && (tokens.get(to).isWord() || tokens.isDigits(to))) {
      to++;
    }
    boolean named =
        to > from
            && to - from <= NAMED_WORDS_MAX
            && (with.isPresent() || Character.isUpperCase(tokens.get(from).text().charAt(0)));
    return named
        ? Optional.of(
            TurnReader.text(
                turn, tokens.get(from).start(), tokens.get(to - 1).end(), Source.ASKED, 0.75))
        : Optional.empty();
  }

  /// What was said up to the name of another field: "Sesto San Giovanni, cap 20099".
  private static String own(FieldProfile profile, Heard turn, LabelIndex labels) {
    Tokens tokens = turn.tokens();
    for (LabelIndex.Hit hit : labels.in(tokens)) {
      boolean another = hit.fields().stream().noneMatch(profile::equals);
      boolean linked =
          hit.fields().stream().anyMatch(f -> f.type() != FieldType.TEXT)
              && hit.end() < tokens.size()
              && tokens.isDigits(hit.end());
      if (another && linked && hit.start() > 0) {
        return turn.text().substring(0, tokens.get(hit.start()).start());
      }
    }
    return turn.text();
  }

  static Optional<Candidate> labelled(
      FieldProfile profile, Heard turn, Segment segment, int labelsInTurn, List<String> languages) {
    if (profile.code()) {
      return code(profile, turn, segment.start(), segment.end(), Source.LABELLED, languages);
    }
    if (!segment.linked() && labelsInTurn < 2) {
      return Optional.empty();
    }
    Tokens tokens = turn.tokens();
    int from = tokens.from(segment.start());
    int to = from;
    while (to < tokens.size()
        && tokens.get(to).end() <= segment.end()
        && to - from < LABELLED_WORDS_MAX
        && !tokens.isSign(to, ',')
        && !NameWords.isStop(tokens.get(to).folded(), languages)) {
      to++;
    }
    return to == from
        ? Optional.empty()
        : Optional.of(
            TurnReader.text(
                turn, tokens.get(from).start(), tokens.get(to - 1).end(), Source.LABELLED, 0.85));
  }

  /// A code between two places: digits, and letters that stand with them or are capitals.
  static Optional<Candidate> code(
      FieldProfile profile, Heard turn, int start, int end, Source source, List<String> languages) {
    Tokens tokens = turn.tokens();
    Candidate best = null;
    int i = tokens.from(start);
    while (i < tokens.size() && tokens.get(i).end() <= end) {
      int stop = codeEnd(tokens, i, end, languages);
      if (stop > i && fits(profile, tokens, i, stop)) {
        Candidate read =
            TurnReader.text(
                turn,
                tokens.get(i).start(),
                tokens.get(stop - 1).end(),
                source,
                source == Source.GUESSED ? 0.6 : 0.9);
        best = best == null || source != Source.LABELLED ? read : best;
      }
      i = Math.max(i + 1, stop);
    }
    return best == null && source == Source.ASKED
        ? spoken(turn, languages)
        : Optional.ofNullable(best);
  }

  /// "Uno cero tres siete, seis cinco cuatro": a code in words is written in digits.
  private static Optional<Candidate> spoken(Heard turn, List<String> languages) {
    Optional<Candidate> letters =
        ValueReader.spokenCode(turn.text(), languages)
            .map(found -> TurnReader.candidate(turn, found, 0, Source.ASKED, 0));
    if (letters.isPresent()) {
      return letters;
    }
    return ValueReader.spokenDigits(turn.text(), languages)
        .filter(found -> ((Value.Text) found.value()).text().length() >= SPOKEN_DIGITS_MIN)
        .map(found -> TurnReader.candidate(turn, found, 0, Source.ASKED, 0));
  }

  private static int codeEnd(Tokens tokens, int from, int end, List<String> languages) {
    int i = from;
    int last = from;
    while (i < tokens.size() && tokens.get(i).end() <= end && i - from < CODE_TOKENS_MAX) {
      Token token = tokens.get(i);
      boolean joint = token.isSign('-') || token.isSign('/') || token.isSign('_');
      boolean inside = joint && i > from && i + 1 < tokens.size();
      if (!inside && !partOfCode(tokens, i, languages)) {
        break;
      }
      i++;
      last = joint ? last : i;
    }
    return last;
  }

  private static boolean partOfCode(Tokens tokens, int i, List<String> languages) {
    Token token = tokens.get(i);
    if (token.isDigits()) {
      return !mail(tokens, i);
    }
    if (!token.isWord() || mail(tokens, i)) {
      return false;
    }
    boolean digitsBeside =
        (tokens.touching(i) && tokens.isDigits(i + 1))
            || (tokens.touching(i - 1) && tokens.isDigits(i - 1));
    boolean brief =
        (token.folded().length() <= 3 && !NameWords.isStop(token.folded(), languages))
            || token.folded().length() == 1;
    boolean capitals =
        token.text().length() > 1
            && token.text().chars().allMatch(Character::isUpperCase)
            && !NameWords.isStop(token.folded(), languages);
    return digitsBeside || brief || capitals;
  }

  private static boolean mail(Tokens tokens, int i) {
    for (int at = i; at < tokens.size(); at++) {
      if (tokens.isSign(at, '@')) {
        return true;
      }
      if (!tokens.touching(at)) {
        break;
      }
    }
    for (int at = i; at > 0 && tokens.touching(at - 1); at--) {
      if (tokens.isSign(at - 1, '@')) {
        return true;
      }
    }
    return false;
  }

  private static boolean fits(FieldProfile profile, Tokens tokens, int from, int to) {
    boolean digits = false;
    boolean letters = false;
    for (int i = from; i < to; i++) {
      digits |= tokens.isDigits(i);
      letters |= tokens.get(i).isWord();
    }
    boolean user = profile.content().contains("username") || profile.content().contains("user");
    return digits && (!user || letters) && (!profile.numeric() || !letters || to - from > 1);
  }
}
