package dev.parley.extraction;

import dev.parley.value.Value;

/// A date of birth is nothing without its year: "17 May" is not one.
final class BirthDates {
  private BirthDates() {}

  /// Whether the year was said, as far as digits can show it.
  static boolean complete(Candidate candidate, Heard turn) {
    if (!(candidate.value() instanceof Value.Date date)) {
      return true;
    }
    String text =
        candidate.rank() == 0 ? turn.text() : turn.alternatives().get(candidate.rank() - 1);
    String digits = text.replaceAll("\\D", "");
    String year = Integer.toString(date.date().getYear());
    // In words, or torn apart ("1990 3"): the reader found it, and only a year is that long.
    boolean spelledOut = digits.length() <= 2 && text.split(" ").length > 3;
    return spelledOut
        || digits.endsWith(year.substring(2))
        || digits.contains(year)
        || digits.contains(year.substring(0, 3) + "0" + year.charAt(3));
  }
}
