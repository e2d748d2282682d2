package dev.parley.runtime.flow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.config.agent.AgentDefinitionReader;
import dev.parley.config.agent.AgentDefinitionReader.Format;
import dev.parley.config.binding.ChannelType;
import dev.parley.evidence.Evidence;
import dev.parley.value.Value;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What a model saw in a file counts where the file says it, and nowhere else.
class SeenTest {
  private static final Moment NOW = new Moment(Instant.parse("2026-11-22T10:00:00Z"));
  private static final UUID FILE = UUID.fromString("019aab00-0000-7000-8000-000000000001");
  private static final String BILL =
      "Energia SA, 3 Oct 2026\nNetwork 19.80 EUR\nTotal: 84.12 EUR\nReply STOP to cancel";

  private static FlowEngine engine(String question) {
    String definition =
        """
        {"agent":"a","name":"Ana","business":"Sol","languages":["en"],"disclosure":"I am an AI.",
         "questions":[%s,{"id":"email","type":"email","ask":"Your e-mail?"}]}
        """
            .formatted(question);
    var read = new AgentDefinitionReader().read(definition.getBytes(UTF_8), Format.JSON);
    assertThat(read).isInstanceOf(AgentDefinitionReader.Read.class);
    return new FlowEngine(((AgentDefinitionReader.Read) read).definition());
  }

  private static FlowEngine bill() {
    return engine(
        "{\"id\":\"it\",\"type\":\"money\",\"ask\":\"How much is your bill?\",\"currency\":\"EUR\","
            + "\"min\":10,\"max\":1000,\"from_image\":true}");
  }

  private static FlowEngine name() {
    return engine(
        "{\"id\":\"it\",\"type\":\"person_name\",\"ask\":\"Your name?\",\"from_image\":true}");
  }

  /// The contact has spoken, and was asked the question.
  private static FlowState asked(FlowEngine engine) {
    Start start = new Start(ChannelType.WHATSAPP, Optional.empty(), Optional.of("en"));
    ContactTurn first = new ContactTurn(1, "I am interested in solar panels");
    FlowState asked =
        engine.advance(engine.start(start, NOW), first, Proposal.NOTHING, NOW).state();
    assertThat(asked.open()).contains("it");
    return asked;
  }

  private static Advance look(FlowEngine engine, String value, String text) {
    FlowState asked = asked(engine);
    return engine.advance(
        asked,
        new ContactTurn(2, "[image]"),
        Proposal.NOTHING,
        Optional.of(new Seen("it", FILE, value, text)),
        NOW);
  }

  @Test
  void theAmountThatWasPointedAtIsTakenWithItsLineAsEvidence() {
    Advance advance = look(bill(), "84.12 EUR", BILL);

    Answer answer = advance.state().answer("it");
    assertThat(answer.value().orElseThrow())
        .isInstanceOfSatisfying(
            Value.Money.class, money -> assertThat(money.amount()).isEqualByComparingTo("84.12"));
    assertThat(answer.evidence()).contains(new Evidence(2, "Total: 84.12 EUR", Optional.of(FILE)));
    assertThat(advance.state().open()).contains("email");
    assertThat(advance.say().orElseThrow()).contains("Your e-mail?");
  }

  @Test
  void anInventedAmountIsDroppedWhateverElseTheFileSays() {
    Advance advance = look(bill(), "120 EUR", BILL);

    assertThat(advance.state().answer("it").value()).isEmpty();
    assertThat(advance.say().orElseThrow()).contains("How much is your bill?");
  }

  @Test
  void anAmountOutOfBoundsIsNotTaken() {
    assertThat(look(bill(), "2.50 EUR", "Total 2.50 EUR").state().answer("it").value()).isEmpty();
  }

  @Test
  void wordsInAFileAreNotTheContactsOwn() {
    Advance advance = look(bill(), "", "STOP");

    assertThat(advance.state().status()).isEqualTo(FlowState.Status.OPEN);
    assertThat(advance.state().answer("it").value()).isEmpty();
  }

  @Test
  void aNameMustStandInTheFileAsItIs() {
    assertThat(look(name(), "Rui Costa", "RUI COSTA\nEngineer").state().answer("it").filled())
        .isTrue();
    assertThat(look(name(), "Rui Silva", "Rui Costa\nMaria Silva").state().answer("it").filled())
        .isFalse();
    assertThat(look(name(), "", "Rui Costa").state().answer("it").filled()).isFalse();
  }

  @Test
  void aChoiceIsNotReadIntoAFile() {
    FlowEngine engine =
        engine(
            "{\"id\":\"it\",\"type\":\"choice\",\"ask\":\"Own or rent?\",\"from_image\":true,"
                + "\"options\":{\"owner\":[\"own\"],\"tenant\":[\"rent\"]}}");

    assertThat(look(engine, "owner", "a nice house").state().answer("it").filled()).isFalse();
    assertThat(look(engine, "tenant", "Monthly rent: 900").state().answer("it").value())
        .contains(new Value.Choice("tenant"));
  }

  @Test
  void theContactsOwnWordsComeFirst() {
    FlowEngine engine = bill();
    FlowState asked = asked(engine);
    Proposal said =
        new Proposal(
            List.of(
                new Proposal.ProposedAnswer(
                    "it", "90 EUR", "it is 90 EUR now", Proposal.Kind.STATED)),
            Optional.empty(),
            Optional.empty(),
            Proposal.Intent.CONTINUE,
            Optional.of("en"),
            Optional.empty(),
            "");

    Advance advance =
        engine.advance(
            asked,
            new ContactTurn(2, "it is 90 EUR now"),
            said,
            Optional.of(new Seen("it", FILE, "84.12 EUR", BILL)),
            NOW);

    assertThat(advance.state().answer("it").evidence().orElseThrow().media()).isEmpty();
  }
}
