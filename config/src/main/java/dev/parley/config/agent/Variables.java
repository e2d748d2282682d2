package dev.parley.config.agent;

import dev.parley.config.agent.DocumentNode.Entry;
import dev.parley.config.agent.DocumentNode.Items;
import dev.parley.config.agent.DocumentNode.Mapping;
import dev.parley.config.agent.DocumentNode.Text;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds the ids that conditions may read, before anything is checked: a condition may name a lead
/// field that comes far below it. Says nothing about what is wrong; the real reading does.
final class Variables {
  private Variables() {}

  static Map<String, Variable> of(DocumentNode root) {
    Map<String, Variable> variables = new LinkedHashMap<>();
    List<DocumentNode> questions = items(root, "questions", DefinitionLimits.QUESTIONS_MAX);
    for (int i = 0; i < questions.size(); i++) {
      add(questions.get(i), Optional.of(i), variables);
    }
    for (DocumentNode field : items(root, "lead_fields", DefinitionLimits.LEAD_FIELDS_MAX)) {
      add(field, Optional.empty(), variables);
    }
    return variables;
  }

  private static void add(
      DocumentNode node, Optional<Integer> question, Map<String, Variable> variables) {
    value(node, "id")
        .flatMap(Variables::text)
        .filter(id -> Ids.isId(id) && !Ids.RESERVED.contains(id))
        .ifPresent(id -> variables.putIfAbsent(id, variable(id, question, node)));
  }

  /// What is broken counts as unknown: its own error is enough, none may follow from it.
  private static Variable variable(String id, Optional<Integer> question, DocumentNode node) {
    List<String> options = options(node);
    Optional<FieldType> type =
        value(node, "type")
            .flatMap(Variables::text)
            .flatMap(FieldType::ofWireName)
            .filter(
                known ->
                    known != FieldType.CHOICE || options.size() >= DefinitionLimits.OPTIONS_MIN);
    Optional<BigDecimal> min = value(node, "min").flatMap(Variables::number);
    Optional<BigDecimal> max = value(node, "max").flatMap(Variables::number);
    boolean bounded = min.isEmpty() || max.isEmpty() || min.get().compareTo(max.get()) <= 0;
    return new Variable(
        id, question, type, options, min.filter(bound -> bounded), max.filter(bound -> bounded));
  }

  private static List<String> options(DocumentNode node) {
    return value(node, "options")
        .filter(Mapping.class::isInstance)
        .map(Mapping.class::cast)
        .map(options -> options.entries().stream().map(Entry::key).toList())
        .orElse(List.of());
  }

  private static List<DocumentNode> items(DocumentNode root, String key, int max) {
    return value(root, key)
        .filter(Items.class::isInstance)
        .map(Items.class::cast)
        .map(items -> items.items().subList(0, Math.min(max, items.items().size())))
        .orElse(List.of());
  }

  private static Optional<DocumentNode> value(DocumentNode node, String key) {
    return node instanceof Mapping mapping
        ? mapping.entries().stream()
            .filter(entry -> entry.key().equals(key))
            .map(Entry::value)
            .findFirst()
        : Optional.empty();
  }

  private static Optional<String> text(DocumentNode node) {
    return node instanceof Text text ? Optional.of(text.text().strip()) : Optional.empty();
  }

  private static Optional<BigDecimal> number(DocumentNode node) {
    return node instanceof DocumentNode.Decimal number
        ? Optional.of(number.number())
        : Optional.empty();
  }
}
