package dev.parley.channel.voice;

import static dev.parley.channel.voice.VoiceHost.BUSINESS;
import static dev.parley.channel.voice.VoiceHost.CONTACT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.channel.ChannelAccount;
import dev.parley.channel.http.Calls;
import dev.parley.channel.sandbox.twilio.Callee;
import dev.parley.channel.sandbox.twilio.PhoneCall;
import dev.parley.channel.sandbox.twilio.TelephoneOptions;
import dev.parley.channel.voice.CallCosts.Cost;
import dev.parley.channel.voice.twilio.TwilioCosts;
import dev.parley.config.binding.ChannelType;
import dev.parley.config.settings.Secret;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallCostsIT {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final String SID = "CA0123456789abcdef0123456789abcdef";
  private static final ChannelAccount ACCOUNT =
      new ChannelAccount(
          ChannelType.VOICE,
          BUSINESS,
          Map.of("account_sid", "AC0123456789abcdef0123456789abcdef"),
          Map.of("auth_token", Secret.of("a-token")));

  @Test
  void aPriceIsToldSomeTimeAfterTheCall() throws InterruptedException {
    try (VoiceHost host = new VoiceHost("relay")) {
      CallCosts costs = new TwilioCosts(Calls.patient(), host.twilio.url());
      PhoneCall call = host.twilio.telephone().call(CONTACT, BUSINESS);
      host.line();
      assertThat(costs.of(host.account(), call.sid())).isEqualTo(new Cost.NotYet());
      call.hangUp();
      assertThat(call.awaitEnd(SOON)).isTrue();
      assertThat(costs.of(host.account(), call.sid())).isEqualTo(new Cost.NotYet());

      host.twilio.telephone().behaves(TelephoneOptions.FAST.withPricedAfter(Duration.ZERO));

      assertThat(costs.of(host.account(), call.sid()))
          .isEqualTo(new Cost.Told(new BigDecimal("0.00850"), "USD"));
    }
  }

  @Test
  void whatReachedNobodyCostsNothing() {
    try (VoiceHost host = new VoiceHost("relay")) {
      CallCosts costs = new TwilioCosts(Calls.patient(), host.twilio.url());
      host.twilio.telephone().at(CONTACT, Callee.NOBODY);
      var called =
          host.control.dial(
              host.account(), new CallDialer.OutgoingCall(UUID.randomUUID(), CONTACT));
      String sid = ((CallDialer.Dialed.Ringing) called).callId();
      await().atMost(SOON).until(() -> costs.of(host.account(), sid).equals(new Cost.Never()));

      assertThat(costs.of(host.account(), SID)).isEqualTo(new Cost.Never());
      assertThat(costs.of(ACCOUNT, sid)).isEqualTo(new Cost.Untold("http_401"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "200, '{\"status\":\"completed\",\"price\":null,\"price_unit\":\"USD\"}', NotYet[]",
    "200, '{\"status\":\"completed\",\"price\":\"-0.02\",\"price_unit\":\"EUR\"}',"
        + " 'Told[amount=0.02, currency=EUR]'",
    "200, '{\"status\":\"completed\",\"price\":\"1e999999999\",\"price_unit\":\"USD\"}',"
        + " Untold[code=price_unreadable]",
    "200, '{\"status\":\"completed\",\"price\":\"-0.02\",\"price_unit\":null}',"
        + " Untold[code=price_unreadable]",
    "200, '{\"status\":\"completed\",\"price\":\"-0.02\",\"price_unit\":\"points\"}',"
        + " Untold[code=answer_unreadable]",
    "200, '{\"status\":\"something new\",\"price\":null}', NotYet[]",
    "200, '<html>', Untold[code=answer_unreadable]",
    "429, '{\"code\":20429,\"status\":429,\"message\":\"Too Many Requests\"}',"
        + " Untold[code=http_429]",
    "404, '{\"code\":20404,\"status\":404,\"message\":\"Not found\"}', Never[]",
    "404, 'nothing here', Untold[code=http_404]",
    "503, '', Untold[code=http_503]"
  })
  void anAnswerIsReadAsFarAsItMakesSense(int status, String body, String cost) throws Exception {
    try (var twilio = new MockWebServer()) {
      twilio.start();
      twilio.enqueue(
          new MockResponse.Builder()
              .code(status)
              .addHeader("Content-Type", "application/json")
              .body(body)
              .build());
      URI url = URI.create(twilio.url("").toString().replaceFirst("/$", ""));

      Cost told = new TwilioCosts(Calls.patient(), url).of(ACCOUNT, SID);

      assertThat(told).hasToString(cost);
      assertThat(twilio.takeRequest().getTarget())
          .isEqualTo(
              "/2010-04-01/Accounts/AC0123456789abcdef0123456789abcdef/Calls/" + SID + ".json");
    }
  }
}
