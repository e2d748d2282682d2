package dev.parley.runtime.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.config.agent.AgentDefinition;
import dev.parley.runtime.flow.FlowEngine;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FixedSentenceTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "en|recording: never", "es|recording: never", "pt|recording: never", "de|recording: never",
        "fr|recording: never", "it|recording: never", "en|recording: ask", "de|recording: ask",
        "en|recording: always_with_notice", "fr|recording: always_with_notice"
      })
  void whatACallBeginsAndEndsWithIsSpokenInAdvance(String language, String section) {
    AgentDefinition agent = CallAgents.solar(language, section + ", reprompts: 0");
    Set<FixedSentence> fixed = Set.copyOf(FixedSentence.of(new FlowEngine(agent), CallAgents.NOON));
    SimulatedCall call = SimulatedCall.inbound(agent).begin();
    assertThat(said(call)).isNotEmpty().isSubsetOf(fixed);

    if (section.endsWith("ask")) {
      call.pass(Duration.ofSeconds(20));
      assertThat(said(call)).isSubsetOf(fixed);
    }
    call.finishAndCheck();
    assertThat(said(call)).isSubsetOf(fixed);
  }

  @Test
  void theBeginningInTheFirstLanguageIsTheMostUrgent() {
    List<FixedSentence> fixed =
        FixedSentence.of(new FlowEngine(CallAgents.solar("pt", "")), CallAgents.NOON);

    assertThat(fixed.getFirst())
        .isEqualTo(new FixedSentence("pt", "Sou a Ana uma assistente de IA."));
    assertThat(fixed)
        .contains(new FixedSentence("pt", "Qual é o seu nome?"))
        .doesNotHaveDuplicates();
    assertThat(fixed.size()).isLessThanOrEqualTo(FixedSentence.SENTENCES_MAX);
  }

  private static Set<FixedSentence> said(SimulatedCall call) {
    return call.done.stream()
        .filter(Do.Say.class::isInstance)
        .map(Do.Say.class::cast)
        .map(say -> new FixedSentence(say.sentence().language(), say.sentence().text()))
        .collect(Collectors.toSet());
  }
}
