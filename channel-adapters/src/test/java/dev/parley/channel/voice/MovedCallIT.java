package dev.parley.channel.voice;

import static dev.parley.channel.voice.VoiceHost.BUSINESS;
import static dev.parley.channel.voice.VoiceHost.CONTACT;
import static dev.parley.channel.voice.VoiceHost.sentence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.channel.sandbox.twilio.PhoneCall;
import dev.parley.channel.sandbox.twilio.TwilioSignature;
import dev.parley.channel.voice.CallEvent.Back;
import dev.parley.channel.voice.CallEvent.Ended;
import dev.parley.channel.voice.CallEvent.Final;
import dev.parley.channel.voice.CallEvent.Moved;
import dev.parley.channel.voice.CallEvent.PlayedOut;
import dev.parley.channel.voice.CallEvent.Trouble;
import dev.parley.channel.voice.CallLine.Transfer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.FormBody;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A call as sound whose speech is lost for good goes on as words.
class MovedCallIT {
  private static final Duration SOON = Duration.ofSeconds(10);

  private final VoiceHost host = new VoiceHost("media");

  @AfterEach
  void nothingIsLeftBehind() {
    host.calls.close();
    await().atMost(SOON).until(() -> host.sockets.open() == 0);
    await().atMost(SOON).until(() -> host.recognition.open() == 0 && host.synthesis.open() == 0);
    assertThat(host.calls.open()).isZero();
    host.close();
  }

  /// A call that is carried as words now.
  private CallLine moved(CallLine line) throws InterruptedException {
    host.synthesis.breakDown();
    line.say(1, sentence("Hello."));
    assertThat(host.event(Trouble.class).usable()).isFalse();
    assertThat(line.goesOn()).isTrue();
    line.fallBack(sentence("One moment, please."), false);
    return host.event(Moved.class).to();
  }

  @Test
  void whatIsSaidAndHeardFromThenOnAreWords() throws InterruptedException {
    PhoneCall call = host.twilio.telephone().call(CONTACT, BUSINESS);
    CallLine words = moved(host.line());

    words.say(2, sentence("Here I am."));
    words.finish(2);
    assertThat(host.event(PlayedOut.class).reply()).isEqualTo(2);
    assertThat(call.heard()).isEqualTo("One moment, please. Here I am. ");
    call.say("I am Maria Silva");
    assertThat(host.event(Final.class).text()).isEqualTo("I am Maria Silva");
    assertThat(words.goesOn()).isFalse();
    assertThat(words.call().callId()).isEqualTo(call.sid());
    assertThat(host.calls.open()).isEqualTo(1);
    assertThat(host.recognition.open() + host.synthesis.open()).isZero();

    call.hangUp();
    assertThat(host.event(Ended.class).how()).isEqualTo(Ended.How.CONTACT_HUNG_UP);
    assertThat(call.awaitEnd(SOON)).isTrue();
    assertThat(host.events).isEmpty();
    assertThat(host.twilio.alerts()).isEmpty();
  }

  @Test
  void aSocketThatIsLostAfterwardsComesBackForWords() throws InterruptedException {
    PhoneCall call = host.twilio.telephone().call(CONTACT, BUSINESS);
    CallLine words = moved(host.line());

    call.dropSocket();

    assertThat(host.event(Back.class).why()).isEqualTo(Back.Why.RECONNECTED);
    words.say(2, sentence("Here I am."));
    words.finish(2);
    assertThat(host.event(PlayedOut.class).reply()).isEqualTo(2);
    words.hangUp();
    assertThat(host.event(Ended.class).how()).isEqualTo(Ended.How.WE_HUNG_UP);
    assertThat(call.awaitEnd(SOON)).isTrue();
  }

  @Test
  void aTransferThatIsAskedForOnTheWayFollows() throws InterruptedException {
    PhoneCall call = host.twilio.telephone().call(CONTACT, BUSINESS);
    CallLine line = host.line();

    line.fallBack(sentence("One moment, please."), false);
    line.transfer(new Transfer("+12025550111", Optional.of("Maria"), "en"));

    assertThat(host.event(Moved.class).to().call().callId()).isEqualTo(call.sid());
    assertThat(host.event(Ended.class).how()).isEqualTo(Ended.How.TRANSFERRED);
    await().atMost(SOON).until(() -> call.whispers().equals(List.of("Maria")));
    call.hangUp();
    assertThat(call.awaitEnd(SOON)).isTrue();
  }

  @Test
  void whereTheAccountMayNotTheContactIsToldSoAndTheCallEndsOnce() throws Exception {
    PhoneCall call = host.twilio.telephone().call(CONTACT, BUSINESS);
    CallLine line = host.line();
    line.fallBack(sentence("A sentence that takes Twilio a while to say. ".repeat(20)), false);

    String twiml =
        ask(
            "/hooks/twilio/voice/after?line=%2B12025550100&tries=0&since=1&fell_back=1",
            Map.of(
                "CallSid",
                call.sid(),
                "AccountSid",
                host.twilio.account().accountSid(),
                "From",
                CONTACT,
                "To",
                BUSINESS,
                "Direction",
                "inbound",
                "CallStatus",
                "in-progress",
                "SessionStatus",
                "failed",
                "ErrorCode",
                "64102"));

    assertThat(twiml).contains("technical problem").contains("<Hangup").doesNotContain("Connect");
    assertThat(host.event(Ended.class).how()).isEqualTo(Ended.How.BROKEN);
    call.hangUp();
    assertThat(call.awaitEnd(SOON)).isTrue();
    assertThat(host.events).isEmpty();
  }

  private String ask(String path, Map<String, String> form) throws Exception {
    FormBody.Builder body = new FormBody.Builder();
    form.forEach(body::add);
    OkHttpClient http = new OkHttpClient();
    try (Response response =
        http.newCall(
                new Request.Builder()
                    .url(host.url + path)
                    .header(
                        "X-Twilio-Signature",
                        TwilioSignature.of(
                            host.twilio.account().authToken(), host.url + path, form))
                    .post(body.build())
                    .build())
            .execute()) {
      return response.body().string();
    } finally {
      http.dispatcher().executorService().shutdown();
      http.connectionPool().evictAll();
    }
  }
}
