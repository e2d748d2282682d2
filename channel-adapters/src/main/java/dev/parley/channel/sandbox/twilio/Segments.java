package dev.parley.channel.sandbox.twilio;

import java.util.BitSet;

/// How many SMS a text takes: GSM-7 where every character has a place in it, else UCS-2.
final class Segments {
  private static final String BASIC =
      "@£$¥èéùìòÇ\n"
          + "Øø\r"
          + "ÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZ"
          + "ÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
  private static final String EXTENDED = "^{}\\[~]|€";
  private static final BitSet SINGLE = letters(BASIC);
  private static final BitSet DOUBLE = letters(EXTENDED);

  private Segments() {}

  static int of(String text) {
    int septets = 0;
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      if (SINGLE.get(letter)) {
        septets++;
      } else if (DOUBLE.get(letter)) {
        septets += 2;
      } else {
        return parts(text.length(), 70, 67);
      }
    }
    return parts(septets, 160, 153);
  }

  private static BitSet letters(String all) {
    return all.chars().collect(BitSet::new, BitSet::set, BitSet::or);
  }

  private static int parts(int units, int alone, int joined) {
    return units <= alone ? 1 : (units + joined - 1) / joined;
  }
}
