package dev.parley.runtime.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.channel.voice.CallEvent;
import dev.parley.lead.Disposition;
import dev.parley.lead.FieldStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CallMachineTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void aWholeCallIsLedToItsEnd() {
    SimulatedCall call = SimulatedCall.inbound(CallAgents.solar("en", "")).begin();
    call.pass(Duration.ofSeconds(10));
    call.says("My name is John Smith");
    call.pass(Duration.ofSeconds(8));
    assertThat(call.lastAgentTurn()).contains("John Smith").contains("right?");
    call.says("yes");
    call.pass(Duration.ofSeconds(8));
    call.says("912 345 678");
    call.pass(Duration.ofSeconds(12));
    assertThat(call.lastAgentTurn()).contains("9 1 2, 3 4 5, 6 7 8");
    call.says("yes that is right");
    call.pass(Duration.ofSeconds(8));
    call.says("john at example dot com");
    call.pass(Duration.ofSeconds(12));
    call.says("yes");
    call.pass(Duration.ofSeconds(8));
    call.says("I own it");
    call.pass(Duration.ofSeconds(8));
    call.says("no thanks");
    call.finishAndCheck();

    assertThat(call.state().disposition()).contains(Disposition.QUALIFIED);
    assertThat(call.state().answer("phone").status()).isEqualTo(FieldStatus.CONFIRMED);
    assertThat(call.state().answer("full_name").status()).isEqualTo(FieldStatus.CONFIRMED);
  }

  @Test
  void silenceIsAskedIntoAndThenTakenLeaveOf() {
    SimulatedCall call = SimulatedCall.inbound(CallAgents.solar("en", "silence: PT5S")).begin();
    call.finishAndCheck();

    assertThat(call.stored).hasSize(4);
    assertThat(call.lastAgentTurn()).contains("can't hear you");
    assertThat(call.state().disposition()).contains(Disposition.ABANDONED);
  }

  @Test
  void signsOfListeningDoNotStopTheAgent() {
    SimulatedCall call = SimulatedCall.inbound(CallAgents.solar("en", "")).begin();
    call.pass(SECOND);
    for (String word : List.of("uh-huh", "mhm", "sí", "ok", "genau", "d'accord", "va bene")) {
      call.happens(new CallEvent.Partial(word, Optional.empty()));
      call.happens(SimulatedCall.settled(word));
    }
    assertThat(call.speaking()).isTrue();
    assertThat(call.reply()).isEqualTo(1);
    call.finishAndCheck();
  }

  @Test
  void wordsOverTheAgentsOwnStopItInTheSameStep() {
    SimulatedCall call = SimulatedCall.inbound(CallAgents.solar("en", "")).begin();
    call.pass(SECOND);
    call.happens(new CallEvent.Partial("wait how much", Optional.empty()));
    assertThat(call.speaking()).isFalse();
    call.happens(SimulatedCall.settled("wait how much does it cost"));
    call.pass(Duration.ofSeconds(10));
    assertThat(call.stored.getFirst().text()).doesNotContain("full name");
    assertThat(call.lastAgentTurn()).contains("4900").contains("I'm Ana an AI assistant");
    call.finishAndCheck();
  }

  @Test
  void aSoundThatWasNothingLetsTheAgentGoOnWhereItWas() {
    SimulatedCall call = SimulatedCall.inbound(CallAgents.solar("en", "")).begin();
    call.pass(SECOND);
    call.happens(new CallEvent.Partial("hrm", Optional.empty()));
    call.pass(Duration.ofMillis(400));
    assertThat(call.speaking()).isFalse();
    call.pass(Duration.ofSeconds(9));
    assertThat(call.stored).hasSize(1);
    assertThat(call.lastAgentTurn())
        .isEqualTo("I'm Ana an AI assistant. Thanks for calling! What is your full name?");
    call.finishAndCheck();
  }

  @Test
  void aSlowModelIsBridgedAndThenReplaced() {
    SimulatedCall call = SimulatedCall.inbound(CallAgents.solar("en", "")).begin();
    call.modelTakes = () -> Duration.ofMinutes(2);
    call.pass(Duration.ofSeconds(10));
    call.says("My name is John Smith");
    call.pass(Duration.ofSeconds(20));
    assertThat(call.lastAgentTurn()).startsWith("One moment, please.").contains("John Smith");
    call.finishAndCheck();
  }

  @Test
  void aTurnThatGoesOnIsOneTurnWithOneReply() {
    SimulatedCall call = SimulatedCall.inbound(CallAgents.solar("en", "")).begin();
    call.modelTakes = () -> Duration.ofSeconds(3);
    call.pass(Duration.ofSeconds(10));
    call.says("My name is John Smith");
    call.pass(Duration.ofSeconds(3));
    call.says("how much does it cost");
    call.pass(Duration.ofSeconds(15));
    assertThat(call.contactTurns()).hasSize(1);
    assertThat(call.contactTurns().getFirst()).endsWith("how much does it cost");
    call.finishAndCheck();
  }

  @Test
  void keysAnswer() {
    SimulatedCall call = SimulatedCall.inbound(CallAgents.solar("en", "read_back: false")).begin();
    call.pass(Duration.ofSeconds(10));
    call.says("My name is John Smith");
    call.pass(Duration.ofSeconds(8));
    for (char digit : "912345678#".toCharArray()) {
      call.happens(new CallEvent.Digit(digit));
    }
    call.pass(Duration.ofSeconds(8));
    assertThat(call.state().answer("phone").filled()).isTrue();
    call.says("I have no email");
    call.pass(Duration.ofSeconds(8));
    call.happens(new CallEvent.Digit('1'));
    call.pass(Duration.ofSeconds(8));
    assertThat(call.state().answer("roof").filled()).isTrue();
    call.happens(new CallEvent.Digit('2'));
    call.finishAndCheck();
    assertThat(call.state().disposition()).contains(Disposition.QUALIFIED);
  }

  @Test
  void whoAsksForAPersonIsConnectedAndComesBackWhereNobodyPicksUp() {
    SimulatedCall call =
        SimulatedCall.inbound(
                CallAgents.solar("en", "transfer: { to: '+351911111111', brief: A caller. }"))
            .begin();
    call.pass(Duration.ofSeconds(10));
    call.says("I want to talk to a person");
    call.pass(Duration.ofSeconds(10));
    assertThat(call.done).anyMatch(Do.Transfer.class::isInstance);
    call.happens(new CallEvent.Back(CallEvent.Back.Why.NOBODY_PICKED_UP));
    call.finishAndCheck();
    assertThat(call.state().disposition()).contains(Disposition.CALLBACK);
    assertThat(call.lastAgentTurn()).contains("will call you back");
  }

  @Test
  void whoWasConnectedIsHandedOff() {
    SimulatedCall call =
        SimulatedCall.inbound(CallAgents.solar("en", "transfer: { to: '+351911111111' }")).begin();
    call.pass(Duration.ofSeconds(10));
    call.says("I want to talk to a person");
    call.pass(Duration.ofSeconds(10));
    call.end(CallEvent.Ended.How.TRANSFERRED);
    call.check();
    assertThat(call.state().disposition()).contains(Disposition.HANDED_OFF);
  }

  @Test
  void aNoToTheRecordingLeavesTheCallUnrecorded() {
    SimulatedCall call = SimulatedCall.inbound(CallAgents.solar("en", "recording: ask")).begin();
    call.pass(Duration.ofSeconds(10));
    call.says("no");
    call.pass(Duration.ofSeconds(10));
    assertThat(call.lastAgentTurn()).contains("full name");
    assertThat(call.done).noneMatch(Do.StartRecording.class::isInstance);
    call.finishAndCheck();
  }

  @Test
  void aYesToTheRecordingStartsIt() {
    SimulatedCall call = SimulatedCall.inbound(CallAgents.solar("pt", "recording: ask")).begin();
    call.pass(Duration.ofSeconds(10));
    call.says("sim pode");
    call.pass(Duration.ofSeconds(10));
    assertThat(call.done).anyMatch(Do.StartRecording.class::isInstance);
    call.finishAndCheck();
  }

  @Test
  void aMachineIsLeftTheMessageAfterItsTone() {
    SimulatedCall call =
        SimulatedCall.outbound(CallAgents.solar("en", "voicemail: We will call again.")).begin();
    call.happens(new CallEvent.Answered(CallEvent.Answered.By.MACHINE));
    call.pass(Duration.ofSeconds(6));
    assertThat(call.speaking()).isFalse();
    call.happens(new CallEvent.Answered(CallEvent.Answered.By.MACHINE_READY));
    call.finishAndCheck();
    assertThat(call.state().disposition()).contains(Disposition.VOICEMAIL);
    assertThat(call.agentWords()).isEqualTo("I'm Ana an AI assistant. We will call again.");
  }

  @Test
  void aMachineKnownByItsWordsIsHungUpOnWhereNoMessageIsToBeLeft() {
    SimulatedCall call = SimulatedCall.outbound(CallAgents.solar("de", "")).begin();
    call.happens(SimulatedCall.settled("Bitte hinterlassen Sie eine Nachricht nach dem Signalton"));
    call.finishAndCheck();
    assertThat(call.state().disposition()).contains(Disposition.VOICEMAIL);
    assertThat(call.stored).isEmpty();
  }

  @Test
  void aScreeningAssistantIsToldWhoCallsAndWhy() {
    SimulatedCall call =
        SimulatedCall.outbound(CallAgents.solar("en", "reason: You asked for a solar quote."))
            .begin();
    call.happens(
        SimulatedCall.settled("Hi, please say your name and who is calling and the reason"));
    call.pass(Duration.ofSeconds(15));
    assertThat(call.agentWords()).contains("Ana").contains("You asked for a solar quote.");
    call.happens(SimulatedCall.settled("Hello?"));
    call.pass(Duration.ofSeconds(10));
    assertThat(call.lastAgentTurn()).contains("full name");
    call.finishAndCheck();
  }

  @Test
  void aCallNobodyTakesIsNoAnswer() {
    SimulatedCall call = SimulatedCall.outbound(CallAgents.solar("en", "")).begin();
    call.pass(SECOND);
    call.end(CallEvent.Ended.How.CONTACT_HUNG_UP);
    call.check();
    assertThat(call.state().disposition()).contains(Disposition.NO_ANSWER);
  }

  @Test
  void speechThatGaveUpIsReplacedByTheCarriersVoice() {
    SimulatedCall call = SimulatedCall.inbound(CallAgents.solar("fr", "")).begin();
    call.pass(SECOND);
    call.happens(new CallEvent.Trouble(CallEvent.Trouble.Part.SPEAKING, "quota", false));
    call.finishAndCheck();
    assertThat(call.done).anyMatch(Do.FallBack.class::isInstance);
    assertThat(call.state().disposition()).contains(Disposition.CALLBACK);
  }

  @Test
  void speechThatMendsItselfGoesOnWhereItBroke() {
    SimulatedCall call = SimulatedCall.inbound(CallAgents.solar("it", "")).begin();
    call.pass(SECOND);
    call.happens(new CallEvent.Trouble(CallEvent.Trouble.Part.SPEAKING, "closed", true));
    call.pass(Duration.ofSeconds(9));
    assertThat(call.stored).hasSize(1);
    assertThat(call.lastAgentTurn()).endsWith("Come si chiama?");
    call.finishAndCheck();
  }

  @Test
  void aValueThatWasWrongIsSpelledAndThenTyped() {
    SimulatedCall call = SimulatedCall.inbound(CallAgents.solar("en", "")).begin();
    call.pass(Duration.ofSeconds(10));
    call.says("My name is John Smith");
    call.pass(Duration.ofSeconds(8));
    call.says("yes");
    call.pass(Duration.ofSeconds(8));
    call.says("912 345 678");
    call.pass(Duration.ofSeconds(12));
    call.says("no");
    call.pass(Duration.ofSeconds(10));
    assertThat(call.lastAgentTurn()).contains("digit by digit");
    call.says("912 345 679");
    call.pass(Duration.ofSeconds(16));
    assertThat(call.lastAgentTurn()).contains("9, 1, 2, 3, 4, 5, 6, 7, 9");
    call.says("no");
    call.pass(Duration.ofSeconds(10));
    assertThat(call.lastAgentTurn()).contains("keys");
    for (char digit : "912345670#".toCharArray()) {
      call.happens(new CallEvent.Digit(digit));
    }
    call.pass(Duration.ofSeconds(8));
    assertThat(call.state().answer("phone").value().orElseThrow().toString())
        .contains("+351912345670");
    call.finishAndCheck();
  }

  @Test
  void wordsThatWereNotAnsweredAnyMoreStillCount() {
    SimulatedCall call = SimulatedCall.inbound(CallAgents.solar("en", "read_back: false")).begin();
    call.pass(Duration.ofSeconds(10));
    call.happens(SimulatedCall.settled("My name is John Smith"));
    call.end(CallEvent.Ended.How.CONTACT_HUNG_UP);
    call.check();
    assertThat(call.state().answer("full_name").filled()).isTrue();
    assertThat(call.state().disposition()).contains(Disposition.ABANDONED);
  }

  @Test
  void whatWasReadBackDoesNotComeBackAfterAnOptOut() {
    SimulatedCall call = SimulatedCall.inbound(CallAgents.solar("en", "")).begin();
    call.pass(Duration.ofSeconds(8));
    call.says("My name is John Smith");
    call.pass(Duration.ofSeconds(8));
    assertThat(call.lastAgentTurn()).contains("right?");

    call.says("stop calling me");
    call.finishAndCheck();

    assertThat(call.state().disposition()).contains(Disposition.OPTED_OUT);
  }

  @Test
  void keysThatComeToNothingTakeNoWordsWithThem() {
    SimulatedCall call = SimulatedCall.inbound(CallAgents.solar("en", "read_back: false")).begin();
    call.pass(Duration.ofSeconds(8));
    call.says("My name is John Smith");
    call.pass(Duration.ofSeconds(8));
    assertThat(call.lastAgentTurn()).contains("Which number");

    call.happens(new CallEvent.Digit('#'));
    call.pass(Duration.ofMillis(2_900));
    call.happens(SimulatedCall.settled("912 345 678"));
    call.pass(Duration.ofSeconds(8));

    assertThat(call.contactTurns()).contains("912 345 678");
    assertThat(call.state().answer("phone").filled()).isTrue();
  }
}
