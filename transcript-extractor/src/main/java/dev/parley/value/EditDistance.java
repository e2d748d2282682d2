package dev.parley.value;

/// Slips of the finger between two words: letters left out, added, changed or swapped.
public final class EditDistance {
  private EditDistance() {}

  /// Most pairs that are compared have nothing in common but their beginning: what both begin and
  /// end with is left out, and the rest is counted only where it is short enough.
  public static boolean within(String a, String b, int max) {
    if (Math.abs(a.length() - b.length()) > max) {
      return false;
    }
    int from = 0;
    int endOfA = a.length();
    int endOfB = b.length();
    while (from < endOfA && from < endOfB && a.charAt(from) == b.charAt(from)) {
      from++;
    }
    while (endOfA > from && endOfB > from && a.charAt(endOfA - 1) == b.charAt(endOfB - 1)) {
      endOfA--;
      endOfB--;
    }
    int longer = Math.max(endOfA, endOfB) - from;
    if (longer <= max) {
      return true;
    }
    // One slip that is left between two different ends is a swap.
    boolean swapAtMost = max == 1 && longer > 2;
    return max > 0
        && !swapAtMost
        && of(a.substring(from, endOfA), b.substring(from, endOfB)) <= max;
  }

  public static int of(String a, String b) {
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + cost);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      int[] spare = beforeLast;
      beforeLast = last;
      last = row;
      row = spare;
    }
    return last[b.length()];
  }
}
