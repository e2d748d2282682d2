package dev.parley.channel.sandbox;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/// Ids as vendors make them: unlike any other, but no secret. Thread-safe.
public final class Ids {
  private static final long DIGITS_FROM = 100_000_000_000_000L;
  private static final HexFormat HEX = HexFormat.of();

  private Ids() {}

  /// 32 hexadecimal digits.
  public static String hex() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return HEX.toHexDigits(random.nextLong()) + HEX.toHexDigits(random.nextLong());
  }

  /// 15 decimal digits.
  public static String digits() {
    return Long.toString(ThreadLocalRandom.current().nextLong(DIGITS_FROM, DIGITS_FROM * 10));
  }
}
