package dev.parley.value;

import java.math.BigDecimal;
import java.util.Optional;

/// A number written with digits: `1,200.50`, `1.200,50`, `1 200`, `56,79`, `1'200`.
///
/// @param end index after its last token
record NumberLiteral(BigDecimal value, int end) {
  private static final int DIGITS_MAX = 18;

  /// @param threeAreGroups whether three digits after a lone mark are always thousands, as in money
  static Optional<NumberLiteral> at(
      Tokens tokens, int start, String region, boolean threeAreGroups) {
    if (!tokens.isDigits(start)) {
      return Optional.empty();
    }
    StringBuilder digits = new StringBuilder(tokens.get(start).folded());
    StringBuilder marks = new StringBuilder();
    int[] markAt = new int[DIGITS_MAX];
    int i = start + 1;
    while (i + 1 < tokens.size() && marks.length() < 6 && joins(tokens, i)) {
      markAt[marks.length()] = digits.length();
      marks.append(tokens.get(i).folded());
      digits.append(tokens.get(i + 1).folded());
      i += 2;
    }
    if (marks.isEmpty()) {
      i = spacedGroups(tokens, start, digits);
      boolean grouped = i > start + 1;
      if (grouped && i + 1 < tokens.size() && joins(tokens, i)) {
        digits.append(tokens.get(i + 1).folded());
        int decimals = tokens.get(i + 1).folded().length();
        return digits.length() > DIGITS_MAX
            ? Optional.empty()
            : Optional.of(
                new NumberLiteral(
                    new BigDecimal(digits.toString()).movePointLeft(decimals), i + 2));
      }
    }
    if (digits.length() > DIGITS_MAX) {
      return Optional.empty();
    }
    int decimals = decimals(digits, marks, markAt, region, threeAreGroups);
    return Optional.of(
        new NumberLiteral(new BigDecimal(digits.toString()).movePointLeft(decimals), i));
  }

  private static boolean joins(Tokens tokens, int i) {
    Token mark = tokens.get(i);
    return mark.kind() == Token.Kind.SIGN
        && ".,'".contains(mark.folded())
        && tokens.touching(i - 1)
        && tokens.touching(i)
        && tokens.isDigits(i + 1);
  }

  /// `12 500`: groups of exactly three after one to three digits.
  private static int spacedGroups(Tokens tokens, int start, StringBuilder digits) {
    int i = start + 1;
    if (digits.length() > 3 || digits.charAt(0) == '0') {
      return i;
    }
    while (tokens.isDigits(i)
        && tokens.get(i).folded().length() == 3
        && tokens.get(i).start() - tokens.get(i - 1).end() == 1
        && !(tokens.touching(i) && tokens.get(i + 1).isWord())) {
      digits.append(tokens.get(i).folded());
      i++;
    }
    return i;
  }

  private static int decimals(
      StringBuilder digits,
      StringBuilder marks,
      int[] markAt,
      String region,
      boolean threeAreGroups) {
    if (marks.isEmpty()) {
      return 0;
    }
    int last = marks.length() - 1;
    int after = digits.length() - markAt[last];
    char mark = marks.charAt(last);
    if (mark == '\'') {
      return 0;
    }
    if (last > 0) {
      boolean same = marks.chars().distinct().count() == 1;
      return same ? 0 : after;
    }
    boolean mayGroup = after == 3 && markAt[0] <= 3 && digits.charAt(0) != '0';
    char decimal = Regions.decimalPoint(region) ? '.' : ',';
    boolean grouping = mayGroup && (threeAreGroups || mark != decimal);
    return grouping ? 0 : after;
  }
}
