package dev.parley.runtime.understanding;

import dev.parley.config.agent.AgentDefinition;
import dev.parley.config.agent.Question;
import dev.parley.runtime.flow.Cue;
import dev.parley.runtime.flow.Cues;
import dev.parley.runtime.flow.Folded;
import dev.parley.runtime.flow.Reading;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// An agent's own phrases made comparable, once per definition. Immutable and thread-safe.
///
/// @param keys by question id, the words only this question is about (`bill`, `battery`)
/// @param angry whether an angry contact is to be handed off
record AgentWords(
    AgentDefinition definition,
    Reading reading,
    Cues cues,
    List<Topic> facts,
    List<Topic> objections,
    List<Folded> handoff,
    boolean angry,
    Map<String, Set<String>> keys) {
  private static final int KEY_LETTERS_MIN = 4;
  private static final int ASK_LETTERS_MIN = 5;
  private static final Set<String> ANGER =
      Set.of(
          "angry",
          "upset",
          "furious",
          "complains",
          "complaint",
          "insults",
          "rude",
          "enfadado",
          "enojado",
          "molesto",
          "irritado",
          "bravo",
          "zangado",
          "wutend",
          "verargert",
          "colere",
          "fache",
          "arrabbiato",
          "anger",
          "frustrated",
          "annoyed");

  /// Verbs that offer anything at all.
  private static final Set<String> OFFERING =
      Set.of(
          "quiere",
          "quieren",
          "querem",
          "gostaria",
          "deseja",
          "desea",
          "tambien",
          "tambem",
          "möchten",
          "mochten",
          "voulez",
          "souhaitez",
          "vuole",
          "desidera",
          "anche",
          "aussi");

  /// A fact or an objection, and how it sounds.
  record Topic(String id, List<Folded> phrases) {}

  static AgentWords of(AgentDefinition definition) {
    List<Folded> handoff =
        definition
            .handoff()
            .map(one -> one.when().stream().map(Folded::of).toList())
            .orElse(List.of());
    boolean angry =
        handoff.stream().anyMatch(when -> when.words().stream().anyMatch(ANGER::contains));
    return new AgentWords(
        definition,
        new Reading(definition),
        Cues.of(definition.languages()),
        definition.facts().stream().map(fact -> topic(fact.id(), fact.about())).toList(),
        definition.objections().stream().map(one -> topic(one.id(), one.examples())).toList(),
        handoff,
        angry,
        keys(definition));
  }

  private static Topic topic(String id, List<String> phrases) {
    return new Topic(id, phrases.stream().map(Folded::of).filter(one -> !one.isEmpty()).toList());
  }

  private static Map<String, Set<String>> keys(AgentDefinition definition) {
    Map<String, Set<String>> keys = new HashMap<>();
    Map<String, Integer> uses = new HashMap<>();
    for (Question question : definition.questions()) {
      Set<String> words = new HashSet<>();
      question.ask().byLanguage().values().forEach(ask -> words.addAll(Folded.of(ask).words()));
      words.removeIf(
          word -> word.length() < ASK_LETTERS_MIN || common(word) || OFFERING.contains(word));
      words.addAll(List.of(question.id().split("_")));
      words.removeIf(word -> word.length() < KEY_LETTERS_MIN);
      words.forEach(word -> uses.merge(word, 1, Integer::sum));
      keys.put(question.id(), words);
    }
    keys.values().forEach(words -> words.removeIf(word -> uses.getOrDefault(word, 0) > 1));
    return keys;
  }

  private static boolean common(String word) {
    return Cues.all().longest(Cue.COMMON, new Folded(List.of(word)), 0) > 0;
  }

  /// Whether the words name what the question is about.
  boolean names(Question question, Folded text) {
    Set<String> words = keys.getOrDefault(question.id(), Set.of());
    return text.words().stream()
        .filter(word -> word.length() >= KEY_LETTERS_MIN)
        .anyMatch(word -> words.stream().anyMatch(key -> Likeness.alike(word, key)));
  }
}
