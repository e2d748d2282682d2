package dev.parley.channel.sandbox.whatsapp;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.json.Json;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A message template of the account.
///
/// @param language such as `en_US`
/// @param category `UTILITY`, `MARKETING` or `AUTHENTICATION`
/// @param status `APPROVED`, `PAUSED`, `DISABLED`, `PENDING` or `REJECTED`
/// @param body its text with `{{1}}` or, all of them, `{{named}}` places
/// @param quickReplies the titles of its buttons
public record Template(
    String name,
    String language,
    String category,
    String status,
    String body,
    List<String> quickReplies) {
  static final Pattern PLACE = Pattern.compile("\\{\\{\\s*([A-Za-z0-9_]+)\\s*\\}\\}");
  private static final Pattern POSITION = Pattern.compile("[0-9]+");

  public Template {
    quickReplies = List.copyOf(quickReplies);
    if (!name.matches("[a-z0-9_]{1,512}")) {
      throw new IllegalArgumentException("a template's name is lower case with underscores");
    }
  }

  /// An approved one without buttons.
  public static Template utility(String name, String language, String body) {
    return new Template(name, language, "UTILITY", "APPROVED", body, List.of());
  }

  public static Template marketing(String name, String language, String body) {
    return new Template(name, language, "MARKETING", "APPROVED", body, List.of());
  }

  public Template withStatus(String other) {
    return new Template(name, language, category, other, body, quickReplies);
  }

  public Template withQuickReplies(String... titles) {
    return new Template(name, language, category, status, body, List.of(titles));
  }

  /// The names of its places, in order, each once.
  Set<String> places() {
    Set<String> places = new LinkedHashSet<>();
    Matcher found = PLACE.matcher(body);
    while (found.find()) {
      places.add(found.group(1));
    }
    return places;
  }

  boolean isNamed() {
    return places().stream().anyMatch(place -> !POSITION.matcher(place).matches());
  }

  ObjectNode json() {
    ObjectNode json =
        Json.object()
            .put("name", name)
            .put("parameter_format", isNamed() ? "NAMED" : "POSITIONAL")
            .put("language", language)
            .put("status", status)
            .put("category", category)
            .put("id", Integer.toUnsignedString((name + language).hashCode()));
    ArrayNode components = json.putArray("components");
    components.addObject().put("type", "BODY").put("text", body);
    if (!quickReplies.isEmpty()) {
      ArrayNode buttons = components.addObject().put("type", "BUTTONS").putArray("buttons");
      quickReplies.forEach(
          title -> buttons.addObject().put("type", "QUICK_REPLY").put("text", title));
    }
    return json;
  }
}
