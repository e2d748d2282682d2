package dev.parley.crm.http;

import java.util.regex.Pattern;

/// Makes what another system answered fit to be kept: it may repeat the lead or a token.
public final class Masking {
  private static final int CHARACTERS_MAX = 500;

  private static final Pattern EMAIL = Pattern.compile("[\\w.+%'-]{1,64}@[\\w.-]{1,255}");
  private static final Pattern PHONE = Pattern.compile("\\+?\\(?\\d[\\d ().-]{5,18}\\d");
  private static final Pattern TOKEN =
      Pattern.compile("(?i)(bearer\\s+|token[\"'=:\\s]+|secret[\"'=:\\s]+|whsec_)[\\w.~+/=-]{8,}");
  private static final Pattern SPACE = Pattern.compile("[\\s\\p{Cntrl}]+");

  private Masking() {}

  /// The first 500 characters on one line, with e-mail addresses, long numbers and tokens starred.
  public static String excerpt(String body) {
    String start = body.substring(0, Math.min(body.length(), CHARACTERS_MAX * 4));
    return cut(mask(SPACE.matcher(start).replaceAll(" ").strip()), CHARACTERS_MAX);
  }

  static String mask(String text) {
    String masked = TOKEN.matcher(text).replaceAll("$1***");
    masked = EMAIL.matcher(masked).replaceAll("***@***");
    return PHONE.matcher(masked).replaceAll("***");
  }

  private static String cut(String text, int max) {
    if (text.length() <= max) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max;
    return text.substring(0, end) + "…";
  }
}
