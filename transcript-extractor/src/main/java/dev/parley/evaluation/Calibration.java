package dev.parley.evaluation;

/// Expected calibration error in ten equal bins: how far confidence and being right lie apart.
public final class Calibration {
  private static final int BINS = 10;
  private final int[] count = new int[BINS];
  private final int[] right = new int[BINS];
  private final double[] confidence = new double[BINS];

  public void add(double stated, boolean wasRight) {
    int bin = Math.min(BINS - 1, (int) (stated * BINS));
    count[bin]++;
    right[bin] += wasRight ? 1 : 0;
    confidence[bin] += stated;
  }

  public double error() {
    int all = 0;
    double error = 0;
    for (int bin = 0; bin < BINS; bin++) {
      all += count[bin];
      error += Math.abs(right[bin] - confidence[bin]);
    }
    return all == 0 ? 0 : error / all;
  }

  public String bins() {
    StringBuilder bins = new StringBuilder();
    for (int bin = 0; bin < BINS; bin++) {
      if (count[bin] > 0) {
        bins.append(
            " %.2f:%.2f(%d)"
                .formatted(
                    confidence[bin] / count[bin], (double) right[bin] / count[bin], count[bin]));
      }
    }
    return bins.toString();
  }
}
