package dev.parley.config.agent;

import dev.parley.config.agent.DocumentNode.Entry;
import dev.parley.config.agent.DocumentNode.Mapping;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads wordings: a text in the agent's first language, or a map from language to text.
final class Wordings {
  /// Stands where words could not be read; never part of a definition that was.
  static final Wording STAND_IN = Wording.of("und", "?");

  private final List<String> languages;
  private final Problems problems;

  /// @param languages of the agent, the default first; empty when they could not be read
  Wordings(List<String> languages, Problems problems) {
    this.languages = List.copyOf(languages);
    this.problems = problems;
  }

  Wording require(Section section, String key) {
    return section.require(key).map(node -> read(node, section.path(key))).orElse(STAND_IN);
  }

  Optional<Wording> take(Section section, String key) {
    return section.take(key).map(node -> read(node, section.path(key)));
  }

  Wording takeOrBuiltIn(Section section, String key, Map<String, String> builtIn) {
    Optional<DocumentNode> node = section.take(key);
    if (node.isPresent()) {
      return read(node.get(), section.path(key));
    }
    Map<String, String> spoken = new LinkedHashMap<>();
    for (String language : languages) {
      String text = builtIn.get(BuiltInWords.base(language));
      if (text != null) {
        spoken.put(language, text);
      }
    }
    if (languages.isEmpty() || !spoken.containsKey(languages.getFirst())) {
      section.require(key);
      return STAND_IN;
    }
    return new Wording(spoken);
  }

  Wording read(DocumentNode node, String path) {
    if (!(node instanceof Mapping mapping)) {
      return Texts.read(node, path, DefinitionLimits.WORDING_CHARS_MAX, problems)
          .filter(text -> !languages.isEmpty())
          .map(text -> Wording.of(languages.getFirst(), text))
          .orElse(STAND_IN);
    }
    Map<String, String> given = new LinkedHashMap<>();
    for (Entry entry : mapping.entries()) {
      String entryPath = Paths.key(path, entry.key());
      if (!languages.isEmpty() && !languages.contains(entry.key())) {
        problems.add(
            entryPath,
            DefinitionErrorCode.UNKNOWN_LANGUAGE,
            "'%s' is none of this agent's languages %s"
                .formatted(Paths.shown(entry.key()), languages),
            entry.keyPlace());
      }
      Texts.read(entry.value(), entryPath, DefinitionLimits.WORDING_CHARS_MAX, problems)
          .ifPresent(text -> given.put(entry.key(), text));
    }
    return defaultFirst(given, mapping, path);
  }

  private Wording defaultFirst(Map<String, String> given, Mapping mapping, String path) {
    if (languages.isEmpty()) {
      return STAND_IN;
    }
    String first = languages.getFirst();
    if (mapping.entries().stream().noneMatch(entry -> entry.key().equals(first))) {
      problems.add(
          Paths.key(path, first),
          DefinitionErrorCode.MISSING_KEY,
          "the words in '%s', this agent's first language, are missing".formatted(first),
          mapping.place());
    }
    Map<String, String> ordered = new LinkedHashMap<>();
    for (String language : languages) {
      String text = given.get(language);
      if (text != null) {
        ordered.put(language, text);
      }
    }
    return ordered.isEmpty() ? STAND_IN : new Wording(ordered);
  }
}
