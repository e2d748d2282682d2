package dev.parley.crm.pipedrive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// A field of the account, and how a lead's plain text becomes its value.
///
/// @param code a word, or the 40 characters of a custom field
/// @param options of `enum` and `set`: label to id
record PipedriveField(
    String code, String label, String type, boolean custom, Map<String, Integer> options) {
  private static final int VARCHAR_MAX = 255;
  private static final int TEXT_MAX = 65_000;
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final Pattern TIME = Pattern.compile("\\d{2}:\\d{2}(:\\d{2})?");
  private static final Pattern NOISE = Pattern.compile("[^\\p{L}\\p{N}]+");

  /// Of other types no text of ours can be a value: they point at records there.
  private static final Set<String> WRITABLE =
      Set.of(
          "varchar",
          "varchar_auto",
          "text",
          "phone",
          "double",
          "monetary",
          "date",
          "time",
          "enum",
          "set",
          "address");

  boolean writable() {
    return WRITABLE.contains(type);
  }

  /// Empty where the text is no value of this type: then the field is left out, and said so.
  Optional<JsonNode> value(String text, Optional<String> currency, boolean lead) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    return switch (type) {
      case "varchar", "varchar_auto", "phone" ->
          Optional.of(TextNode.valueOf(cut(text, VARCHAR_MAX)));
      case "text" -> Optional.of(TextNode.valueOf(cut(text, TEXT_MAX)));
      case "double" -> number(text).map(DecimalNode::valueOf);
      case "monetary" ->
          lead
              ? number(text).map(DecimalNode::valueOf)
              : number(text)
                  .flatMap(
                      amount ->
                          currency.map(
                              code ->
                                  nodes.objectNode().put("value", amount).put("currency", code)));
      case "date" -> first(text, 10, DATE).map(TextNode::valueOf);
      case "time" ->
          first(text.substring(text.indexOf('T') + 1), 8, TIME)
              .or(() -> first(text.substring(text.indexOf('T') + 1), 5, TIME))
              .map(TextNode::valueOf);
      case "enum" -> option(text).map(nodes::numberNode);
      case "set" -> option(text).map(id -> nodes.arrayNode().add(id));
      case "address" ->
          lead
              ? Optional.of(TextNode.valueOf(text))
              : Optional.of(nodes.objectNode().put("value", text));
      default -> Optional.empty();
    };
  }

  /// What a record holds, as text to compare; empty for nothing.
  static String plain(JsonNode held) {
    if (held.isObject()) {
      return plain(held.has("value") ? held.path("value") : held.path("id"));
    }
    if (held.isArray()) {
      return held.isEmpty() ? "" : plain(held.get(0));
    }
    return held.isNumber()
        ? new BigDecimal(held.asText()).stripTrailingZeros().toPlainString()
        : held.isNull() ? "" : held.asText("");
  }

  private Optional<Integer> option(String text) {
    String wanted = bare(text);
    return options.entrySet().stream()
        .filter(entry -> bare(entry.getKey()).equals(wanted))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  static String bare(String text) {
    return NOISE.matcher(text).replaceAll("").toLowerCase(Locale.ROOT);
  }

  private static Optional<BigDecimal> number(String text) {
    try {
      return Optional.of(new BigDecimal(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> first(String text, int length, Pattern form) {
    return text.length() >= length && form.matcher(text.substring(0, length)).matches()
        ? Optional.of(text.substring(0, length))
        : Optional.empty();
  }

  private static String cut(String text, int max) {
    if (text.length() <= max) {
      return text;
    }
    return text.substring(0, Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max);
  }
}
