package dev.parley.config.agent;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads a decimal number without ever building a huge one.
final class NumberText {
  private static final Pattern DECIMAL =
      Pattern.compile("[-+]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][-+]?[0-9]+)?");
  private static final int SCALE_MAX = 30;

  private NumberText() {}

  static Optional<DocumentNode> read(String text, String path, Place place)
      throws DocumentException {
    if (!DECIMAL.matcher(text).matches()) {
      return Optional.empty();
    }
    if (text.length() <= DocumentLimits.NUMBER_CHARS_MAX) {
      try {
        BigDecimal number = new BigDecimal(text);
        if (Math.abs((long) number.scale()) <= SCALE_MAX) {
          return Optional.of(new DocumentNode.Decimal(place, canonical(number)));
        }
      } catch (NumberFormatException e) {
        // An exponent beyond an int: reported below like every other monster.
      }
    }
    throw new DocumentException(
        DefinitionErrorCode.OUT_OF_RANGE, path, "this number is beyond any use here", place);
  }

  private static BigDecimal canonical(BigDecimal number) {
    BigDecimal stripped = number.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }
}
