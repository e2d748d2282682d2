package dev.parley.runtime.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.parley.config.agent.AgentDefinition;
import dev.parley.config.binding.ChannelType;
import dev.parley.runtime.understanding.BuiltInUnderstanding;
import dev.parley.runtime.understanding.UnderstandingRequest;
import dev.parley.transcript.Transcript;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Turns made to be slow are read in a moment all the same.
class HostileTurnTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final int CHARS = 4_000;
  private static final Moment NOW = new Moment(Instant.parse("2026-11-23T10:00:00Z"));

  private final BuiltInUnderstanding understanding = new BuiltInUnderstanding();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no, sorry, 10115 ",
        "from 10115 to no, sorry, 80331 or ",
        "10115. no. ",
        "de 1 a 2 ",
        "from_code=1 ",
        "set from_code to ",
        "{\"from_code\":",
        "a@gmial.com no sorry ",
        "tomorrow no sorry at 5 to ",
        "1,"
      })
  void isReadInAMoment(String piece) {
    String text = piece.repeat(CHARS / piece.length());
    for (String name : List.of("movers", "solar", "saas")) {
      AgentDefinition agent = Scenario.agent(name);
      FlowEngine engine = new FlowEngine(agent);
      FlowState opened =
          engine
              .opening(
                  engine.start(new Start(ChannelType.WEB, Optional.empty(), Optional.empty()), NOW),
                  NOW)
              .state();
      ContactTurn turn = new ContactTurn(2, text);
      Advance advance =
          assertTimeoutPreemptively(
              LIMIT,
              () ->
                  engine.advance(
                      opened,
                      turn,
                      understanding.propose(
                          new UnderstandingRequest(
                              agent, opened, new Transcript(List.of()), turn, NOW)),
                      NOW));
      assertThat(advance.state().turns()).isEqualTo(1);
    }
  }
}
