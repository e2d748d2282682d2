package dev.parley.config.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.config.agent.AgentDefinitionReader.Format;
import dev.parley.config.agent.AgentDefinitionReader.Read;
import org.junit.jupiter.api.Test;

class QuestionMarksTest {
  private static final String DEFINITION =
      """
      agent: asks
      name: Ana
      business: Sol
      languages: [en]
      persona: Brief.
      disclosure: I'm Ana, an assistant.
      greeting: { chat: How can I help?, voice: Thanks for calling! Do you have two minutes? }
      questions:
        - { id: full_name, type: person_name, ask: May I have your name?, required: true }
        - { id: email, type: email, ask: "And your e-mail??" }
      qualified: { say: Great! }
      closing: Bye
      """;

  @Test
  void aQuestionInAFlowMapNeedsNoQuotes() {
    Read read = (Read) new AgentDefinitionReader().read(DEFINITION, Format.YAML);

    assertThat(read.definition().greeting().chat().in("en")).isEqualTo("How can I help?");
    assertThat(read.definition().questions().getFirst().ask().in("en"))
        .isEqualTo("May I have your name?");
    assertThat(read.definition().questions().getLast().ask().in("en"))
        .isEqualTo("And your e-mail??");
    assertThat(read.tree().toString()).doesNotContain("\uE83F").contains("May I have your name?");
  }
}
