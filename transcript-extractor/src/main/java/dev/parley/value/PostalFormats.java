package dev.parley.value;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Shapes of postal codes by region: `9` a digit, `A` a letter, `*` either; other signs are written
/// between. The longest shape first.
final class PostalFormats {
  private static final Map<String, List<String>> SHAPES =
      Map.ofEntries(
          Map.entry("US", List.of("99999-9999", "99999")),
          Map.entry(
              "GB", List.of("AA99 9AA", "AA9A 9AA", "A99 9AA", "A9A 9AA", "AA9 9AA", "A9 9AA")),
          Map.entry("PT", List.of("9999-999")),
          Map.entry("ES", List.of("99999")),
          Map.entry("DE", List.of("99999")),
          Map.entry("FR", List.of("99999")),
          Map.entry("IT", List.of("99999")),
          Map.entry("PL", List.of("99-999")),
          Map.entry("BR", List.of("99999-999")),
          Map.entry("NL", List.of("9999 AA")),
          Map.entry("CA", List.of("A9A 9A9")),
          Map.entry("IN", List.of("999999")),
          Map.entry("IE", List.of("A9* ****")),
          Map.entry("CH", List.of("9999")),
          Map.entry("AT", List.of("9999")),
          Map.entry("BE", List.of("9999")),
          Map.entry("DK", List.of("9999")),
          Map.entry("NO", List.of("9999")),
          Map.entry("AU", List.of("9999")),
          Map.entry("NZ", List.of("9999")),
          Map.entry("SE", List.of("999 99")),
          Map.entry("FI", List.of("99999")),
          Map.entry("GR", List.of("999 99")),
          Map.entry("CZ", List.of("999 99")),
          Map.entry("MX", List.of("99999")),
          Map.entry("AR", List.of("A9999AAA", "9999")),
          Map.entry("CL", List.of("9999999")),
          Map.entry("CO", List.of("999999")),
          Map.entry("SG", List.of("999999")),
          Map.entry("ZA", List.of("9999")),
          Map.entry("LU", List.of("9999")),
          Map.entry("MY", List.of("99999")),
          Map.entry("PE", List.of("99999")),
          Map.entry("TR", List.of("99999")),
          Map.entry("JP", List.of("999-9999")));

  private static final List<String> FOREIGN =
      List.of(
          "999999",
          "99999",
          "9999-999",
          "AA99 9AA",
          "AA9 9AA",
          "A9A 9A9",
          "A99 9AA",
          "A9 9AA",
          "99999-999");

  private PostalFormats() {}

  static List<String> of(String region) {
    return SHAPES.getOrDefault(region, FOREIGN);
  }

  /// Whether the codes of a region have no letters.
  static boolean numeric(String region) {
    List<String> shapes = SHAPES.get(region);
    return shapes != null
        && shapes.stream().allMatch(shape -> shape.chars().noneMatch(c -> c == 'A' || c == '*'));
  }

  static List<String> foreign() {
    return FOREIGN;
  }

  static int length(String shape) {
    int length = 0;
    for (int i = 0; i < shape.length(); i++) {
      length += isPlace(shape.charAt(i)) ? 1 : 0;
    }
    return length;
  }

  private static boolean isPlace(char c) {
    return c == '9' || c == 'A' || c == '*';
  }

  /// @param repaired how many signs had to be read as their look- or sound-alikes
  record Fit(String code, int repaired) {}

  /// The code as it is written, if its letters and digits fit the shape.
  static Optional<Fit> fit(String condensed, String shape) {
    if (condensed.length() != length(shape)) {
      return Optional.empty();
    }
    StringBuilder code = new StringBuilder(shape.length());
    int at = 0;
    int repaired = 0;
    for (int i = 0; i < shape.length(); i++) {
      char place = shape.charAt(i);
      if (!isPlace(place)) {
        code.append(place);
        continue;
      }
      char given = Character.toUpperCase(condensed.charAt(at++));
      char read = place == '9' ? asDigit(given) : place == 'A' ? asLetter(given) : given;
      if (read == 0) {
        return Optional.empty();
      }
      repaired += read == given ? 0 : 1;
      code.append(read);
    }
    return Optional.of(new Fit(code.toString(), repaired));
  }

  /// O for nought, V for a misheard five.
  private static char asDigit(char c) {
    if (c >= '0' && c <= '9') {
      return c;
    }
    return switch (c) {
      case 'O' -> '0';
      case 'I', 'L' -> '1';
      case 'V', 'S' -> '5';
      default -> 0;
    };
  }

  private static char asLetter(char c) {
    if (c >= 'A' && c <= 'Z') {
      return c;
    }
    return c == '0' ? 'O' : 0;
  }
}
