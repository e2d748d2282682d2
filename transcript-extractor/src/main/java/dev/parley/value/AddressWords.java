package dev.parley.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The words of e-mail and web addresses and of times, which are nobody's name: "mike at hale dot
/// com" gives an address, "Donnerstag um 14 Uhr" a time.
final class AddressWords {
  private static final double LIKELY = 0.6;

  /// Words for the sign that mean nothing else in any language.
  private static final Set<String> SIGN = Set.of("arroba", "arobase", "chiocciola", "klammeraffe");

  private AddressWords() {}

  /// An address is no name in a language the agent does not speak either.
  private static ValueContext mail(Tokens tokens, ValueContext ctx) {
    for (int i = 0; i < tokens.size(); i++) {
      if (SIGN.contains(tokens.get(i).folded())) {
        return ValueContext.of(
            Languages.KNOWN.stream().sorted().toList(), ctx.region(), ctx.zone(), ctx.now());
      }
    }
    return ctx;
  }

  /// The same text with a sign and blanks where an address stands; every other letter keeps its
  /// place.
  static Tokens without(Tokens tokens, ValueContext ctx) {
    List<Found> addresses = new ArrayList<>(EmailReader.mentions(tokens, mail(tokens, ctx)));
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
