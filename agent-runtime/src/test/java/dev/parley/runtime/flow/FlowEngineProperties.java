package dev.parley.runtime.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.parley.config.agent.AgentDefinition;
import dev.parley.config.agent.Question;
import dev.parley.config.binding.ChannelType;
import dev.parley.evidence.Grounding;
import dev.parley.runtime.understanding.BuiltInUnderstanding;
import dev.parley.runtime.understanding.UnderstandingRequest;
import dev.parley.transcript.Transcript;
import dev.parley.value.Value;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/// What holds whatever anybody says or proposes, for agents of any shape.
class FlowEngineProperties {
  private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
  private static final List<ChannelType> CHANNELS = List.of(ChannelType.values());
  private static final BuiltInUnderstanding BUILT_IN = new BuiltInUnderstanding();
  private static final JsonMapper JSON = json();

  @Property(tries = 400)
  void holdsItsPromisesAgainstAnyProposal(@ForAll long seed) {
    assertPromisesHold(seed, false);
  }

  @Property(tries = 200)
  void holdsItsPromisesWithTheBuiltInUnderstanding(@ForAll long seed) {
    assertPromisesHold(seed, true);
  }

  private static void assertPromisesHold(long seed, boolean builtIn) {
    Random random = new Random(seed);
    AgentDefinition agent = new RandomAgents(random).next();
    RandomTurns turns = new RandomTurns(random);
    FlowEngine engine = new FlowEngine(agent);
    ChannelType channel = CHANNELS.get(random.nextInt(CHANNELS.size()));
    Moment moment = new Moment(START);
    FlowState state =
        engine.start(new Start(channel, Optional.of("+447700900123"), Optional.empty()), moment);
    Map<Integer, String> said = new HashMap<>();
    boolean opens = random.nextBoolean();
    if (opens) {
      Advance opening = engine.opening(state, moment);
      assertThat(opening.say().orElseThrow()).startsWith("I am an AI assistant of Acme.");
      state = opening.state();
    }
    for (int i = 1; i <= agent.limits().turns() + 1; i++) {
      moment = new Moment(moment.now().plusSeconds(random.nextInt(90)));
      if (random.nextInt(10) == 0) {
        state = checked(agent, state, engine.silence(state, moment), said);
      }
      ContactTurn turn = turns.turn(i);
      said.put(turn.seq(), turn.text());
      Proposal proposal =
          builtIn
              ? BUILT_IN.propose(
                  new UnderstandingRequest(agent, state, new Transcript(List.of()), turn, moment))
              : turns.proposal(agent, turn);
      Advance advance = engine.advance(state, turn, proposal, moment);
      assertThat(engine.advance(state, turn, proposal, moment)).isEqualTo(advance);
      state = checked(agent, state, advance, said);
    }
    assertThat(state.status()).as("always ends").isNotEqualTo(FlowState.Status.OPEN);
  }

  private static FlowState checked(
      AgentDefinition agent, FlowState before, Advance advance, Map<Integer, String> said) {
    FlowState after = advance.state();
    advance.say().ifPresent(say -> assertThat(say).isNotBlank());
    if (advance.say().isPresent() && !before.disclosed()) {
      assertThat(advance.say().get()).startsWith("I am an AI assistant of Acme.");
    }
    after
        .open()
        .ifPresent(
            open -> assertThat(after.answer(open).open()).as("asks only what is open").isTrue());
    boolean endsNow =
        before.status() != FlowState.Status.CLOSED && after.status() == FlowState.Status.CLOSED;
    assertThat(advance.effects().stream().filter(Effect.Close.class::isInstance).count())
        .isEqualTo(endsNow ? 1 : 0);
    assertThat(after.disposition().isPresent()).isEqualTo(after.status() != FlowState.Status.OPEN);
    after.answers().forEach((id, answer) -> provedAndValid(agent, id, answer, said));
    assertThat(roundTrip(after)).isEqualTo(after);
    return after;
  }

  private static void provedAndValid(
      AgentDefinition agent, String id, Answer answer, Map<Integer, String> said) {
    if (answer.value().isEmpty()) {
      return;
    }
    Question question = agent.question(id).orElseThrow();
    Value value = answer.value().get();
    assertThat(Bounds.within(question, value)).as(id + " within its bounds").isTrue();
    if (value instanceof Value.Choice(String option)) {
      assertThat(question.options()).containsKey(option);
    }
    if (answer.evidence().isEmpty()) {
      assertThat(question.fromChannel()).as("without a quote only the channel proves").isTrue();
    } else {
      String turn = said.get(answer.evidence().get().turn());
      assertThat(turn).isNotNull();
      assertThat(Grounding.find(answer.evidence().get().quote(), turn)).isPresent();
    }
  }

  private static FlowState roundTrip(FlowState state) {
    try {
      return JSON.readValue(JSON.writeValueAsString(state), FlowState.class);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
  private interface Typed {}

  private static JsonMapper json() {
    return JsonMapper.builder()
        .addModule(new Jdk8Module())
        .addModule(new JavaTimeModule())
        .addMixIn(Value.class, Typed.class)
        .build();
  }
}
