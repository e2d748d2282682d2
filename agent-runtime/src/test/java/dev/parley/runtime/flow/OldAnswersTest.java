package dev.parley.runtime.flow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.config.agent.AgentDefinition;
import dev.parley.config.agent.AgentDefinitionReader;
import dev.parley.config.agent.AgentDefinitionReader.Format;
import dev.parley.config.binding.ChannelType;
import dev.parley.lead.FieldStatus;
import dev.parley.runtime.understanding.BuiltInUnderstanding;
import dev.parley.runtime.understanding.UnderstandingRequest;
import dev.parley.transcript.Transcript;
import dev.parley.value.Value;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a contact told long ago is confirmed before it counts; what it told lately is not asked.
class OldAnswersTest {
  private static final Moment THEN = new Moment(Instant.parse("2026-03-01T10:00:00Z"));
  private static final Moment NOW = new Moment(Instant.parse("2026-11-22T10:00:00Z"));
  private static final Value OLD_NUMBER = new Value.Phone("+12025550141");

  private static final String AGENT =
      """
      {"agent":"a","name":"Ana","business":"Sol","languages":["en","es","pt","de","fr","it"],
       "region":"US","disclosure":"I am an AI.","limits":{"unanswered":2},
       "questions":[
         {"id":"name","type":"person_name","ask":"What is your name?","required":true},
         {"id":"phone","type":"phone","ask":"Which number can we call?","required":true},
         {"id":"bill","type":"number","ask":"How high is your bill?","required":true}]}
      """;

  private final FlowEngine engine = new FlowEngine(definition());
  private final BuiltInUnderstanding understanding = new BuiltInUnderstanding();

  private static AgentDefinition definition() {
    var read = new AgentDefinitionReader().read(AGENT.getBytes(UTF_8), Format.JSON);
    assertThat(read).isInstanceOf(AgentDefinitionReader.Read.class);
    return ((AgentDefinitionReader.Read) read).definition();
  }

  private FlowState begun(Moment moment, String language) {
    return engine.start(
        new Start(ChannelType.WHATSAPP, Optional.empty(), Optional.of(language)), moment);
  }

  private Advance say(FlowState state, String text, Moment moment) {
    ContactTurn turn = new ContactTurn(state.turns() * 2 + 1, text);
    Proposal proposal =
        understanding.propose(
            new UnderstandingRequest(
                engine.definition(), state, new Transcript(List.of()), turn, moment));
    return engine.advance(state, turn, proposal, moment);
  }

  /// All was told, and the conversation ended.
  private FlowState told() {
    FlowState named = say(begun(THEN, "en"), "I'm Ana Lopez", THEN).state();
    FlowState reached = say(named, "202 555 0141", THEN).state();
    FlowState told = say(reached, "80", THEN).state();
    assertThat(told.status()).isEqualTo(FlowState.Status.CLOSED);
    assertThat(told.answer("phone").value()).contains(OLD_NUMBER);
    return told;
  }

  /// The same contact long after, asked for its number; the name is known from lately.
  private FlowState askedBack() {
    FlowState known = engine.knowing(begun(NOW, "en"), told(), false);
    Advance name = say(known, "hi, it's me again", NOW);
    assertThat(name.say().orElseThrow()).contains("Am I talking to Ana Lopez?");
    Advance phone = say(name.state(), "yes", NOW);
    assertThat(phone.say().orElseThrow())
        .contains("Is +1 202-555-0141 still the best number to reach you?")
        .doesNotContain("Which number");
    return phone.state();
  }

  @Test
  void aYesKeepsItAndIsItsEvidence() {
    Advance kept = say(askedBack(), "Yes it is", NOW);

    Answer phone = kept.state().answer("phone");
    assertThat(phone.status()).isEqualTo(FieldStatus.CONFIRMED);
    assertThat(phone.value()).contains(OLD_NUMBER);
    assertThat(phone.said()).contains("202 555 0141");
    assertThat(phone.evidence().orElseThrow().quote()).isEqualTo("Yes it is");
    assertThat(phone.earlier()).isEmpty();
    assertThat(kept.say().orElseThrow()).contains("How high is your bill?");
    Answer name = kept.state().answer("name");
    assertThat(name.value()).contains(new Value.Text("Ana Lopez"));
    assertThat(name.status()).isEqualTo(FieldStatus.CONFIRMED);
  }

  @Test
  void aNewValueReplacesIt() {
    Advance replaced = say(askedBack(), "no, it's 202 555 0177 now", NOW);

    Answer phone = replaced.state().answer("phone");
    assertThat(phone.status()).isEqualTo(FieldStatus.ANSWERED);
    assertThat(phone.value()).contains(new Value.Phone("+12025550177"));
    assertThat(phone.earlier()).isEmpty();
    assertThat(replaced.say().orElseThrow()).contains("How high is your bill?");
  }

