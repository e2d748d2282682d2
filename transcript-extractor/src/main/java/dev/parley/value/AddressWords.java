package dev.parley.value;

import java.util.ArrayList;
import java.util.List;

/// The words of e-mail and web addresses and of times, which are nobody's name: "mike at hale dot
/// com" gives an address, "Donnerstag um 14 Uhr" a time.
final class AddressWords {
  private static final double LIKELY = 0.6;

  private AddressWords() {}

  /// The same text with a sign and blanks where an address stands; every other letter keeps its
  /// place.
  static Tokens without(Tokens tokens, ValueContext ctx) {
    List<Found> addresses = new ArrayList<>(EmailReader.mentions(tokens, ctx));
    addresses.addAll(UrlReader.mentions(tokens, ctx));
    TimeReader.mentions(tokens, ctx).stream()
        .filter(one -> tokens.text().substring(one.start(), one.end()).indexOf(' ') > 0)
        .forEach(addresses::add);
    addresses.removeIf(one -> one.certainty() < LIKELY);
    if (addresses.isEmpty()) {
      return tokens;
    }
    StringBuilder text = new StringBuilder(tokens.text());
    for (Found address : addresses) {
      for (int i = address.start(); i < address.end(); i++) {
        text.setCharAt(i, i == address.start() ? ';' : ' ');
      }
    }
    return Tokens.of(text.toString());
  }
}
