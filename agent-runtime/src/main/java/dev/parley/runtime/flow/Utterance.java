package dev.parley.runtime.flow;

import dev.parley.config.agent.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One thing the agent says in the business's and the engine's own words, all in one language: the
/// contact's when every wording of the business speaks it, else the agent's default. Lives for one
/// advance; not thread-safe.
final class Utterance {
  private final List<Part> parts = new ArrayList<>();
  private final String wanted;
  private final String fallback;
  private final Map<String, String> names;
  private final int pick;

  private sealed interface Part {
    record Said(Wording wording) implements Part {}

    record Phrase(String key, Map<String, String> names) implements Part {}
  }

  /// @param names filled in wherever a phrase names them, e.g. `business`
  /// @param pick chooses among variants; changes from turn to turn
  Utterance(String wanted, String fallback, Map<String, String> names, int pick) {
    this.wanted = wanted;
    this.fallback = fallback;
    this.names = names;
    this.pick = pick;
  }

  Utterance say(Wording wording) {
    parts.add(new Part.Said(wording));
    return this;
  }

  Utterance say(Optional<Wording> wording) {
    wording.ifPresent(this::say);
    return this;
  }

  Utterance phrase(String key) {
    return phrase(key, Map.of());
  }

  Utterance phrase(String key, Map<String, String> more) {
    parts.add(new Part.Phrase(key, more));
    return this;
  }

  boolean isEmpty() {
    return parts.isEmpty();
  }

  /// The language it will be said in.
  String language() {
    for (Part part : parts) {
      if (part instanceof Part.Said(Wording wording) && !wording.speaks(wanted)) {
        return fallback;
      }
    }
    return wanted;
  }

  /// A language without phrases of its own leaves them out; when nothing at all is left, English.
  String text() {
    String language = language();
    String text = text(language);
    return text.isBlank() ? text("en") : text;
  }

  private String text(String language) {
    List<String> texts = new ArrayList<>();
    for (Part part : parts) {
      Optional<String> text =
          switch (part) {
            case Part.Said(Wording wording) -> Optional.of(wording.in(language));
            case Part.Phrase(String key, Map<String, String> more) ->
                Phrases.find(language, key, pick).map(phrase -> fill(phrase, more));
          };
      text.map(String::strip).filter(words -> !words.isEmpty()).ifPresent(texts::add);
    }
    return String.join(" ", texts);
  }

  private String fill(String phrase, Map<String, String> more) {
    String filled = phrase;
    for (Map<String, String> source : List.of(more, names)) {
      for (Map.Entry<String, String> name : source.entrySet()) {
        filled = filled.replace("{" + name.getKey() + "}", name.getValue());
      }
    }
    return filled;
  }
}
