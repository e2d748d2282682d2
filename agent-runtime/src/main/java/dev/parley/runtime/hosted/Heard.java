package dev.parley.runtime.hosted;

import java.util.Optional;
import java.util.regex.Pattern;

/// What of an agent's words was heard, as an interrupted message in a history tells: it is
/// shortened, maybe with dots at its end.
final class Heard {
  private static final Pattern ELLIPSIS = Pattern.compile("[\\s.…—-]+$");
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private Heard() {}

  /// @return the beginning of what was said, as it was written; empty where all of it was heard or
  ///     these are other words
  static Optional<String> cut(String said, String heard) {
    String wanted = plain(heard);
    if (wanted.isEmpty() || wanted.length() >= plain(said).length()) {
      return Optional.empty();
    }
    for (int end = 1; end <= said.length(); end++) {
      String beginning = said.substring(0, end);
      if (plain(beginning).equals(wanted)
          && (end == said.length() || !Character.isLetterOrDigit(said.charAt(end)))) {
        return Optional.of(beginning.strip());
      }
    }
    return Optional.empty();
  }

  private static String plain(String text) {
    return BLANKS.matcher(ELLIPSIS.matcher(text).replaceFirst("")).replaceAll(" ").strip();
  }
}
