package dev.parley.evaluation;

/// Figures to four places.
final class Rounded {
  private Rounded() {}

  static double of(double figure) {
    return Math.round(figure * 10_000) / 10_000.0;
  }
}
