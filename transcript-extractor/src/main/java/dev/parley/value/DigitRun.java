package dev.parley.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Digits said or written one after another: `double five, oh, twenty-one` is `55021`.
///
/// @param start index of the first token
/// @param end index after the last token
/// @param plus whether it began with a plus
/// @param groups how many pieces it was said in
/// @param spoken whether any of it was words
record DigitRun(String digits, int start, int end, boolean plus, int groups, boolean spoken) {
  static final int DIGITS_MAX = 40;
  private static final Set<String> FILLERS =
      Set.of("uh", "um", "er", "erm", "eh", "hm", "ah", "ahm", "euh", "em", "hum", "ehm", "yyy");

  /// All runs in a text, left to right.
  static List<DigitRun> all(Tokens tokens, List<String> languages) {
    List<DigitRun> runs = new ArrayList<>();
    int i = 0;
    while (i < tokens.size()) {
      Optional<DigitRun> run = at(tokens, i, languages);
      if (run.isPresent()) {
        runs.add(run.get());
        i = run.get().end();
      } else {
        i++;
      }
    }
    return runs;
  }

  static Optional<DigitRun> at(Tokens tokens, int start, List<String> languages) {
    return new Reading(tokens, start, languages).read();
  }

  private static final class Reading {
    private final Tokens tokens;
    private final List<String> languages;
    private final int start;
    private final StringBuilder digits = new StringBuilder();
    private int groups;
    private boolean spoken;
    private int i;
    private int end;

    Reading(Tokens tokens, int start, List<String> languages) {
      this.tokens = tokens;
      this.start = start;
      this.languages = languages;
    }

    Optional<DigitRun> read() {
      i = start;
      boolean plus = plus();
      while (i < tokens.size() && digits.length() < DIGITS_MAX) {
        int before = i;
        if (!piece()) {
          if (digits.isEmpty() || !separator()) {
            break;
          }
        } else {
          end = i;
          groups++;
        }
        if (i == before) {
          break;
        }
      }
      return digits.isEmpty()
          ? Optional.empty()
          : Optional.of(new DigitRun(digits.toString(), start, end, plus, groups, spoken));
    }

    private boolean plus() {
      if (tokens.isSign(i, '+')) {
        i++;
        return true;
      }
      for (String language : languages) {
        var match = NumberTable.in(language).plus.at(tokens, i);
        if (match.isPresent()) {
          i = match.get().end();
          return true;
        }
      }
      if (tokens.isSign(i, '(') && (tokens.isDigits(i + 1) || tokens.isSign(i + 1, '+'))) {
        i++;
        return tokens.isSign(i, '+') && i++ >= 0;
      }
      return false;
    }

    /// One more piece of digits, if one stands here.
    private boolean piece() {
      Token token = tokens.get(i);
      if (token.isDigits()) {
        if (gluedToLetters(i)) {
          return false;
        }
        digits.append(token.folded());
        i++;
        return true;
      }
      if (!token.isWord()) {
        return false;
      }
      return repeated() || cardinal() || loneDigit();
    }

    /// `2nd`, `5k`, `cminh948` and `b2b` are not digits of a run.
    private boolean gluedToLetters(int at) {
      boolean left = tokens.touching(at - 1) && tokens.get(at - 1).isWord();
      boolean right = tokens.touching(at) && tokens.get(at + 1).isWord();
      return left || (right && !tokens.isWord(at + 1, "o"));
    }

    private boolean repeated() {
      for (String language : languages) {
        var times = NumberTable.in(language).times.at(tokens, i);
        if (times.isEmpty() || times.get().end() >= tokens.size()) {
          continue;
        }
        int next = times.get().end();
        String digit = singleDigit(next);
        if (!digit.isEmpty()) {
          digits.append(digit.repeat(Integer.parseInt(times.get().value())));
          i = next + 1;
          spoken = true;
          return true;
        }
      }
      return false;
    }

