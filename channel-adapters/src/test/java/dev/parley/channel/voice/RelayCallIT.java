package dev.parley.channel.voice;

import static dev.parley.channel.voice.VoiceHost.BUSINESS;
import static dev.parley.channel.voice.VoiceHost.CONTACT;
import static dev.parley.channel.voice.VoiceHost.sentence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.channel.sandbox.twilio.Callee;
import dev.parley.channel.sandbox.twilio.PhoneCall;
import dev.parley.channel.sandbox.twilio.TelephoneOptions;
import dev.parley.channel.voice.CallDialer.Dialed;
import dev.parley.channel.voice.CallDialer.OutgoingCall;
import dev.parley.channel.voice.CallEvent.Answered;
import dev.parley.channel.voice.CallEvent.Back;
import dev.parley.channel.voice.CallEvent.Digit;
import dev.parley.channel.voice.CallEvent.Ended;
import dev.parley.channel.voice.CallEvent.Final;
import dev.parley.channel.voice.CallEvent.Interrupted;
import dev.parley.channel.voice.CallEvent.PlayedOut;
import dev.parley.channel.voice.CallLine.Transfer;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RelayCallIT {
  private static final Duration SOON = Duration.ofSeconds(60);

  private final VoiceHost host = new VoiceHost("relay");

  @AfterEach
  void nothingIsLeftBehind() {
    host.calls.close();
    await().atMost(SOON).until(() -> host.sockets.open() == 0);
    assertThat(host.calls.open()).isZero();
    host.close();
  }

  @Test
  void wordsTravelBothWays() throws InterruptedException {
    PhoneCall call = host.twilio.telephone().call(CONTACT, BUSINESS);
    CallLine line = host.line();
    line.say(1, sentence("Hello, this is Ana."));
    line.finish(1);

    assertThat(host.event(PlayedOut.class).reply()).isEqualTo(1);
    assertThat(call.heard()).isEqualTo("Hello, this is Ana. ");
    call.say("I am Maria Silva");
    Final words = host.event(Final.class);
    assertThat(words.text()).isEqualTo("I am Maria Silva");
    assertThat(words.turnEnded()).isTrue();
    assertThat(words.language()).contains("en-US");
    call.press('#');
    assertThat(host.event(Digit.class).digit()).isEqualTo('#');

    call.hangUp();
    assertThat(host.event(Ended.class).how()).isEqualTo(Ended.How.CONTACT_HUNG_UP);
    assertThat(host.twilio.alerts()).isEmpty();
  }

  @Test
  void anInterruptTellsWhatWasHeard() throws InterruptedException {
    host.twilio.telephone().behaves(TelephoneOptions.REAL);
    PhoneCall call = host.twilio.telephone().call(CONTACT, BUSINESS);
    CallLine line = host.line();
    // Half a minute, of which most is never spoken.
    line.say(1, sentence("one two three " + "and so on ".repeat(50) + "twelve"));
    line.finish(1);
    assertThat(call.awaitHeard("three", SOON)).isTrue();

    call.say("wait");

    Interrupted interrupted = host.event(Interrupted.class);
    assertThat(interrupted.reply()).isEqualTo(1);
    assertThat(interrupted.heard()).startsWith("one two three").doesNotContain("twelve");
    assertThat(host.event(Final.class).text()).isEqualTo("wait");
    assertThat(line.cut(1)).isEqualTo(interrupted.heard());
    line.say(1, sentence("never said"));
    line.say(2, sentence("Yes?"));
    line.finish(2);
    assertThat(host.event(PlayedOut.class).reply()).isEqualTo(2);
    assertThat(call.heard()).doesNotContain("never");
    call.hangUp();
    assertThat(call.awaitEnd(SOON)).isTrue();
  }

  @Test
  void hangsUpOnlyAfterTheLastWord() throws InterruptedException {
    PhoneCall call = host.twilio.telephone().call(CONTACT, BUSINESS);
    CallLine line = host.line();
    line.say(1, sentence("Goodbye."));
    line.finish(1);
    line.hangUp();

    assertThat(host.event(Ended.class).how()).isEqualTo(Ended.How.WE_HUNG_UP);
    assertThat(call.awaitEnd(SOON)).isTrue();
    assertThat(call.heard()).isEqualTo("Goodbye. ");
  }

  @Test
  void aLostSocketComesBackToTheSameLine() throws InterruptedException {
    PhoneCall call = host.twilio.telephone().call(CONTACT, BUSINESS);
    CallLine line = host.line();

    call.dropSocket();

    assertThat(host.event(Back.class).why()).isEqualTo(Back.Why.RECONNECTED);
    line.say(1, sentence("Still here."));
    line.finish(1);
    assertThat(host.event(PlayedOut.class).reply()).isEqualTo(1);
    call.hangUp();
    assertThat(call.awaitEnd(SOON)).isTrue();
  }

  @Test
  void aContactNobodyTookIsBackWithTheAgent() throws InterruptedException {
    host.twilio.telephone().at("+12025550111", Callee.BUSY);
    PhoneCall call = host.twilio.telephone().call(CONTACT, BUSINESS);
    CallLine line = host.line();

    line.transfer(new Transfer("+12025550111", Optional.of("Maria"), "en"));

    assertThat(host.event(Back.class).why()).isEqualTo(Back.Why.NOBODY_PICKED_UP);
    host.twilio.telephone().at("+12025550111", Callee.PERSON);
    line.transfer(new Transfer("+12025550111", Optional.of("Maria"), "en"));
    assertThat(host.event(Ended.class).how()).isEqualTo(Ended.How.TRANSFERRED);
    await().atMost(SOON).until(() -> !call.whispers().isEmpty());
    assertThat(call.whispers()).containsExactly("Maria");
    call.hangUp();
    assertThat(call.awaitEnd(SOON)).isTrue();
  }

  @Test
  void aPersonWeCallIsKnownForOne() throws InterruptedException {
    UUID conversation = UUID.randomUUID();

    Dialed dialed = host.control.dial(host.account(), new OutgoingCall(conversation, CONTACT));

    CallLine line = host.line();
    assertThat(dialed).isEqualTo(new Dialed.Ringing(line.call().callId()));
    assertThat(line.call().direction()).isEqualTo(CallDetails.Direction.OUTBOUND);
    assertThat(line.call().contact()).contains(CONTACT);
    assertThat(line.call().conversation()).contains(conversation);
    assertThat(host.event(Answered.class).by()).isEqualTo(Answered.By.PERSON);
    line.hangUp();
    assertThat(host.twilio.telephone().placed().getFirst().awaitEnd(SOON)).isTrue();
  }

  @Test
  void aMachineIsKnownForOneOnceItRecords() throws InterruptedException {
    host.twilio.telephone().at(CONTACT, Callee.MACHINE);

    host.control.dial(host.account(), new OutgoingCall(UUID.randomUUID(), CONTACT));

    CallLine line = host.line();
    assertThat(host.event(Answered.class).by()).isEqualTo(Answered.By.MACHINE_READY);
    line.hangUp();
    assertThat(host.twilio.telephone().placed().getFirst().awaitEnd(SOON)).isTrue();
  }

  @Test
  void whoDoesNotAnswerIsReportedOnce() {
    host.twilio.telephone().at(CONTACT, Callee.NOBODY);

    host.control.dial(host.account(), new OutgoingCall(UUID.randomUUID(), CONTACT));

    await().atMost(SOON).until(() -> host.reports.size() == 1);
    assertThat(host.reports.getFirst())
        .isInstanceOfSatisfying(
            CallReport.Finished.class,
            finished ->
                assertThat(finished.outcome()).isEqualTo(CallReport.Finished.Outcome.NO_ANSWER));
    assertThat(host.lines).isEmpty();
  }

  @Test
  void aNumberThatIsNoneIsRefusedWithAReason() {
    assertThat(host.control.dial(host.account(), new OutgoingCall(UUID.randomUUID(), "+1")))
        .isInstanceOfSatisfying(
            Dialed.Refused.class,
            refused -> assertThat(refused.failure().vendorCode()).isEqualTo("21211"));
  }
}
