package dev.parley.runtime.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.channel.voice.CallEvent;
import dev.parley.lead.FieldStatus;
import dev.parley.runtime.flow.Proposal;
import dev.parley.runtime.flow.Proposal.Kind;
import dev.parley.runtime.flow.Proposal.ProposedAnswer;
import dev.parley.runtime.understanding.UnderstandingRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// A reply that is said while the model is still writing it.
class StreamedReplyTest {
  private static final Duration HALF = Duration.ofMillis(500);
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Proposal NAMED = asking("phone", "full_name", "John Smith", "en");

  private static Proposal asking(String next, String question, String value, String language) {
    return new Proposal(
        List.of(new ProposedAnswer(question, value, value, Kind.STATED)),
        Optional.empty(),
        Optional.empty(),
        Proposal.Intent.CONTINUE,
        Optional.of(language),
        Optional.of(next),
        "");
  }

  /// At the question for the name, which the contact answers next.
  private static SimulatedCall begun(Duration each, boolean whole, String... pieces) {
    return begun(NAMED, each, whole, pieces);
  }

  private static SimulatedCall begun(
      Proposal proposal, Duration each, boolean whole, String... pieces) {
    SimulatedCall call = SimulatedCall.inbound(CallAgents.solar("en", "read_back: false")).begin();
    call.modelWrites =
        request ->
            request.turn().text().contains("John Smith")
                ? Optional.of(
                    new SimulatedCall.Writing(proposal, List.of(pieces), () -> each, whole))
                : Optional.empty();
    call.pass(Duration.ofSeconds(10));
    return call;
  }

  /// With one pause before the first piece, and another before each that follows.
  private static Function<UnderstandingRequest, Optional<SimulatedCall.Writing>> writing(
      Duration first, Duration each, String... pieces) {
    AtomicInteger piece = new AtomicInteger();
    return request ->
        Optional.of(
            new SimulatedCall.Writing(
                NAMED, List.of(pieces), () -> piece.getAndIncrement() == 0 ? first : each, true));
  }

  private static void named(SimulatedCall call, Duration then) {
    call.pass(call.says("My name is John Smith").plus(Duration.ofMillis(700)).plus(then));
  }

  @Test
  void theFirstSentenceIsSaidWhileTheRestIsBeingWritten() {
    SimulatedCall call =
        begun(HALF, true, "Lovely, John", ".", " Which number", " suits", " you", " best", "?");
    named(call, Duration.ofSeconds(2));

    assertThat(call.saying()).isEqualTo("Lovely, John.");
    assertThat(call.modelIsAsked()).isTrue();
    assertThat(call.state().answer("full_name").status()).isEqualTo(FieldStatus.ANSWERED);

    call.pass(Duration.ofSeconds(7));
    assertThat(call.lastAgentTurn()).isEqualTo("Lovely, John. Which number suits you best?");
    assertThat(call.state().said()).isEqualTo("Lovely, John. Which number suits you best?");
    call.finishAndCheck();
  }

  @Test
  void aSentenceThatClaimsWhatNobodySaidIsNotSaid() {
    SimulatedCall call =
        begun(
            Duration.ofMillis(50),
            true,
            "Thank you, John. ",
            "You will save 80% with us. ",
            "Which number suits you?");
    named(call, Duration.ofSeconds(9));

    assertThat(call.lastAgentTurn()).isEqualTo("Thank you, John. Which number can we call you on?");
    assertThat(call.modelIsAsked()).isFalse();
    call.finishAndCheck();
  }

  @Test
  void whereTheFirstSentenceFailsAllWordsAreTheAgentsOwn() {
    SimulatedCall call =
        begun(Duration.ofMillis(50), true, "We promise you 3 free panels. ", "Which number?");
    named(call, Duration.ofSeconds(9));

    assertThat(call.lastAgentTurn()).endsWith("Which number can we call you on?");
    assertThat(call.lastAgentTurn()).doesNotContain("free").doesNotContain("Which number? ");
    call.finishAndCheck();
  }

  @Test
  void aSecondQuestionIsNotAsked() {
    SimulatedCall call =
        begun(
            Duration.ofMillis(50),
            true,
            "Which number can we reach you on? ",
            "And do you own the building? ",
            "Thanks.");
    named(call, Duration.ofSeconds(9));

    assertThat(call.lastAgentTurn()).isEqualTo("Which number can we reach you on?");
    call.finishAndCheck();
  }

  @Test
  void aReplyThatAsksNothingIsEndedByTheQuestion() {
    SimulatedCall call = begun(Duration.ofMillis(50), true, "Thank you very much, John.");
    named(call, Duration.ofSeconds(9));

    assertThat(call.lastAgentTurn())
        .isEqualTo("Thank you very much, John. Which number can we call you on?");
    assertThat(call.state().open()).contains("phone");
    call.finishAndCheck();
  }

  @Test
  void aReplyInAnotherLanguageIsNotSaid() {
    SimulatedCall call =
        begun(
            Duration.ofMillis(50),
            true,
            "Muchas gracias por su nombre, señor John Smith, es muy amable. ",
            "¿A qué número le llamamos?");
    named(call, Duration.ofSeconds(9));

    assertThat(call.lastAgentTurn()).endsWith("Which number can we call you on?");
    assertThat(call.agentWords()).doesNotContain("gracias");
    call.finishAndCheck();
  }