  @Test
  void aNoHasItAskedAnewAndCostsNothing() {
    Advance denied = say(askedBack(), "No", NOW);

    Answer phone = denied.state().answer("phone");
    assertThat(phone).isEqualTo(Answer.OPEN);
    assertThat(denied.say().orElseThrow()).contains("Which number can we call?");
    Advance told = say(denied.state(), "202 555 0199", NOW);
    assertThat(told.state().answer("phone").value()).contains(new Value.Phone("+12025550199"));
  }

  @Test
  void whatIsNoAnswerLeavesItToBeConfirmedAndIsGivenUpAfterTheTriesThereAre() {
    Advance again = say(askedBack(), "blue elephants", NOW);
    assertThat(again.state().answer("phone").value()).isEmpty();
    assertThat(again.say().orElseThrow()).contains("still the best number");

    Advance left = say(again.state(), "green elephants", NOW);

    assertThat(left.state().answer("phone").status()).isEqualTo(FieldStatus.UNANSWERED);
    assertThat(left.state().answer("phone").earlier()).isEmpty();
    assertThat(left.say().orElseThrow()).contains("How high is your bill?");
  }

  @Test
  void untilItIsConfirmedItCountsForNothing() {
    FlowState asked = askedBack();
    assertThat(asked.answer("phone").filled()).isFalse();
    assertThat(asked.answer("phone").value()).isEmpty();
    Advance gone = engine.leave(asked, NOW);
    assertThat(gone.state().answer("phone").value()).isEmpty();
  }

  @Test
  void aModelThatTakesTheYesForAgreementIsBelieved() {
    Proposal agreed =
        new Proposal(
            List.of(
                new Proposal.ProposedAnswer(
                    "phone", "+12025550141", "sure thing", Proposal.Kind.CONFIRMED)),
            Optional.empty(),
            Optional.empty(),
            Proposal.Intent.CONTINUE,
            Optional.of("en"),
            Optional.of("bill"),
            "Great. How high is your bill?");
    FlowState asked = askedBack();

    Advance kept = engine.advance(asked, new ContactTurn(9, "sure thing"), agreed, NOW);

    assertThat(kept.state().answer("phone").status()).isEqualTo(FieldStatus.CONFIRMED);
    assertThat(kept.state().answer("phone").value()).contains(OLD_NUMBER);
  }

  @Test
  void aModelMayNotAskForItAsIfItWereUnknown() {
    FlowState known = engine.knowing(begun(NOW, "en"), told(), false);
    Proposal asks =
        new Proposal(
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Proposal.Intent.CONTINUE,
            Optional.of("en"),
            Optional.of("name"),
            "Hello! What is your name?");

    Advance asked =
        engine.advance(
            known, new ContactTurn(1, "I would like an offer for my second roof"), asks, NOW);

    assertThat(asked.source()).isEqualTo(Advance.Source.ENGINE);
    assertThat(asked.say().orElseThrow()).contains("Am I talking to Ana Lopez?");
  }

  @Test
  void whatWasToldLatelyIsNotAskedAndWinsOverWhatIsOld() {
    FlowState lately = say(begun(NOW, "en"), "I'm Eva Prat", NOW).state();
    FlowState known = engine.knowing(begun(NOW, "en"), lately, true);
    FlowState all = engine.knowing(known, told(), false);

    assertThat(all.answer("name").value()).contains(new Value.Text("Eva Prat"));
    assertThat(all.answer("phone").earlier()).contains(OLD_NUMBER);
    assertThat(all.answer("bill")).isEqualTo(Answer.OPEN);
  }

  @Test
  void whatWasItselfTakenOverIsAsOldAsWhereItCameFrom() {
    FlowState between = engine.knowing(begun(NOW, "en"), told(), true);
    assertThat(between.answer("phone").value()).contains(OLD_NUMBER);

    FlowState known = engine.knowing(begun(NOW, "en"), between, true);

    assertThat(known.answer("phone")).isEqualTo(Answer.OPEN);
  }

  @ParameterizedTest
  @CsvSource({
    "en, yes, still the best number",
    "es, sí, mejor número",
    "pt, sim, melhor",
    "de, ja, am besten zu erreichen",
    "fr, oui, meilleur numéro",
    "it, sì, numero migliore"
  })
  void isAskedAndAgreedToInEveryLanguage(String language, String yes, String words) {
    FlowState known = engine.knowing(begun(NOW, language), told(), false);
    Advance name = say(known, "…", NOW);
    assertThat(name.say().orElseThrow()).contains("Ana Lopez").doesNotContain("What is your name");
    Advance phone = say(name.state(), yes, NOW);
    assertThat(phone.state().answer("name").status()).isEqualTo(FieldStatus.CONFIRMED);
    assertThat(phone.say().orElseThrow()).contains("+1 202-555-0141").contains(words);
    Advance bill = say(phone.state(), yes, NOW);
    assertThat(bill.state().answer("phone").status()).isEqualTo(FieldStatus.CONFIRMED);
  }
}
