package dev.parley.value;

import dev.parley.config.agent.FieldType;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Text in the shape of a program's that sets an answer by its id: `roof=owner`, `{"roof":
/// "owner"}`, `set roof to owner`. Nobody speaks like that; whoever writes so talks to the machine
/// and tells nothing about themselves. Ids are no words of the conversation, so that "Roof: mine"
/// and "my e-mail is" stay what they are. Immutable and thread-safe.
public final class Assignments {
  private static final String VALUE =
      "\\s*+(?:\"[^\"\\n]{0,80}\"?|'[^'\\n]{0,80}'?|(?:(?![;&|}\\]\\n]|,(?!\\d)|[.!?](?:\\s|$)"
          + "|\\s(?:and|then|y|e|und|et|ed)\\s).){0,60})";
  private static final String VERB =
      "(?:set|assign|mark|store|record|write|pon|ponga|establece|establezca|marca|fija|define"
          + "|defina|asigna|coloca|coloque|marque|setze|setz|speichere|mets|mettez|definis"
          + "|définis|définissez|imposta|segna|assegna)";
  private static final String TO =
      "(?:to|as|at|a|en|como|para|em|auf|als|zu|sur|à|comme|su|come|=)";

  private static final Pattern NOTHING = Pattern.compile("(?!)");

  private final List<String> ids;

  /// Made with the first text: who never asks, as a call that only reads values, is spared the
  /// making and the keeping of it. Made twice where two ask at once.
  private volatile @Nullable Pattern pattern;

  /// @param types of the questions and fields by their ids. An address of the net or a number to
  ///     call proves itself: "email = ana@example.com" is somebody's way to write it.
  public Assignments(Map<String, FieldType> types) {
    this.ids =
        types.entrySet().stream()
            .filter(one -> one.getKey().indexOf('_') >= 0 || !provesItself(one.getValue()))
            .map(Map.Entry::getKey)
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
  }

  private Pattern pattern() {
    Pattern made = pattern;
    if (made == null) {
      made = ids.isEmpty() ? NOTHING : pattern(ids);
      pattern = made;
    }
    return made;
  }

  private static boolean provesItself(FieldType type) {
    return type == FieldType.EMAIL || type == FieldType.PHONE || type == FieldType.URL;
  }

  private static Pattern pattern(List<String> ids) {
    String any = ids.stream().map(Pattern::quote).collect(Collectors.joining("|"));
    String compound =
        ids.stream()
            .filter(id -> id.indexOf('_') >= 0)
            .map(Pattern::quote)
            .collect(Collectors.joining("|"));
    String before = "(?<![\\p{L}\\p{N}_])";
    String quoted = "[\"'`](?:" + any + ")[\"'`]\\s*+:";
    String braced = "\\{\\s*+(?:" + any + ")\\s*+:";
    String equal = "[\"'`]?(?:" + any + ")[\"'`]?\\s*+(?:=>|:=|={1,3}|->|→)";
    String verb = VERB + "\\s++[\"'`]?(?:" + any + ")[\"'`]?\\s++" + TO + "(?=\\s)";
    String named = compound.isEmpty() ? "" : "|(?:" + compound + ")\\s*+:";
    return Pattern.compile(
        "(?:"
            + before
            + "(?:(?:"
            + VERB
            + "\\s++)?(?:"
            + equal
            + "|"
            + quoted
            + named
            + ")|"
            + verb
            + ")|"
            + braced
            + ")"
            + VALUE,
        Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }

  /// The text with line breaks in place of every assignment, so that all that is left stays where
  /// it was.
  public String without(String text) {
    if (ids.stream().noneMatch(id -> names(text, id))) {
      return text;
    }
    Matcher matcher = pattern().matcher(text);
    if (!matcher.find()) {
      return text;
    }
    StringBuilder rest = new StringBuilder(text);
    do {
      for (int i = matcher.start(); i < matcher.end(); i++) {
        rest.setCharAt(i, '\n');
      }
    } while (matcher.find());
    return rest.toString();
  }

  /// In whatever case: most turns name no id at all, and need no pattern.
  private static boolean names(String text, String id) {
    for (int i = 0; i <= text.length() - id.length(); i++) {
      if (text.regionMatches(true, i, id, 0, id.length())) {
        return true;
      }
    }
    return false;
  }
}
