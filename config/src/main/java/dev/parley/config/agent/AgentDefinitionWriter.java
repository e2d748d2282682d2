package dev.parley.config.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.agent.DocumentNode.Entry;
import dev.parley.config.agent.DocumentNode.Mapping;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;

/// Writes a definition as it was given, in one canonical form: known keys in the design's order,
/// options and languages in the writer's own. What was stored is what is read back.
final class AgentDefinitionWriter {
  private static final List<String> ORDER =
      List.of(
          "agent",
          "id",
          "type",
          "name",
          "business",
          "languages",
          "region",
          "time_zone",
          "persona",
          "disclosure",
          "greeting",
          "chat",
          "voice",
          "questions",
          "facts",
          "objections",
          "about",
          "examples",
          "handoff",
          "qualified",
          "ask",
          "required",
          "from_channel",
          "from_image",
          "options",
          "currency",
          "period",
          "min",
          "max",
          "when",
          "points",
          "reason",
          "after",
          "say",
          "then",
          "disqualify",
          "hint",
          "description",
          "closing",
          "lead_fields",
          "score",
          "bands",
          "a",
          "b",
          "c",
          "limits",
          "turns",
          "minutes",
          "unanswered",
          "outreach",
          "quiet_hours",
          "per_day",
          "per_week",
          "follow_up",
          "channel",
          "template",
          "language",
          "sms_fallback",
          "call",
          "transfer",
          "to",
          "brief",
          "voicemail",
          "recording",
          "silence",
          "reprompts",
          "keypad",
          "read_back");
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private AgentDefinitionWriter() {}

  static ObjectNode tree(DocumentNode root) {
    return (ObjectNode) node(root, true);
  }

  private static JsonNode node(DocumentNode node, boolean ordered) {
    return switch (node) {
      case Mapping mapping -> object(mapping, ordered);
      case DocumentNode.Items(Place place, List<DocumentNode> items) -> {
        ArrayNode array = NODES.arrayNode();
        items.forEach(item -> array.add(node(item, true)));
        yield array;
      }
      case DocumentNode.Text(Place place, String text) -> NODES.textNode(text);
      case DocumentNode.Decimal(Place place, BigDecimal number) -> number(number);
      case DocumentNode.Flag(Place place, boolean flag) -> NODES.booleanNode(flag);
      case DocumentNode.Nothing(Place place) -> NODES.nullNode();
    };
  }

  private static ObjectNode object(Mapping mapping, boolean ordered) {
    List<Entry> entries =
        ordered
            ? mapping.entries().stream()
                .sorted(Comparator.comparingInt(entry -> rank(entry.key())))
                .toList()
            : mapping.entries();
    ObjectNode object = NODES.objectNode();
    // The order of options is the order they are shown in: theirs alone is kept.
    entries.forEach(
        entry -> object.set(entry.key(), node(entry.value(), !entry.key().equals("options"))));
    return object;
  }

  private static int rank(String key) {
    int rank = ORDER.indexOf(key);
    return rank < 0 ? ORDER.size() : rank;
  }

  private static JsonNode number(BigDecimal number) {
    return number.scale() <= 0 && number.precision() <= 18
        ? NODES.numberNode(number.longValueExact())
        : DecimalNode.valueOf(number);
  }
}
