package dev.parley.value;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Postal codes by region, written, spoken or spelled, also torn apart by a speech recogniser
/// (`05-120 1` for `05-121`). Another region's code is read with less certainty.
final class PostalReader {
  private static final int CUE_TOKENS = 4;
  private static final ByLanguage<Phrases<String>> CUES =
      ByLanguage.phrases(Lexicon.read("postal"), "cue");
  private static final Set<String> NEVER =
      Set.of(
          "is", "it", "my", "ok", "to", "at", "we", "me", "in", "on", "of", "es", "mi", "de", "su",
          "el", "la", "e", "o", "um", "da", "do", "il", "le", "un", "so", "ja", "the", "its", "hi",
          "cp", "no", "and", "or", "moj", "kod", "w", "na", "i", "a");

  /// @param pieces the digits or letters token by token
  private record Code(List<String> pieces, int start, int end) {
    String condensed() {
      return String.join("", pieces);
    }
  }

  private static final int ADDRESS_CODE_CHARS_MIN = 4;

  /// "Um um zero zero": so many digits in a row are meant as such.
  private static final int ROW_DIGITS_MIN = 4;

  private static final int LONG_DIGITS_MIN = 8;

  private PostalReader() {}

  static Parsed answer(Tokens tokens, ValueContext ctx) {
    List<Code> codes = codes(tokens, ctx.languages(), false);
    Found best = null;
    if (PostalFormats.numeric(ctx.region())) {
      // "PLZ 50667", "20121 Milano": where codes are all digits, letters beside them are words.
      best = best(tokens, codes(tokens, ctx.languages(), true), ctx, false);
    }
    best = best == null ? best(tokens, codes, ctx, true) : best;
    if (best != null) {
      return new Parsed.Valid(best);
    }
    boolean tried = codes.stream().anyMatch(code -> code.condensed().length() >= 3);
    return tried ? Parsed.invalid(ValueErrors.POSTAL_CODE_NOT_VALID) : Parsed.Nothing.NOTHING;
  }

  private static @Nullable Found best(
      Tokens tokens, List<Code> codes, ValueContext ctx, boolean foreign) {
    Found best = null;
    for (Code code : codes) {
      Found found = read(tokens, code, ctx, foreign);
      if (found != null && (best == null || found.certainty() >= best.certainty())) {
        best = found;
      }
    }
    return best;
  }

  static List<Found> mentions(Tokens tokens, ValueContext ctx) {
    List<Found> found = new ArrayList<>();
    boolean numeric = PostalFormats.numeric(ctx.region());
    for (Code code : codes(tokens, ctx.languages(), numeric)) {
      boolean cued = cued(tokens, code.start(), ctx.languages());
      boolean mixed = code.condensed().chars().anyMatch(Character::isLetter);
      boolean hyphened = tokens.isSign(code.start() + 1, '-') && tokens.touching(code.start());
      if (cued || mixed || hyphened) {
        Found one = read(tokens, code, ctx, cued);
        if (one != null && (cued || one.certainty() > 0.9)) {
          found.add(one);
        }
      }
    }
    return found;
  }