  @Test
  void aModelThatBreaksOffAfterItsFirstSentenceIsReplaced() {
    SimulatedCall call = begun(Duration.ofMillis(50), false, "Thank you, John. ", "Which num");
    named(call, Duration.ofSeconds(9));

    assertThat(call.lastAgentTurn()).isEqualTo("Thank you, John. Which number can we call you on?");
    call.finishAndCheck();
  }

  @Test
  void aModelThatStopsWritingIsReplacedOnceItsWordsWereHeard() {
    SimulatedCall call = begun(HALF, true);
    call.modelWrites =
        writing(Duration.ofMillis(50), Duration.ofMinutes(3), "Thank you, John. W", "hich?");
    named(call, Duration.ofSeconds(9));

    assertThat(call.lastAgentTurn()).isEqualTo("Thank you, John. Which number can we call you on?");
    assertThat(call.modelIsAsked()).isFalse();
    call.finishAndCheck();
  }

  @Test
  void aModelThatIsSlowToBeginIsBridged() {
    SimulatedCall call = begun(HALF, true);
    call.modelWrites =
        writing(Duration.ofSeconds(3), HALF, "Thank you, John. Which", " number", " suits you?");
    named(call, Duration.ofSeconds(16));

    assertThat(call.lastAgentTurn())
        .isEqualTo("One moment, please. Thank you, John. Which number suits you?");
    call.finishAndCheck();
  }

  @Test
  void anInterruptionStopsTheModelToo() {
    SimulatedCall call =
        begun(SECOND, true, "Lovely, John. T", "hat is noted", " down", ". Which", " number", "?");
    named(call, Duration.ofMillis(2_300));
    assertThat(call.saying()).isEqualTo("Lovely, John.");
    call.pass(Duration.ofMillis(300));

    call.happens(new CallEvent.Partial("wait how much", Optional.empty()));
    assertThat(call.speaking()).isFalse();
    assertThat(call.modelIsAsked()).isFalse();
    call.happens(SimulatedCall.settled("wait how much does it cost"));
    call.pass(Duration.ofSeconds(12));

    assertThat(call.agentWords()).doesNotContain("noted").contains("4900");
    assertThat(call.stored.get(2).text()).isIn("Lovely,", "Lovely, John.");
    call.finishAndCheck();
  }

  @Test
  void anInterruptionThatWasNothingIsFollowedByTheQuestion() {
    SimulatedCall call =
        begun(SECOND, true, "Lovely, John. T", "hat is noted", " down", ". Which", " number", "?");
    named(call, Duration.ofMillis(2_300));
    call.happens(new CallEvent.Partial("hrm", Optional.empty()));
    call.pass(Duration.ofMillis(400));
    assertThat(call.speaking()).isFalse();
    assertThat(call.modelIsAsked()).isFalse();
    call.pass(Duration.ofSeconds(12));

    assertThat(call.agentWords()).doesNotContain("noted").contains("Which number can we call you");
    call.finishAndCheck();
  }

  @Test
  void whoGoesOnBeforeTheFirstSentenceIsAnsweredOnce() {
    SimulatedCall call = begun(Duration.ofMillis(900), true, "Lovely, John. ", "Which number?");
    named(call, Duration.ofMillis(900));
    assertThat(call.contactTurns()).isEmpty();
    call.modelWrites = request -> Optional.empty();
    call.says("and how much does it cost");
    call.pass(Duration.ofSeconds(12));

    assertThat(call.contactTurns()).hasSize(1);
    assertThat(call.contactTurns().getFirst()).startsWith("My name is John Smith and how");
    assertThat(call.agentWords()).doesNotContain("Lovely");
    call.finishAndCheck();
  }

  @Test
  void whatIsReadBackDoesNotWaitForTheReply() {
    SimulatedCall call = SimulatedCall.inbound(CallAgents.solar("en", "")).begin();
    call.modelWrites =
        request ->
            Optional.of(
                new SimulatedCall.Writing(
                    NAMED,
                    List.of("Lovely. ", "Which number?"),
                    () -> Duration.ofSeconds(5),
                    true));
    call.pass(Duration.ofSeconds(10));
    named(call, Duration.ofSeconds(4));

    assertThat(call.saying()).contains("John Smith").contains("right?");
    call.pass(Duration.ofSeconds(12));
    assertThat(call.agentWords()).doesNotContain("Lovely");
    call.finishAndCheck();
  }

  @Test
  void aDisclosureThatWasCutOffComesBeforeTheFirstSentence() {
    SimulatedCall call =
        begun(Duration.ofMillis(50), true, "Thank you, John. ", "Which number suits you?");
    SimulatedCall early = SimulatedCall.inbound(CallAgents.solar("en", "read_back: false")).begin();
    early.modelWrites = call.modelWrites;
    early.pass(Duration.ofMillis(400));
    early.happens(new CallEvent.Partial("hello I am John Smith", Optional.empty()));
    early.happens(SimulatedCall.settled("hello I am John Smith"));
    early.pass(Duration.ofSeconds(9));

    assertThat(early.lastAgentTurn())
        .isEqualTo("I'm Ana an AI assistant. Thank you, John. Which number suits you?");
    call.finishAndCheck();
    early.finishAndCheck();
  }
}
