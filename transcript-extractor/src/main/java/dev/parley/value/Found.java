package dev.parley.value;

/// A value and where in the given text it was read.
///
/// @param start index of its first char
/// @param end index after its last char
/// @param certainty 0 to 1: how sure the reader is that these words mean this value
public record Found(Value value, int start, int end, double certainty) {
  public Found {
    if (start < 0 || end < start) {
      throw new IllegalArgumentException("no such span: " + start + " to " + end);
    }
  }

  Found shifted(int by) {
    return new Found(value, start + by, end + by, certainty);
  }

  Found withCertainty(double newCertainty) {
    return new Found(value, start, end, newCertainty);
  }
}
