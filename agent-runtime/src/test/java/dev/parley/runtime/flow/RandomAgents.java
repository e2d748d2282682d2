package dev.parley.runtime.flow;

import dev.parley.config.agent.AgentDefinition;
import dev.parley.config.agent.Condition;
import dev.parley.config.agent.FieldType;
import dev.parley.config.agent.Question;
import dev.parley.config.agent.Wording;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/// Agents nobody would write: any types in any order, conditions that point anywhere, limits
/// of one.
final class RandomAgents {
  private static final List<List<String>> LANGUAGES =
      List.of(
          List.of("en"),
          List.of("en", "es", "pt"),
          List.of("de", "en"),
          List.of("fr"),
          List.of("it", "en"),
          List.of("nl"),
          List.of("pt-BR", "en"));

  private static final List<FieldType> TYPES = List.of(FieldType.values());
  private static final List<AgentDefinition.Objection.Then> THENS =
      List.of(AgentDefinition.Objection.Then.values());

  private final Random random;
  private List<String> languages = List.of();

  RandomAgents(Random random) {
    this.random = random;
  }

  AgentDefinition next() {
    languages = LANGUAGES.get(random.nextInt(LANGUAGES.size()));
    int size = 1 + random.nextInt(7);
    List<Question> questions = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      questions.add(question("q" + i, size));
    }
    return new AgentDefinition(
        "agent",
        "Robin",
        "Acme",
        languages,
        "GB",
        ZoneId.of("Europe/London"),
        "Brief.",
        say("I am an AI assistant of Acme."),
        new AgentDefinition.Greeting(
            say(random.nextBoolean() ? "Welcome." : "How can I help?"), say("Welcome.")),
        questions,
        List.of(new AgentDefinition.Fact("price", List.of("price"), say("It costs 10 pounds."))),
        List.of(
            new AgentDefinition.Objection(
                "dear",
                List.of("too dear"),
                say("Many find it fair."),
                THENS.get(random.nextInt(THENS.size())))),
        maybe(new AgentDefinition.Handoff(List.of("boss"), say("A colleague takes over."))),
        maybe(new AgentDefinition.Qualification(maybe(condition(size)), say("You are in."))),
        say("Farewell."),
        List.of(),
        List.of(),
        AgentDefinition.Bands.DEFAULT,
        new AgentDefinition.Limits(
            1 + random.nextInt(25), 1 + random.nextInt(20), random.nextInt(4)),
        AgentDefinition.Outreach.DEFAULT,
        maybe(
            new AgentDefinition.FollowUp(
                Duration.ofMinutes(5),
                say("Still there?"),
                random.nextInt(3),
                Optional.empty(),
                Optional.empty(),
                false)),
        AgentDefinition.Calls.DEFAULT);
  }

  private Question question(String id, int size) {
    FieldType type = TYPES.get(random.nextInt(TYPES.size()));
    Map<String, List<String>> options = new LinkedHashMap<>();
    if (type == FieldType.CHOICE) {
      options.put("red", List.of("red", "crimson"));
      options.put("blue", List.of("blue"));
      options.put("dark_green", List.of());
    }
    boolean bounded = type == FieldType.NUMBER || type == FieldType.MONEY;
    return new Question(
        id,
        type,
        say("What about " + id + "?"),
        random.nextBoolean(),
        random.nextBoolean(),
        false,
        options,
        type == FieldType.MONEY ? Optional.of("GBP") : Optional.empty(),
        Optional.empty(),
        bounded ? Optional.of(BigDecimal.ONE) : Optional.empty(),
        bounded ? Optional.of(BigDecimal.valueOf(500)) : Optional.empty(),
        random.nextInt(3) == 0 ? Optional.of(condition(size)) : Optional.empty(),
        random.nextInt(6) == 0
            ? Optional.of(new Question.Disqualify(condition(size), "reason", say("Not for you.")))
            : Optional.empty(),
        maybe(say("A hint.")),
        Optional.empty());
  }

  private Condition condition(int size) {
    return new Known("q" + random.nextInt(size), random.nextBoolean());
  }

  private Wording say(String text) {
    return Wording.of(languages.getFirst(), text);
  }

  private <T> Optional<T> maybe(T value) {
    return random.nextBoolean() ? Optional.of(value) : Optional.empty();
  }

  /// Whether something is known (or is not): the least a condition can say, true of every type.
  private record Known(String id, boolean wanted) implements Condition {
    @Override
    public String source() {
      return id + (wanted ? " != null" : " == null");
    }

    @Override
    public Set<String> variables() {
      return Set.of(id);
    }

    @Override
    public boolean holds(Map<String, ?> values) {
      return values.containsKey(id) == wanted;
    }
  }
}
