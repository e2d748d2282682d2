package dev.parley.value;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Codes said letter by letter and digit by digit: "seven K L M two two four" is 7KLM224.
final class SpokenCode {
  private static final int CHARS_MIN = 4;

  private SpokenCode() {}

  static Optional<Found> in(Tokens tokens, List<String> languages) {
    Found best = null;
    int i = 0;
    while (i < tokens.size()) {
      StringBuilder code = new StringBuilder();
      int end = i;
      while (end < tokens.size()) {
        int next = next(tokens, end, languages, code);
        if (next == end) {
          break;
        }
        end = next;
      }
      if (whole(code) && (best == null || longer(code, best))) {
        best =
            new Found(
                new Value.Text(code.toString()),
                tokens.get(i).start(),
                tokens.get(end - 1).end(),
                0.8);
      }
      i = Math.max(i + 1, end);
    }
    return Optional.ofNullable(best);
  }

  private static boolean longer(StringBuilder code, @Nullable Found best) {
    return best != null
        && best.value() instanceof Value.Text(String text)
        && code.length() > text.length();
  }

  private static boolean whole(StringBuilder code) {
    return code.length() >= CHARS_MIN
        && code.chars().anyMatch(Character::isDigit)
        && code.chars().anyMatch(Character::isLetter);
  }

  /// Appends what stands at a token; the same index where that is no part of a code.
  private static int next(Tokens tokens, int i, List<String> languages, StringBuilder code) {
    Token token = tokens.get(i);
    if (token.isDigits() || (token.isWord() && token.text().length() == 1)) {
      code.append(token.text().toUpperCase(Locale.ROOT));
      return i + 1;
    }
    Optional<DigitRun> digits = DigitRun.at(tokens, i, languages);
    if (digits.isPresent() && digits.get().start() == i) {
      code.append(digits.get().digits());
      return digits.get().end();
    }
    return i;
  }
}
