package dev.parley.runtime.closing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.config.agent.AgentDefinition;
import dev.parley.config.agent.AgentDefinitionReader;
import dev.parley.config.binding.ChannelType;
import dev.parley.config.tenant.TenantId;
import dev.parley.evidence.Evidence;
import dev.parley.extraction.model.Extraction;
import dev.parley.lead.Disposition;
import dev.parley.lead.FieldStatus;
import dev.parley.lead.Gist;
import dev.parley.lead.Lead;
import dev.parley.lead.LeadField;
import dev.parley.runtime.conversation.ConversationId;
import dev.parley.runtime.flow.FlowEngine;
import dev.parley.runtime.flow.FlowState;
import dev.parley.runtime.flow.Moment;
import dev.parley.runtime.flow.Start;
import dev.parley.transcript.Speaker;
import dev.parley.transcript.Transcript;
import dev.parley.transcript.Turn;
import dev.parley.value.Value;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GistsTest {
  private static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");
  private static final AgentDefinition AGENT = agent();

  private static AgentDefinition agent() {
    var result =
        new AgentDefinitionReader()
            .read(
                """
                {"agent": "solar", "name": "Ana", "business": "Sol",
                 "languages": ["en", "es", "pt", "de", "fr", "it"],
                 "disclosure": "I am an AI.",
                 "questions": [
                   {"id": "full_name", "type": "person_name", "ask": "Your name?"},
                   {"id": "monthly_bill", "type": "money", "ask": "Your bill?", "currency": "EUR"},
                   {"id": "email", "type": "email", "ask": "Your e-mail?"}],
                 "objections": [
                   {"id": "too_expensive", "examples": ["too expensive"], "say": "It pays off."},
                   {"id": "no_time", "examples": ["no time"], "say": "It is quick."}]}
                """,
                AgentDefinitionReader.Format.JSON);
    assertThat(result).isInstanceOf(AgentDefinitionReader.Read.class);
    return ((AgentDefinitionReader.Read) result).definition();
  }

  private static Map<String, LeadField> fields() {
    Map<String, LeadField> fields = new LinkedHashMap<>();
    fields.put("full_name", filled(new Value.Text("Ana Souza"), 4));
    fields.put(
        "monthly_bill",
        filled(
            new Value.Money(new BigDecimal("120"), Optional.empty(), "EUR", Optional.of("month")),
            6));
    fields.put("email", LeadField.empty(FieldStatus.REFUSED));
    return fields;
  }

  private static LeadField filled(Value value, int turn) {
    return new LeadField(
        FieldStatus.ANSWERED,
        Optional.of(value),
        Optional.of("said"),
        0.9,
        List.of(new Evidence(turn, "said")));
  }

  private static ClosedConversation closed(
      String language, Disposition disposition, String... texts) {
    FlowState state =
        new FlowEngine(AGENT)
            .start(
                new Start(ChannelType.WEB, Optional.empty(), Optional.of(language)),
                new Moment(AT));
    List<Turn> turns = new ArrayList<>();
    for (String text : texts) {
      Speaker from = turns.size() % 2 == 0 ? Speaker.AGENT : Speaker.CONTACT;
      turns.add(new Turn(turns.size() + 1, from, text, AT, language));
    }
    UUID id = UUID.randomUUID();
    return new ClosedConversation(
        new ConversationId(TenantId.DEFAULT, id),
        AGENT,
        1,
        ChannelType.WEB,
        new Lead.LeadContact(id, List.of()),
        disposition,
        Optional.empty(),
        state,
        new Transcript(turns),
        Optional.empty(),
        AT);
  }

  private static final String[] TALK = {
    "How can I help?",
    "Hello! I'm looking for panels for my roof.",
    "Your name?",
    "Ana Souza. Honestly, that sounds too expensive.",
    "Your bill?",
    "one twenty a month, and still too expensive"
  };

  private static Gist gist(Optional<Extraction.Gist> model) {
    return Gists.of(closed("en", Disposition.QUALIFIED, TALK), fields(), model);
  }

  private static Optional<Extraction.Gist> model(String summary, String nextStep) {
    return Optional.of(
        new Extraction.Gist(
            summary, Optional.of("wants panels"), List.of(), Optional.of(nextStep)));
  }

  @Test
  void withoutAModelItSaysWhatIsKnownAndNothingElse() {
    Gist gist = gist(Optional.empty());

    assertThat(gist.author()).isEqualTo(Gist.Author.BUILTIN);
    assertThat(gist.summary())
        .contains(
            "The contact gave: name Ana Souza, monthly bill 120 EUR a month."
                + " They would not say: e-mail. They objected: too expensive."
                + " The conversation ended as qualified.");
    assertThat(gist.intent()).contains("I'm looking for panels for my roof");
    assertThat(gist.nextStep()).contains("Get in touch with the contact.");
  }

  @Test
  void anObjectionIsMetOnceInTheTurnThatRaisedIt() {
    assertThat(gist(Optional.empty()).objections())
        .containsExactly(
            new Gist.Met("too_expensive", new Evidence(4, "Honestly, that sounds too expensive")));
  }

  @ParameterizedTest
  @CsvSource({
    "es, El contacto indicó: nombre Ana Souza, Volver a llamar.",
    "pt-BR, O contacto indicou: nome Ana Souza, Voltar a ligar.",
    "de, Der Kontakt nannte: Name Ana Souza, Zurückrufen.",
    "fr, Le contact a indiqué : nom Ana Souza, Rappeler.",
    "it, Il contatto ha indicato: nome Ana Souza, Richiamare.",
  })
  void theContactsLanguageIsSpoken(String language, String summary, String step) {
    Gist gist = Gists.of(closed(language, Disposition.CALLBACK, TALK), fields(), Optional.empty());

    assertThat(gist.summary().orElseThrow()).startsWith(summary);
    assertThat(gist.nextStep().orElseThrow()).startsWith(step);
  }

  @Test
  void everyEndHasItsWordsInEveryLanguage() {
    for (String language : AGENT.languages()) {
      for (Disposition end : Disposition.values()) {
        Gist gist = Gists.of(closed(language, end), Map.of(), Optional.empty());
        assertThat(gist.summary().orElseThrow()).isNotBlank().doesNotContain("{0}");
        assertThat(gist.nextStep().orElseThrow()).isNotBlank().doesNotContain("{0}");
      }
    }
  }

  @Test
  void aModelsWordsAreTakenAndMarkedAsItsOwn() {
    Gist gist = gist(model("Ana pays 120 a month and wants panels.", "Call her."));

    assertThat(gist.author()).isEqualTo(Gist.Author.MODEL);
    assertThat(gist.summary()).contains("Ana pays 120 a month and wants panels.");
    assertThat(gist.intent()).contains("wants panels");
    assertThat(gist.nextStep()).contains("Call her.");
  }

  @ParameterizedTest
  @CsvSource({
    "Ana pays 180 a month., Call her.",
    "Ana pays 120 a month., Call her at 15:30.",
    "Ana pays 1200 a month., Call her.",
    "'Her number is 912 345 678.', Call her.",
    "Ana pays nine hundred a month., Call her.",
  })
  void aModelsNumberThatWasNeverSaidCostsItAllItsWords(String summary, String nextStep) {
    Gist gist = gist(model(summary, nextStep));

    assertThat(gist.author()).isEqualTo(Gist.Author.BUILTIN);
    assertThat(gist.summary().orElseThrow()).startsWith("The contact gave");
    assertThat(gist.nextStep()).contains("Get in touch with the contact.");
  }

  @Test
  void aConversationWithoutAWordHasNoIntentAndNoObjection() {
    Gist gist = Gists.of(closed("en", Disposition.NO_ANSWER, "Hello?"), Map.of(), Optional.empty());

    assertThat(gist.intent()).isEmpty();
    assertThat(gist.objections()).isEmpty();
    assertThat(gist.summary().orElseThrow())
        .isEqualTo("The contact answered nothing. Nobody answered.");
  }
}
