package dev.parley.channel.sms;

/// The alphabet of 3GPP TS 23.038: 7 bits a character, some characters take two.
final class GsmAlphabet {
  private static final String BASIC =
      "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
          + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
  private static final String EXTENSION = "\f^{}\\[~]|€";

  /// Every member but the euro sign is below this.
  private static final int TABLE_CHARS = 0x400;

  private static final byte[] SEPTETS = new byte[TABLE_CHARS];

  static {
    BASIC.chars().forEach(c -> SEPTETS[c] = 1);
    EXTENSION.chars().filter(c -> c < TABLE_CHARS).forEach(c -> SEPTETS[c] = 2);
  }

  private GsmAlphabet() {}

  /// How many septets a character takes: 1 or 2; 0 when it is not in the alphabet.
  static int septets(char character) {
    return character < TABLE_CHARS ? SEPTETS[character] : character == '€' ? 2 : 0;
  }
}
