package dev.parley.evaluation;

/// Figures to four places.
public final class Rounded {
  private Rounded() {}

  public static double of(double figure) {
    return Math.round(figure * 10_000) / 10_000.0;
  }
}
