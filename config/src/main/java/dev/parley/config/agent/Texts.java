package dev.parley.config.agent;

import java.util.Optional;
import java.util.regex.Pattern;

/// Reads one text: not blank, no control characters but line ends and tabs, whole code points only.
final class Texts {
  private static final Pattern FORBIDDEN =
      Pattern.compile("[\\p{Cntrl}&&[^\\n\\r\\t]]|\\p{Cs}|[\\x{FFFE}\\x{FFFF}]");

  private Texts() {}

  static Optional<String> read(DocumentNode node, String path, int charsMax, Problems problems) {
    if (!(node instanceof DocumentNode.Text(Place place, String text))) {
      Section.wrongType(problems, path, "a text", node);
      return Optional.empty();
    }
    if (text.isBlank()) {
      problems.add(path, DefinitionErrorCode.BAD_TEXT, "this text is blank", place);
      return Optional.empty();
    }
    if (FORBIDDEN.matcher(text).find()) {
      problems.add(
          path, DefinitionErrorCode.BAD_TEXT, "this text holds a control character", place);
      return Optional.empty();
    }
    if (text.length() > charsMax) {
      problems.add(
          path,
          DefinitionErrorCode.TOO_LONG,
          "%d characters are too long; at most %d".formatted(text.length(), charsMax),
          place);
      return Optional.empty();
    }
    return Optional.of(text.strip());
  }
}
