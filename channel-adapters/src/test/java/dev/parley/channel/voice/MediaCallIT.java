package dev.parley.channel.voice;

import static dev.parley.channel.voice.VoiceHost.BUSINESS;
import static dev.parley.channel.voice.VoiceHost.CONTACT;
import static dev.parley.channel.voice.VoiceHost.sentence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.channel.sandbox.twilio.Callee;
import dev.parley.channel.sandbox.twilio.PhoneCall;
import dev.parley.channel.sandbox.twilio.TelephoneOptions;
import dev.parley.channel.voice.CallEvent.Back;
import dev.parley.channel.voice.CallEvent.Digit;
import dev.parley.channel.voice.CallEvent.Ended;
import dev.parley.channel.voice.CallEvent.Final;
import dev.parley.channel.voice.CallEvent.PlayedOut;
import dev.parley.channel.voice.CallEvent.Trouble;
import dev.parley.channel.voice.CallLine.Transfer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MediaCallIT {
  private static final Duration SOON = Duration.ofSeconds(60);

  private final VoiceHost host =
      new VoiceHost("media", Map.of("voice", "ana", "recording", "allowed", "fallback", "goodbye"));

  @AfterEach
  void nothingIsLeftBehind() {
    host.calls.close();
    await().atMost(SOON).until(() -> host.sockets.open() == 0);
    await().atMost(SOON).until(() -> host.recognition.open() == 0 && host.synthesis.open() == 0);
    assertThat(host.calls.open()).isZero();
    host.close();
  }

  @Test
  void wordsTravelBothWays() throws InterruptedException {
    PhoneCall call = host.twilio.telephone().call(CONTACT, BUSINESS);
    CallLine line = host.line();
    line.say(1, sentence("Hello, this is Ana."));
    line.say(1, sentence("May I have your name?"));
    line.finish(1);

    assertThat(host.event(PlayedOut.class).reply()).isEqualTo(1);
    assertThat(call.heard()).isEqualTo("Hello, this is Ana. May I have your name? ");
    call.say("I am Maria Silva");
    assertThat(host.event(Final.class).text()).isEqualTo("I am Maria Silva");
    call.press('7');
    assertThat(host.event(Digit.class).digit()).isEqualTo('7');
    assertThat(line.call().contact()).contains(CONTACT);
    assertThat(line.call().business()).isEqualTo(BUSINESS);
    assertThat(host.synthesis.voices()).containsExactly(Optional.of("ana"));

    call.hangUp();
    assertThat(host.event(Ended.class).how()).isEqualTo(Ended.How.CONTACT_HUNG_UP);
    assertThat(host.twilio.alerts()).isEmpty();
  }

  @Test
  void nothingOfACutReplyIsHeardAndItsHeardWordsAreKnown() throws InterruptedException {
    host.twilio.telephone().behaves(TelephoneOptions.REAL);
    PhoneCall call = host.twilio.telephone().call(CONTACT, BUSINESS);
    CallLine line = host.line();
    // A quarter of a minute, of which most is never played.
    line.say(1, sentence("one two three " + "and so on ".repeat(25) + "ten eleven twelve"));
    line.finish(1);
    assertThat(call.awaitHeard("three", SOON)).isTrue();

    String heard = line.cut(1);
    line.say(1, sentence("never said"));
    line.say(2, sentence("Yes?"));
    line.finish(2);

    assertThat(host.event(PlayedOut.class).reply()).isEqualTo(2);
    assertThat(heard).startsWith("one two").doesNotContain("ten");
    assertThat(call.heard()).endsWith("Yes? ").doesNotContain("never").doesNotContain("twelve");
    assertThat(line.cut(2)).isEqualTo("Yes?");
    call.hangUp();
    assertThat(call.awaitEnd(SOON)).isTrue();
  }

  @Test
  void hangsUpOnlyAfterTheLastWord() throws InterruptedException {
    PhoneCall call = host.twilio.telephone().call(CONTACT, BUSINESS);
    CallLine line = host.line();
    line.say(1, sentence("Thanks, and goodbye."));
    line.finish(1);
    line.hangUp();

    assertThat(host.event(Ended.class).how()).isEqualTo(Ended.How.WE_HUNG_UP);
    assertThat(call.awaitEnd(SOON)).isTrue();
    assertThat(call.heard()).isEqualTo("Thanks, and goodbye. ");
    await().atMost(SOON).until(() -> host.reports.size() == 1);
    assertThat(host.reports.getFirst())
        .isInstanceOfSatisfying(
            CallReport.Finished.class, finished -> assertThat(finished.seconds()).hasValue(42));
  }

  @Test
  void aLostSocketComesBackToTheSameLine() throws InterruptedException {
    PhoneCall call = host.twilio.telephone().call(CONTACT, BUSINESS);
    CallLine line = host.line();
    line.say(1, sentence("Hello."));
    line.finish(1);
    host.event(PlayedOut.class);

    call.dropSocket();

    assertThat(host.event(Back.class).why()).isEqualTo(Back.Why.RECONNECTED);
    line.say(2, sentence("Still here."));
    line.finish(2);
    assertThat(host.event(PlayedOut.class).reply()).isEqualTo(2);
    assertThat(host.lines).isEmpty();
    call.hangUp();
    assertThat(host.event(Ended.class).how()).isEqualTo(Ended.How.CONTACT_HUNG_UP);
  }

  @Test
  void whereSpeechIsBrokenTwilioSpeaksAndTheCallGoesOn() throws InterruptedException {
    PhoneCall call = host.twilio.telephone().call(CONTACT, BUSINESS);
    CallLine line = host.line();
    host.synthesis.breakDown();
    line.say(1, sentence("Hello."));
    assertThat(host.event(Trouble.class).usable()).isFalse();
    host.synthesis.mend();

    line.fallBack(sentence("One moment, please."), false);

    assertThat(host.event(Back.class).why()).isEqualTo(Back.Why.FELL_BACK);
    assertThat(call.heard()).isEqualTo("One moment, please. ");
    line.say(2, sentence("Here I am."));
    line.finish(2);
    assertThat(host.event(PlayedOut.class).reply()).isEqualTo(2);
    line.hangUp();
    assertThat(call.awaitEnd(SOON)).isTrue();
  }

  @Test
  void aLastSentenceOfTwiliosOwnVoiceEndsTheCall() throws InterruptedException {
    PhoneCall call = host.twilio.telephone().call(CONTACT, BUSINESS);
    CallLine line = host.line();

    line.fallBack(sentence("Sorry & goodbye <3"), true);

    assertThat(host.event(Ended.class).how()).isEqualTo(Ended.How.WE_HUNG_UP);
    assertThat(call.awaitEnd(SOON)).isTrue();
    assertThat(call.heard()).isEqualTo("Sorry & goodbye <3 ");
  }

  @Test
  void aPersonWhoPicksUpIsTold() throws InterruptedException {
    PhoneCall call = host.twilio.telephone().call(CONTACT, BUSINESS);
    CallLine line = host.line();
    line.say(1, sentence("I'll connect you."));
    line.finish(1);

    line.transfer(new Transfer("+12025550111", Optional.of("Maria, owner, 120 euros"), "en"));

    assertThat(host.event(Ended.class).how()).isEqualTo(Ended.How.TRANSFERRED);
    await().atMost(SOON).until(() -> !call.whispers().isEmpty());
    assertThat(call.whispers()).containsExactly("Maria, owner, 120 euros");
    assertThat(call.heard()).isEqualTo("I'll connect you. ");
    call.hangUp();
    assertThat(call.awaitEnd(SOON)).isTrue();
  }

  @Test
  void aTransferThatIsAskedForWhileTheSocketIsAwayFollowsOnceItIsBack()
      throws InterruptedException {
    PhoneCall call = host.twilio.telephone().call(CONTACT, BUSINESS);
    CallLine line = host.line();

    line.fallBack(sentence("One moment, please."), false);
    line.transfer(new Transfer("+12025550111", Optional.of("Maria"), "en"));

    assertThat(host.event(Back.class).why()).isEqualTo(Back.Why.FELL_BACK);
    assertThat(host.event(Ended.class).how()).isEqualTo(Ended.How.TRANSFERRED);
    await().atMost(SOON).until(() -> call.whispers().equals(List.of("Maria")));
    assertThat(call.heard()).isEqualTo("One moment, please. ");
    call.hangUp();
    assertThat(call.awaitEnd(SOON)).isTrue();
  }

  @Test
  void aContactNobodyTookIsBackWithTheAgent() throws InterruptedException {
    host.twilio.telephone().at("+12025550111", Callee.NOBODY);
    PhoneCall call = host.twilio.telephone().call(CONTACT, BUSINESS);
    CallLine line = host.line();

    line.transfer(new Transfer("+12025550111", Optional.empty(), "en"));

    assertThat(host.event(Back.class).why()).isEqualTo(Back.Why.NOBODY_PICKED_UP);
    line.say(1, sentence("Nobody is free."));
    line.finish(1);
    assertThat(host.event(PlayedOut.class).reply()).isEqualTo(1);
    call.hangUp();
    assertThat(host.event(Ended.class).how()).isEqualTo(Ended.How.CONTACT_HUNG_UP);
  }

  @Test
  void aCallIsRecordedOnceWhereTheChannelMay() throws InterruptedException {
    PhoneCall call = host.twilio.telephone().call(CONTACT, BUSINESS);
    CallLine line = host.line();

    line.record();
    line.record();

    await().atMost(SOON).until(() -> !host.reports.isEmpty());
    assertThat(host.reports.getFirst()).isInstanceOf(CallReport.Recorded.class);
    assertThat(call.recordings()).isEqualTo(1);
    call.hangUp();
    assertThat(call.awaitEnd(SOON)).isTrue();
  }
}
