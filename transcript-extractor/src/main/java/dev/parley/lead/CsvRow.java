package dev.parley.lead;

import java.util.List;

/// One row of RFC 4180: every value quoted, quotes doubled, the row ended by CR LF.
final class CsvRow {
  /// What a spreadsheet takes for the start of a formula, in any width.
  private static final String FORMULA = "=+-@\t\r\n＝＋－＠";

  private final StringBuilder row = new StringBuilder(256);

  private CsvRow() {}

  static String of(List<String> values) {
    CsvRow csv = new CsvRow();
    values.forEach(csv::add);
    return csv.row.append("\r\n").toString();
  }

  private void add(String value) {
    if (!row.isEmpty()) {
      row.append(',');
    }
    row.append('"').append(value.replace("\"", "\"\"")).append('"');
  }

  /// A text that no spreadsheet runs: what looks like a formula gets an apostrophe in front, which
  /// spreadsheets take for "this is text" and phone numbers therefore have too.
  static String plain(String text) {
    return text.isEmpty() || FORMULA.indexOf(text.charAt(0)) < 0 ? text : "'" + text;
  }
}