    private String singleDigit(int at) {
      Token token = tokens.get(at);
      if (token.isDigits()) {
        return token.folded().length() == 1 ? token.folded() : "";
      }
      for (String language : languages) {
        NumberTable table = NumberTable.in(language);
        List<NumberTable.Part> parts = table.parts(token.folded());
        if (parts.size() == 1 && parts.getFirst().value() < 10) {
          boolean digit =
              parts.getFirst().kind() == NumberTable.Kind.UNIT
                  || parts.getFirst().kind() == NumberTable.Kind.ZERO;
          return digit ? Long.toString(parts.getFirst().value()) : "";
        }
        int lone = table.loneDigit(token.folded());
        if (lone >= 0) {
          return Integer.toString(lone);
        }
      }
      return "";
    }

    private boolean cardinal() {
      Optional<NumberWords.Words> words = NumberWords.at(tokens, i, languages);
      if (words.isEmpty()) {
        return false;
      }
      long value = words.get().value();
      int next = words.get().end();
      boolean another = next < tokens.size() && !singleDigit(next).isEmpty();
      boolean loneUnit = value > 100 && value % 100 > 0 && value % 100 < 10 && value < 1000;
      // "eight hundred five five five" is 800 5 5 5.
      boolean apart = loneUnit && another && languages.getFirst().equals("en");
      digits.append(apart ? value - value % 10 : value);
      i = apart ? next - 1 : next;
      spoken = true;
      return true;
    }

    /// `oh` may begin a run that goes on; `to` and `for` only stand between digits.
    private boolean loneDigit() {
      Token token = tokens.get(i);
      for (String language : languages) {
        int digit = NumberTable.in(language).loneDigit(token.folded());
        boolean zero = digit == 0 && (!digits.isEmpty() || goesOn(language));
        boolean mayStand =
            (digit > 0 && !language.equals("en"))
                || (nextIsDigit(i + 1) && (zero || !digits.isEmpty()))
                // Behind digits as they are written, "o" is an article: "912 345 678 e o email".
                || (zero && !digits.isEmpty() && spoken);
        if (digit >= 0 && mayStand) {
          digits.append(digit);
          i++;
          spoken = true;
          return true;
        }
      }
      return false;
    }

    /// "O nove um dois" begins with an article, and "o nine one two" with a nought.
    private boolean goesOn(String language) {
      return i + 1 < tokens.size()
          && (languages.getFirst().equals(language)
              || tokens.touching(i)
              || !NumberTable.in(language).parts(tokens.get(i + 1).folded()).isEmpty()
              || NumberTable.in(language).loneDigit(tokens.get(i + 1).folded()) >= 0
              || NumberTable.in(language).times.has(tokens, i + 1));
    }

    private boolean nextIsDigit(int at) {
      return at < tokens.size()
          && ((tokens.isDigits(at) && !gluedToLetters(at))
              || (tokens.get(at).isWord() && !singleDigit(at).isEmpty()));
    }

    /// Steps over what may stand between two pieces, if a piece follows.
    private boolean separator() {
      int from = i;
      while (i < tokens.size() && i < from + 4 && step()) {
        int at = i;
        if (at < tokens.size() && startsPiece(at)) {
          return true;
        }
      }
      i = from;
      return false;
    }

    private boolean step() {
      Token token = tokens.get(i);
      if (token.kind() == Token.Kind.SIGN) {
        boolean tight = tokens.touching(i - 1) && tokens.touching(i);
        boolean steps =
            switch (token.folded()) {
              case "-", "(", ")", "/" -> true;
              case "." ->
                  tight || (spoken && startsWord(i + 1)) || (tokens.touching(i - 1) && spoken);
              case "," -> spoken;
              default -> false;
            };
        i += steps ? 1 : 0;
        return steps;
      }
      if (FILLERS.contains(token.folded())) {
        i++;
        return true;
      }
      for (String language : languages) {
        var separator = NumberTable.in(language).separators.at(tokens, i);
        if (separator.isPresent()) {
          i = separator.get().end();
          return true;
        }
      }
      return false;
    }

    private boolean startsWord(int at) {
      return at < tokens.size() && tokens.get(at).isWord();
    }

    private boolean startsPiece(int at) {
      Token token = tokens.get(at);
      if (token.isDigits()) {
        return !gluedToLetters(at);
      }
      if (!token.isWord()) {
        return false;
      }
      boolean times = languages.stream().anyMatch(l -> NumberTable.in(l).times.has(tokens, at));
      return times
          || !singleDigit(at).isEmpty()
          || NumberWords.at(tokens, at, languages).isPresent();
    }
  }
}
