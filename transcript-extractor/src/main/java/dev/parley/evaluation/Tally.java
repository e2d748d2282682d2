package dev.parley.evaluation;

import java.util.LinkedHashMap;
import java.util.Map;

/// Counts of right, wrong, missed and invented fields.
public final class Tally {
  private int right;
  private int wrong;
  private int missed;
  private int invented;
  private int absent;

  public void filled(boolean accepted) {
    if (accepted) {
      right++;
    } else {
      wrong++;
    }
  }

  public void missed() {
    missed++;
  }

  public void absent(boolean filled) {
    absent++;
    invented += filled ? 1 : 0;
  }

  public double precision() {
    return share(right, right + wrong + invented);
  }

  public double recall() {
    return share(right, right + wrong + missed);
  }

  public double f1() {
    double sum = precision() + recall();
    return sum == 0 ? 0 : 2 * precision() * recall() / sum;
  }

  public double inventionRate() {
    return absent == 0 ? 0 : (double) invented / absent;
  }

  private static double share(int part, int whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }

  public Map<String, Object> wire() {
    Map<String, Object> wire = new LinkedHashMap<>();
    wire.put("right", right);
    wire.put("wrong", wrong);
    wire.put("missed", missed);
    wire.put("invented", invented);
    wire.put("absent", absent);
    wire.put("precision", Rounded.of(precision()));
    wire.put("recall", Rounded.of(recall()));
    wire.put("f1", Rounded.of(f1()));
    wire.put("hallucination_rate", Rounded.of(inventionRate()));
    return wire;
  }

  public String line() {
    return "P %.3f  R %.3f  F1 %.3f  invented %d/%d (%.1f %%)  [right %d wrong %d missed %d]"
        .formatted(
            precision(),
            recall(),
            f1(),
            invented,
            absent,
            100 * inventionRate(),
            right,
            wrong,
            missed);
  }
}
