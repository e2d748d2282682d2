package dev.parley.channel.sms;

/// Counts a growing text both ways, and knows at every moment how many parts it takes. Used by one
/// thread.
final class SegmentCounter {
  private final Lane septets = new Lane(Segments.SEPTETS_ALONE, Segments.SEPTETS_EACH);
  private final Lane units = new Lane(Segments.UNITS_ALONE, Segments.UNITS_EACH);
  private boolean ucs2;

  /// Adds the character at `at`, both halves of a surrogate pair together.
  ///
  /// @return how many UTF-16 units it has
  int add(CharSequence text, int at) {
    char character = text.charAt(at);
    boolean pair =
        Character.isHighSurrogate(character)
            && at + 1 < text.length()
            && Character.isLowSurrogate(text.charAt(at + 1));
    int gsm = pair ? 0 : GsmAlphabet.septets(character);
    if (gsm == 0) {
      ucs2 = true;
    }
    septets.add(gsm);
    units.add(pair ? 2 : 1);
    return pair ? 2 : 1;
  }

  Segments segments() {
    Lane counted = ucs2 ? units : septets;
    return new Segments(ucs2, counted.total, counted.parts());
  }

  int parts() {
    return (ucs2 ? units : septets).parts();
  }

  private static final class Lane {
    private final int alone;
    private final int each;
    private int total;
    private int full;
    private int last;

    Lane(int alone, int each) {
      this.alone = alone;
      this.each = each;
    }

    void add(int size) {
      total += size;
      if (last + size > each) {
        full++;
        last = 0;
      }
      last += size;
    }

    int parts() {
      if (total == 0) {
        return 0;
      }
      return total <= alone ? 1 : full + 1;
    }
  }
}
