package dev.parley.channel.sms;

/// How many parts a text takes on the air. A text in the GSM alphabet has 160 septets in one part
/// or 153 in each of several; any other has 70 UTF-16 units or 67. What takes two is never torn
/// apart between parts.
///
/// @param units septets, or UTF-16 units when `ucs2`
/// @param count of parts; 0 for an empty text
record Segments(boolean ucs2, int units, int count) {
  static final int SEPTETS_ALONE = 160;
  static final int SEPTETS_EACH = 153;
  static final int UNITS_ALONE = 70;
  static final int UNITS_EACH = 67;

  static Segments of(CharSequence text) {
    var counter = new SegmentCounter();
    int at = 0;
    while (at < text.length()) {
      at += counter.add(text, at);
    }
    return counter.segments();
  }
}
