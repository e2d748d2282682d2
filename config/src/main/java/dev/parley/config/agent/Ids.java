package dev.parley.config.agent;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Slugs and ids.
final class Ids {
  static final int CHARS_MAX = 63;

  private static final Pattern SLUG = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");
  private static final Pattern ID = Pattern.compile("[a-z][a-z0-9_]{0,62}");

  /// CEL's keywords and the names of its types.
  static final Set<String> RESERVED =
      Set.of(
          "as",
          "bool",
          "break",
          "bytes",
          "const",
          "continue",
          "double",
          "dyn",
          "else",
          "false",
          "for",
          "function",
          "if",
          "import",
          "in",
          "int",
          "let",
          "list",
          "loop",
          "map",
          "namespace",
          "null",
          "null_type",
          "package",
          "return",
          "string",
          "true",
          "type",
          "uint",
          "var",
          "void",
          "while");

  private Ids() {}

  static boolean isSlug(String text) {
    return SLUG.matcher(text).matches();
  }

  static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  static String slug(Section section, String key) {
    String slug = section.text(key, DefinitionLimits.NAME_CHARS_MAX);
    if (!slug.isEmpty() && !isSlug(slug)) {
      section.problem(
          key,
          DefinitionErrorCode.BAD_SLUG,
          "use lower-case letters, digits and inner hyphens, at most 63, such as solar-consult");
    }
    return slug;
  }

  /// The id of a list's item; reports a wrong or a repeated one.
  static String unique(Section section, Set<String> seen) {
    String id = section.text("id", DefinitionLimits.NAME_CHARS_MAX);
    if (!id.isEmpty()) {
      problem(id, section);
      if (!seen.add(id)) {
        section.problem(
            "id", DefinitionErrorCode.DUPLICATE_ID, "'%s' is taken".formatted(Paths.shown(id)));
      }
    }
    return id;
  }

  private static void problem(String id, Section section) {
    if (!isId(id)) {
      section.problem("id", DefinitionErrorCode.BAD_ID, BAD_ID);
    }
  }

  static final String BAD_ID =
      "use lower-case letters, digits and underscores, a letter first, at most 63";

  /// Reports an id that a condition could not name.
  static void refuseReserved(Section section, String id) {
    Optional.of(id)
        .filter(RESERVED::contains)
        .ifPresent(
            word ->
                section.problem(
                    "id",
                    DefinitionErrorCode.RESERVED_ID,
                    "'%s' means something else in conditions; choose another id".formatted(word)));
  }
}
