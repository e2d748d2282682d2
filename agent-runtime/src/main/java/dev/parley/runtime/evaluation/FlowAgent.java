package dev.parley.runtime.evaluation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.agent.AgentDefinition;
import dev.parley.config.agent.AgentDefinitionReader;
import dev.parley.config.json.Json;
import dev.parley.runtime.evaluation.RecordedFlow.Slot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// An agent that asks what a recorded flow asks. Which slot an action asks for is nowhere written:
/// it is told from their words. Immutable.
///
/// @param definition the slots are its questions, in the graph's order; the last one, `confirmed`,
///     keeps the conversation open
/// @param asks slot to the action that asks for it
/// @param questions slot to its question
record FlowAgent(
    AgentDefinition definition, Map<String, String> asks, Map<String, String> questions) {
  static final String CONFIRMED = "confirmed";
  private static final Set<String> NO_CONTENT =
      Set.of(
          "ask", "the", "you", "your", "a", "an", "to", "for", "of", "please", "what", "would",
          "like", "i", "may", "have", "could", "do", "is", "in", "at", "be", "can", "any", "that");
  private static final Map<String, String> ALIKE =
      Map.of("start", "from", "begin", "from", "end", "to", "departure", "from", "arrival", "to");

  static FlowAgent of(RecordedFlow flow) {
    Map<String, String> asks = asks(flow);
    Map<String, String> questions = new LinkedHashMap<>();
    ObjectNode agent = Json.object();
    agent.put("agent", "recorded").put("name", "Recorded").put("business", flow.task());
    agent.putArray("languages").add(flow.language());
    agent.put("disclosure", flow.replies().getOrDefault("hello", "Hello."));
    agent.putObject("limits").put("turns", 500).put("minutes", 1440).put("unanswered", 10);
    ArrayNode all = agent.putArray("questions");
    for (String action : flow.asks()) {
      for (Slot slot : flow.slots()) {
        if (action.equals(asks.get(slot.name()))) {
          questions.put(slot.name(), question(all.addObject(), slot, wording(flow, action)));
        }
      }
    }
    all.addObject()
        .put("id", CONFIRMED)
        .put("type", "yes_no")
        .put("ask", "Shall I do it?")
        .put("required", true);
    return switch (new AgentDefinitionReader()
        .read(agent.toString(), AgentDefinitionReader.Format.JSON)) {
      case AgentDefinitionReader.Read read -> new FlowAgent(read.definition(), asks, questions);
      case AgentDefinitionReader.Refused refused ->
          throw new IllegalArgumentException(
              flow.task() + " makes no agent: " + refused.errors().getFirst());
    };
  }

  private static String wording(RecordedFlow flow, String action) {
    return flow.replies().getOrDefault(action, action.replace('_', ' ') + "?");
  }

  private static String question(ObjectNode question, Slot slot, String ask) {
    SlotKind kind = SlotKind.of(slot);
    String id = "s_" + SlotKind.option(slot.name());
    question.put("id", id).put("type", kind.type().wireName());
    question.put("ask", ask).put("required", slot.required());
    question.put("description", String.join(" ", words(slot.name())));
    if (kind == SlotKind.CATEGORY) {
      ObjectNode options = question.putObject("options");
      for (String category : slot.categories()) {
        options.putArray(SlotKind.option(category)).add(category);
      }
    }
    return id;
  }

  /// The likeliest pairs first, each action and each slot once.
  private static Map<String, String> asks(RecordedFlow flow) {
    record Pair(Slot slot, String action, int score, int place) {}
    List<String> actions = flow.asks();
    List<Pair> pairs = new ArrayList<>();
    for (Slot slot : flow.slots()) {
      for (int place = 0; place < actions.size(); place++) {
        String action = actions.get(place);
        int score = score(slot, action, wording(flow, action));
        if (score > 0) {
          pairs.add(new Pair(slot, action, score, place));
        }
      }
    }
    pairs.sort(Comparator.comparingInt((Pair pair) -> -pair.score()).thenComparing(Pair::place));
    Map<String, String> asks = new LinkedHashMap<>();
    for (Pair pair : pairs) {
      if (!asks.containsKey(pair.slot().name()) && !asks.containsValue(pair.action())) {
        asks.put(pair.slot().name(), pair.action());
      }
    }
    return Collections.unmodifiableMap(asks);
  }

  private static int score(Slot slot, String action, String wording) {
    Set<String> asked = new HashSet<>(words(action));
    asked.addAll(words(wording));
    int score = 0;
    for (String word : words(slot.name())) {
      score += asked.contains(word) || asked.contains(ALIKE.getOrDefault(word, word)) ? 2 : 0;
    }
    Set<String> categories = new HashSet<>();
    slot.categories().forEach(category -> categories.addAll(words(category)));
    categories.retainAll(asked);
    score += categories.isEmpty() ? 0 : 1;
    boolean ownName = wording.toLowerCase(Locale.ROOT).contains("your name");
    boolean person = SlotKind.of(slot) == SlotKind.NAME;
    return score + (ownName && person ? 2 : 0) - (ownName && !person ? 2 : 0);
  }

  private static Set<String> words(String text) {
    Set<String> words = new HashSet<>();
    Arrays.stream(text.replaceAll("(?<=[a-z])(?=[A-Z])", " ").split("[^\\p{L}\\p{Nd}]+"))
        .map(word -> word.toLowerCase(Locale.ROOT))
        .filter(word -> word.length() > 1 && (!NO_CONTENT.contains(word) || word.equals("to")))
        .forEach(words::add);
    return words;
  }

  /// The question that action asks; empty where it asks none.
  Optional<String> question(String action) {
    return asks.entrySet().stream()
        .filter(ask -> ask.getValue().equals(action))
        .map(ask -> questions.get(ask.getKey()))
        .findFirst();
  }

  /// The action that asks that question.
  Optional<String> action(String question) {
    return questions.entrySet().stream()
        .filter(one -> one.getValue().equals(question))
        .map(one -> asks.get(one.getKey()))
        .findFirst();
  }
}