  /// The code in an address, by the region's own form, not the number of the house.
  static Optional<Found> inAddress(Tokens tokens, ValueContext ctx) {
    int comma = tokens.text().lastIndexOf(',');
    if (comma >= 0) {
      int offset = comma + 1;
      Optional<Found> behind =
          inAddress(Tokens.of(tokens.text().substring(offset)), ctx)
              .map(
                  found ->
                      new Found(
                          found.value(),
                          found.start() + offset,
                          found.end() + offset,
                          found.certainty()));
      if (behind.isPresent()) {
        return behind;
      }
    }
    Found last = null;
    List<Code> codes = codes(tokens, ctx.languages(), false);
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.isDigits(i)) {
        // A town may be a word of the alphabet as well: "16124 Genova".
        codes.add(new Code(List.of(tokens.get(i).folded()), i, i + 1));
      }
    }
    for (Code code : codes) {
      boolean written = code.condensed().length() >= ADDRESS_CODE_CHARS_MIN;
      boolean place = besideName(tokens, code.start() - 1) || besideName(tokens, code.end());
      Found found = written && place ? read(tokens, code, ctx, false) : null;
      boolean house = code.start() == 0 && isHouseNumber(code) && ctx.region().equals("US");
      last = found != null && found.certainty() > 0.9 && !house ? found : last;
    }
    return Optional.ofNullable(last);
  }

  private static boolean isHouseNumber(Code code) {
    return code.condensed().chars().allMatch(Character::isDigit);
  }

  private static boolean besideName(Tokens tokens, int i) {
    int at = i >= 0 && i < tokens.size() && tokens.isSign(i, ',') ? i - 1 : i;
    return at >= 0
        && at < tokens.size()
        && tokens.get(at).isWord()
        && Character.isUpperCase(tokens.get(at).text().codePointAt(0));
  }

  static boolean cued(Tokens tokens, int start, List<String> languages) {
    for (int i = Math.max(0, start - CUE_TOKENS); i < start; i++) {
      if (ByLanguage.longest(CUES, languages, tokens, i).isPresent()) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable Found read(Tokens tokens, Code code, ValueContext ctx, boolean foreign) {
    PostalFormats.Fit best = null;
    for (String shape : PostalFormats.of(ctx.region())) {
      PostalFormats.Fit fit = grouped(tokens, code, shape) ? fit(code, shape) : null;
      // `LS6 3HN` is right as it is; another shape would make a five of its S.
      best = fit != null && (best == null || fit.repaired() < best.repaired()) ? fit : best;
    }
    if (best != null) {
      return found(tokens, code, best.code(), 0.96 - 0.12 * best.repaired());
    }
    if (!foreign) {
      return null;
    }
    for (String shape : PostalFormats.foreign()) {
      Optional<PostalFormats.Fit> fit = PostalFormats.fit(code.condensed(), shape);
      if (fit.isPresent() && fit.get().repaired() == 0 && grouped(tokens, code, shape)) {
        return found(tokens, code, fit.get().code(), 0.6);
      }
    }
    return null;
  }

  /// "612 34 56 78" has as many digits as a ZIP+4 and is a phone number: so long a code is written
  /// in one, or divided where it has its hyphen.
  private static boolean grouped(Tokens tokens, Code code, String shape) {
    int hyphen = shape.indexOf('-');
    boolean written = true;
    for (int i = code.start(); i < code.end(); i++) {
      written &= !tokens.get(i).isWord();
    }
    if (!written || hyphen < 0 || PostalFormats.length(shape) < LONG_DIGITS_MIN) {
      return true;
    }
    List<String> pieces = code.pieces();
    return pieces.size() == 1 || (pieces.size() == 2 && pieces.getFirst().length() == hyphen);
  }

  private static Found found(Tokens tokens, Code code, String written, double certainty) {
    return new Found(
        new Value.Text(written),
        tokens.get(code.start()).start(),
        tokens.get(code.end() - 1).end(),
        Math.max(0.4, certainty));
  }

  private static PostalFormats.@Nullable Fit fit(Code code, String shape) {
    Optional<PostalFormats.Fit> whole = PostalFormats.fit(code.condensed(), shape);
    if (whole.isPresent()) {
      return whole.get();
    }
    String mended = mended(code.pieces(), PostalFormats.length(shape));
    return PostalFormats.fit(mended, shape)
        .map(fit -> new PostalFormats.Fit(fit.code(), fit.repaired() + 1))
        .orElse(null);
  }

  /// Recognisers write "one hundred twenty | one" as `120 1`: the noughts are the next piece's.
  private static String mended(List<String> pieces, int length) {
    int over = String.join("", pieces).length() - length;
    for (int i = 0; i + 1 < pieces.size() && over > 0; i++) {
      String piece = pieces.get(i);
      String next = pieces.get(i + 1);
      if (next.length() == over && piece.length() > over && piece.endsWith("0".repeat(over))) {
        List<String> joined = new ArrayList<>(pieces);
        joined.set(i, piece.substring(0, piece.length() - over));
        return String.join("", joined);
      }
    }
    return "";
  }

  /// @param digits whether letters are no part of a code
  private static List<Code> codes(Tokens tokens, List<String> languages, boolean digits) {
    List<Code> codes = new ArrayList<>();
    int i = 0;
    while (i < tokens.size()) {
      List<String> pieces = new ArrayList<>();
      int start = i;
      int end = i;
      while (i < tokens.size() && pieces.size() < 24) {
        Piece piece = piece(tokens, i, languages);
        if (piece != null && digits && !piece.text().chars().allMatch(Character::isDigit)) {
          piece = null;
        }
        if (piece == null) {
          if (pieces.isEmpty() || !joint(tokens, i)) {
            break;
          }
          i++;
          continue;
        }
        if (pieces.isEmpty()) {
          start = i;
        }
        pieces.add(piece.text());
        i = piece.end();
        end = i;
      }
      if (!pieces.isEmpty()) {
        codes.add(new Code(pieces, start, end));
      }
      i = Math.max(i, end);
      i = pieces.isEmpty() ? i + 1 : i;
    }
    return codes;
  }

  private static boolean joint(Tokens tokens, int i) {
    return tokens.isSign(i, '-') || tokens.isSign(i, ',') || tokens.isSign(i, '.');
  }

  private record Piece(String text, int end) {}

  private static @Nullable Piece piece(Tokens tokens, int i, List<String> languages) {
    Token token = tokens.get(i);
    if (token.isDigits()) {
      return token.folded().length() <= 9 ? new Piece(token.folded(), i + 1) : null;
    }
    if (!token.isWord()) {
      return null;
    }
    boolean glued =
        (tokens.touching(i - 1) && tokens.isDigits(i - 1))
            || (tokens.touching(i) && tokens.isDigits(i + 1));
    if (glued && token.folded().length() <= 4) {
      return new Piece(token.folded(), i + 1);
    }
    if (NEVER.contains(token.folded()) && !single(tokens, i, languages)) {
      var row = DigitRun.at(tokens, i, languages);
      if (row.isPresent() && row.get().spoken() && row.get().digits().length() >= ROW_DIGITS_MIN) {
        return new Piece(row.get().digits(), row.get().end());
      }
      return digitBetween(tokens, i, languages);
    }
    var letter = Spelling.letter(tokens, i, languages);
    if (letter.isPresent()) {
      return new Piece(letter.get().letters(), letter.get().end());
    }
    var run = DigitRun.at(tokens, i, languages);
    if (run.isPresent() && run.get().spoken() && run.get().digits().length() <= 9) {
      return new Piece(run.get().digits(), run.get().end());
    }
    boolean code =
        (token.folded().length() == 2 && !NameWords.isStop(token.folded(), languages))
            || (upper(token.text()) && token.text().length() < 4);
    return code ? new Piece(token.folded(), i + 1) : digitBetween(tokens, i, languages);
  }

  private static boolean upper(String text) {
    return text.chars().allMatch(Character::isUpperCase);
  }

  /// A one-letter word counts as a letter only beside other letters and digits.
  private static boolean single(Tokens tokens, int i, List<String> languages) {
    boolean one = tokens.get(i).folded().length() == 1;
    boolean before = i > 0 && shortToken(tokens.get(i - 1), languages);
    boolean after = i + 1 < tokens.size() && shortToken(tokens.get(i + 1), languages);
    return one && (before || after);
  }

  private static boolean shortToken(Token token, List<String> languages) {
    return token.isDigits()
        || (token.isWord() && (token.folded().length() == 1 || isDigit(token, languages)));
  }

  private static boolean isDigit(Token token, List<String> languages) {
    for (String language : languages) {
      List<NumberTable.Part> parts = NumberTable.in(language).parts(token.folded());
      if (parts.size() == 1 && parts.getFirst().value() < 10) {
        return parts.getFirst().kind() != NumberTable.Kind.AND;
      }
    }
    return false;
  }

  /// "to", "for", "free" among digits and letters are two, four, three.
  private static @Nullable Piece digitBetween(Tokens tokens, int i, List<String> languages) {
    boolean before = i > 0 && shortToken(tokens.get(i - 1), languages);
    boolean after = i + 1 < tokens.size() && shortToken(tokens.get(i + 1), languages);
    if (!before || !after) {
      return null;
    }
    Set<Integer> digits = new HashSet<>();
    for (String language : languages) {
      int digit = NumberTable.in(language).loneDigit(tokens.get(i).folded());
      if (digit >= 0) {
        digits.add(digit);
      }
    }
    return digits.size() == 1 ? new Piece(digits.iterator().next().toString(), i + 1) : null;
  }
}
