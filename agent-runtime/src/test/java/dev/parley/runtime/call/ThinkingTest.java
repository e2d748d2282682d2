package dev.parley.runtime.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.config.agent.AgentDefinition;
import dev.parley.runtime.flow.ContactTurn;
import dev.parley.runtime.flow.FlowEngine;
import dev.parley.runtime.flow.Moment;
import dev.parley.runtime.flow.Proposal;
import dev.parley.runtime.understanding.UnderstandingRequest;
import dev.parley.transcript.Transcript;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ThinkingTest {
  private final AgentDefinition agent = CallAgents.solar("en", "");
  private final List<Do> done = new ArrayList<>();
  private final Thinking thinking = new Thinking(done::add);

  private void start(String text, boolean ahead) {
    thinking.start(text, Optional.of("en"), false, ahead, request(text));
  }

  private UnderstandingRequest request(String text) {
    return new UnderstandingRequest(
        agent,
        CallAgents.start(new FlowEngine(agent)),
        new Transcript(List.of()),
        new ContactTurn(1, text, Optional.empty()),
        new Moment(CallAgents.NOON));
  }

  private static Input.Understood answer(long thought) {
    return new Input.Understood(thought, Proposal.NOTHING, List.of());
  }

  @Test
  void aTurnGetsItsAnswerOnce() {
    start("four", false);
    assertThat(thinking.answering()).isTrue();

    assertThat(thinking.take(answer(1))).contains(answer(1));
    thinking.done();

    assertThat(thinking.take(answer(1))).isEmpty();
    assertThat(thinking.busy()).isFalse();
    assertThat(done).hasSize(1).first().isInstanceOf(Do.Think.class);
  }

  @Test
  void whatWasThoughtAheadWaitsForTheTurn() {
    start("four", true);

    assertThat(thinking.take(answer(1))).isEmpty();
    assertThat(thinking.promote(Optional.of("en"))).containsExactly(answer(1));
    assertThat(thinking.answering()).isTrue();
  }

  @Test
  void aTurnMayCatchUpWithAThoughtUnderWay() {
    start("four", true);

    assertThat(thinking.promote(Optional.of("en"))).isEmpty();
    assertThat(thinking.take(answer(1))).contains(answer(1));
  }

  @Test
  void theAnswerToAnOlderThoughtIsNotUsed() {
    start("four", true);
    start("four of us", false);

    assertThat(done).element(1).isEqualTo(new Do.Unthink(1));
    assertThat(thinking.take(answer(1))).isEmpty();
    assertThat(thinking.take(answer(2))).contains(answer(2));
    assertThat(thinking.text()).isEqualTo("four of us");
  }

  @Test
  void aThoughtThatHasAnsweredIsNotStoppedAgain() {
    start("four", true);
    var unused = thinking.take(answer(1));

    thinking.cancel();

    assertThat(done).noneMatch(Do.Unthink.class::isInstance);
    assertThat(thinking.take(answer(1))).isEmpty();
  }
}
