package dev.parley.runtime.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.config.agent.AgentDefinition;
import dev.parley.config.agent.FieldType;
import dev.parley.config.agent.Question;
import dev.parley.runtime.flow.Advance;
import dev.parley.runtime.flow.ContactTurn;
import dev.parley.runtime.flow.FlowEngine;
import dev.parley.runtime.flow.FlowState;
import dev.parley.runtime.flow.Moment;
import dev.parley.runtime.flow.Proposal;
import dev.parley.runtime.understanding.BuiltInUnderstanding;
import dev.parley.runtime.understanding.UnderstandingRequest;
import dev.parley.transcript.Transcript;
import dev.parley.value.Value;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadBackTest {
  private static final String SAID = "My name is John Smith";

  private final AgentDefinition agent = CallAgents.solar("en", "");
  private final FlowEngine engine = new FlowEngine(agent);
  private final Question name = agent.question("full_name").orElseThrow();
  private final MakingSure sure = new MakingSure(agent);

  private MakingSure.Held hold() {
    Moment moment = new Moment(CallAgents.NOON);
    FlowState before = engine.opening(CallAgents.start(engine), moment).state();
    ContactTurn turn = new ContactTurn(2, SAID, Optional.of("en"));
    Proposal proposal =
        new BuiltInUnderstanding()
            .propose(
                new UnderstandingRequest(agent, before, new Transcript(List.of()), turn, moment));
    Advance advance = engine.advance(before, turn, proposal, moment);
    assertThat(ReadBack.due(agent, before, advance.state(), 2)).contains(name);
    assertThat(sure.mayHold(name, advance)).isTrue();
    sure.hold(name, turn, proposal, advance);
    return sure.held();
  }

  private MakingSure.Verdict hear(String text) {
    return sure.hear(text, false, "en", CallAgents.NOON);
  }

  @Test
  void aNameIsReadBackAsItIsSaidThenSpelled() {
    Value value = new Value.Text("Ana Sá");

    assertThat(ReadBack.words(value, FieldType.PERSON_NAME, 0, "en"))
        .isEqualTo("I have Ana Sá. Is that right?");
    assertThat(ReadBack.words(value, FieldType.PERSON_NAME, 1, "en"))
        .isEqualTo("That is Ana Sá, A, N, A, S, Á. Is that right?");
  }

  @Test
  void aNumberIsReadInGroupsThenDigitByDigit() {
    Value value = new Value.Phone("+351912345678");

    assertThat(ReadBack.words(value, FieldType.PHONE, 0, "en"))
        .contains("+ 3 5 1, 9 1 2, 3 4 5, 6 7 8");
    assertThat(ReadBack.words(value, FieldType.PHONE, 1, "en")).contains("+, 3, 5, 1, 9");
  }

  @Test
  void theKeysComeLastWhereTheyCanAnswer() {
    Question phone = agent.question("phone").orElseThrow();

    assertThat(ReadBack.again(phone, 1, "en")).contains("digit by digit");
    assertThat(ReadBack.again(phone, 2, "en")).contains("phone's keys");
    assertThat(ReadBack.again(name, 2, "en")).contains("spell the name");
  }

  @ParameterizedTest
  @CsvSource({
    "yes, RIGHT",
    "sí, RIGHT",
    "my name is John Smith, RIGHT",
    "no, WRONG",
    "no wrong, WRONG",
    "my name is Ann Jones, ANEW",
    "sorry could you repeat that, SAY_AGAIN"
  })
  void theAnswerToAValueThatWasReadBackIsUnderstood(String said, MakingSure.Verdict verdict) {
    hold();

    assertThat(hear(said)).isEqualTo(verdict);
  }

  @Test
  void oneIsYesAndTwoIsNoOnTheKeys() {
    hold();

    assertThat(sure.hear("1", true, "en", CallAgents.NOON)).isEqualTo(MakingSure.Verdict.RIGHT);
    assertThat(sure.hear("2", true, "en", CallAgents.NOON)).isEqualTo(MakingSure.Verdict.WRONG);
    assertThat(sure.hear("912", true, "en", CallAgents.NOON)).isEqualTo(MakingSure.Verdict.ANEW);
  }

  @Test
  void afterTheThirdNoTheValueIsTakenAsItIs() {
    MakingSure.Held held = hold();
    assertThat(sure.wrong()).isFalse();
    assertThat(sure.holds()).isFalse();
    holdAgain(held);
    assertThat(sure.wrong()).isFalse();
    holdAgain(held);
    assertThat(sure.wrong()).isTrue();

    assertThat(sure.mayHold(name, held.advance())).isFalse();
  }

  @Test
  void nothingIsReadBackWhereTheAgentDoesNotWantIt() {
    AgentDefinition quiet = CallAgents.solar("en", "read_back: false");
    FlowState state = CallAgents.start(engine);

    assertThat(ReadBack.due(quiet, state, hold().advance().state(), 2)).isEmpty();
  }

  private void holdAgain(MakingSure.Held held) {
    assertThat(sure.mayHold(name, held.advance())).isTrue();
    sure.hold(name, held.turn(), held.proposal(), held.advance());
  }
}
