package dev.parley.config.agent;

import dev.parley.config.agent.DocumentNode.Entry;
import dev.parley.config.agent.DocumentNode.Mapping;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// One group of keys being read. Every `take` names a key as known here; `done` reports the rest.
/// A broken or missing value yields a stand-in and a problem: whoever finds problems throws the
/// stand-ins away.
final class Section {
  private final Mapping mapping;
  private final String path;
  private final Problems problems;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final List<String> known = new ArrayList<>();

  private Section(Mapping mapping, String path, Problems problems) {
    this.mapping = mapping;
    this.path = path;
    this.problems = problems;
    mapping.entries().forEach(entry -> entries.put(entry.key(), entry));
  }

  static Optional<Section> of(DocumentNode node, String path, Problems problems) {
    if (node instanceof Mapping mapping) {
      return Optional.of(new Section(mapping, path, problems));
    }
    wrongType(problems, path, "a group of keys", node);
    return Optional.empty();
  }

  String path() {
    return path;
  }

  String path(String key) {
    return Paths.key(path, key);
  }

  Place place() {
    return mapping.place();
  }

  /// Where the value of a key stands, or the section itself where the key is absent.
  Place place(String key) {
    Entry entry = entries.get(key);
    return entry == null ? place() : entry.value().place();
  }

  boolean has(String key) {
    return entries.containsKey(key);
  }

  void problem(String key, DefinitionErrorCode code, String message) {
    problems.add(path(key), code, message, place(key));
  }

  Problems problems() {
    return problems;
  }

  List<Entry> entries() {
    return mapping.entries();
  }

  Optional<DocumentNode> take(String key) {
    known.add(key);
    return Optional.ofNullable(entries.get(key)).map(Entry::value);
  }

  Optional<DocumentNode> require(String key) {
    Optional<DocumentNode> node = take(key);
    if (node.isEmpty()) {
      problems.add(
          path(key), DefinitionErrorCode.MISSING_KEY, "'%s' is missing".formatted(key), place());
    }
    return node;
  }

  void done() {
    for (Entry entry : mapping.entries()) {
      if (!known.contains(entry.key())) {
        problems.add(
            path(entry.key()),
            DefinitionErrorCode.UNKNOWN_KEY,
            "there is no key '%s' here; there is %s"
                .formatted(Paths.shown(entry.key()), String.join(", ", known)),
            entry.keyPlace());
      }
    }
  }

  String text(String key, int charsMax) {
    return require(key).flatMap(node -> text(node, key, charsMax)).orElse("");
  }

  Optional<String> optionalText(String key, int charsMax) {
    return take(key).flatMap(node -> text(node, key, charsMax));
  }

  private Optional<String> text(DocumentNode node, String key, int charsMax) {
    return Texts.read(node, path(key), charsMax, problems);
  }

  boolean flag(String key) {
    Optional<DocumentNode> node = take(key);
    if (node.isEmpty()) {
      return false;
    }
    if (node.get() instanceof DocumentNode.Flag flag) {
      return flag.flag();
    }
    wrongType(problems, path(key), "true or false", node.get());
    return false;
  }

  Optional<BigDecimal> number(String key) {
    Optional<DocumentNode> node = take(key);
    if (node.isPresent() && !(node.get() instanceof DocumentNode.Decimal)) {
      wrongType(problems, path(key), "a number", node.get());
      return Optional.empty();
    }
    return node.map(value -> ((DocumentNode.Decimal) value).number());
  }

  int wholeNumber(String key, int min, int max, int absent) {
    Optional<BigDecimal> number = number(key);
    if (number.isEmpty()) {
      return absent;
    }
    if (number.get().scale() > 0) {
      problem(key, DefinitionErrorCode.WRONG_TYPE, "this must be a whole number");
      return absent;
    }
    if (number.get().compareTo(BigDecimal.valueOf(min)) < 0
        || number.get().compareTo(BigDecimal.valueOf(max)) > 0) {
      problem(key, DefinitionErrorCode.OUT_OF_RANGE, "this must be %d to %d".formatted(min, max));
      return absent;
    }
    return number.get().intValueExact();
  }

  /// A word out of a fixed set.
  <T> Optional<T> word(String key, Optional<DocumentNode> node, Map<String, T> words) {
    Optional<String> text =
        node.flatMap(value -> text(value, key, DefinitionLimits.NAME_CHARS_MAX));
    Optional<T> meaning = text.map(words::get);
    if (text.isPresent() && meaning.isEmpty()) {
      problem(
          key,
          DefinitionErrorCode.UNKNOWN_VALUE,
          "'%s' is none of %s"
              .formatted(
                  Paths.shown(text.get()),
                  words.keySet().stream().sorted().collect(Collectors.joining(", "))));
    }
    return meaning;
  }

  Optional<Section> section(String key) {
    return take(key).flatMap(node -> of(node, path(key), problems));
  }

  Optional<Section> requireSection(String key) {
    return require(key).flatMap(node -> of(node, path(key), problems));
  }

  /// The groups of a list, broken ones left out.
  List<Section> sections(String key, int itemsMin, int itemsMax) {
    List<Section> sections = new ArrayList<>();
    List<DocumentNode> items = items(key, itemsMin, itemsMax);
    for (int i = 0; i < items.size(); i++) {
      of(items.get(i), Paths.item(path(key), i), problems).ifPresent(sections::add);
    }
    return sections;
  }

  List<String> texts(String key, int itemsMin, int itemsMax, int charsMax) {
    List<String> texts = new ArrayList<>();
    List<DocumentNode> items = items(key, itemsMin, itemsMax);
    for (int i = 0; i < items.size(); i++) {
      Texts.read(items.get(i), Paths.item(path(key), i), charsMax, problems).ifPresent(texts::add);
    }
    return texts;
  }

  /// The items of a list, at most `itemsMax` of them; required when `itemsMin` is above zero.
  private List<DocumentNode> items(String key, int itemsMin, int itemsMax) {
    Optional<DocumentNode> node = itemsMin > 0 ? require(key) : take(key);
    if (node.isEmpty()) {
      return List.of();
    }
    if (!(node.get() instanceof DocumentNode.Items list)) {
      wrongType(problems, path(key), "a list", node.get());
      return List.of();
    }
    int count = list.items().size();
    if (count < itemsMin) {
      problem(key, DefinitionErrorCode.TOO_FEW, "at least %d needed".formatted(itemsMin));
    }
    if (count > itemsMax) {
      problem(
          key,
          DefinitionErrorCode.TOO_MANY,
          "%d are too many; at most %d".formatted(count, itemsMax));
    }
    return list.items().subList(0, Math.min(count, itemsMax));
  }

  static void wrongType(Problems problems, String path, String needed, DocumentNode found) {
    String hint =
        needed.equals("a text")
                && (found instanceof DocumentNode.Decimal || found instanceof DocumentNode.Flag)
            ? "; put it in quotes"
            : "";
    problems.add(
        path,
        DefinitionErrorCode.WRONG_TYPE,
        "this must be %s, not %s%s".formatted(needed, found.kind(), hint),
        found.place());
  }
}
