package dev.parley.runtime.turn;

import dev.parley.config.agent.AgentDefinition;
import dev.parley.config.agent.AgentDefinitionReader;
import dev.parley.config.agent.AgentDefinitionReader.Format;
import dev.parley.config.agent.Question;
import dev.parley.config.binding.ChannelType;
import dev.parley.evidence.Evidence;
import dev.parley.lead.FieldStatus;
import dev.parley.runtime.flow.Answer;
import dev.parley.runtime.flow.ContactTurn;
import dev.parley.runtime.flow.FlowState;
import dev.parley.runtime.flow.Moment;
import dev.parley.runtime.understanding.UnderstandingRequest;
import dev.parley.transcript.Speaker;
import dev.parley.transcript.Transcript;
import dev.parley.transcript.Turn;
import dev.parley.value.Value;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A small agent and its conversations, for tests of this room.
final class SolarAgent {
  static final Instant NOW = Instant.parse("2026-11-22T09:30:00Z");

  static final AgentDefinition DEFINITION =
      read(
          """
          agent: solar
          name: Ana
          business: Sol Brilhante
          languages: [en, es, pt]
          region: PT
          time_zone: Europe/Lisbon
          persona: Warm and brief.
          disclosure: I'm Ana, an AI assistant for Sol Brilhante.
          greeting: { chat: "How can I help?", voice: "Do you have two minutes?" }
          questions:
            - id: full_name
              type: person_name
              ask: May I have your full name?
              required: true
            - id: roof
              type: choice
              description: whether the contact owns the building
              ask: { en: "Do you own or rent?", pt: "É seu ou arrendado?" }
              options: { owner: [own, my house], tenant: [rent, renting] }
              required: true
              disqualify: { when: roof == 'tenant', reason: not_owner, say: Owners only. Goodbye! }
            - id: monthly_bill
              type: money
              ask: How much is your monthly bill?
              currency: EUR
              required: true
              min: 1
              max: 100000
            - id: battery
              type: yes_no
              ask: Would you like a battery quote too?
              when: monthly_bill >= 150
          facts:
            - { id: price, about: [price], say: "Systems start at 4,900 euros installed." }
          objections:
            - id: too_expensive
              examples: [too expensive]
              say: Most customers finance it for less than their bill.
              then: resume
          handoff: { when: [asks for a person], say: I'll get a colleague to call you. }
          qualified: { when: roof == 'owner' && monthly_bill >= 60, say: A specialist will call. }
          closing: Have a sunny day!
          """);

  private SolarAgent() {}

  private static AgentDefinition read(String yaml) {
    return switch (new AgentDefinitionReader().read(yaml, Format.YAML)) {
      case AgentDefinitionReader.Read read -> read.definition();
      case AgentDefinitionReader.Refused refused ->
          throw new IllegalStateException(refused.errors().toString());
    };
  }

  /// Nothing answered but these; `battery` waits for its condition.
  static FlowState state(Map<String, Answer> answers, Optional<String> open) {
    Map<String, Answer> all = new LinkedHashMap<>();
    for (Question question : DEFINITION.questions()) {
      boolean applies = question.when().isEmpty();
      all.put(question.id(), answers.getOrDefault(question.id(), unanswered(applies)));
    }
    return state(
        Map.of(
            "status",
            FlowState.Status.OPEN,
            "channel",
            ChannelType.WEB,
            "language",
            "en",
            "disclosed",
            true,
            "answers",
            all,
            "open",
            open));
  }

  /// By name, with nothing for the rest: the state has more members than matter here.
  private static FlowState state(Map<String, Object> named) {
    RecordComponent[] components = FlowState.class.getRecordComponents();
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      Class<?> type = components[i].getType();
      Object nothing =
          type == int.class
              ? (Object) 0
              : type == boolean.class
                  ? (Object) false
                  : type == long.class
                      ? (Object) 0L
                      : type == Optional.class
                          ? Optional.empty()
                          : type == List.class ? List.of() : type == Instant.class ? NOW : "";
      values[i] = named.getOrDefault(components[i].getName(), nothing);
    }
    try {
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      return FlowState.class.getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Answer unanswered(boolean applies) {
    return new Answer(
        FieldStatus.NOT_ASKED, Optional.empty(), Optional.empty(), Optional.empty(), 0, 0, applies);
  }

  static Answer answered(Value value, String said) {
    return new Answer(
        FieldStatus.ANSWERED,
        Optional.of(value),
        Optional.of(said),
        Optional.of(new Evidence(2, said)),
        0,
        0,
        true);
  }

  /// @param earlier texts in turns, the agent's first
  static UnderstandingRequest request(FlowState state, List<String> earlier, String says) {
    List<Turn> turns = new ArrayList<>();
    for (String text : earlier) {
      Speaker from = turns.size() % 2 == 0 ? Speaker.AGENT : Speaker.CONTACT;
      turns.add(new Turn(turns.size() + 1, from, text, NOW, "en"));
    }
    return new UnderstandingRequest(
        DEFINITION,
        state,
        new Transcript(turns),
        new ContactTurn(turns.size() + 1, says),
        new Moment(NOW));
  }
}
