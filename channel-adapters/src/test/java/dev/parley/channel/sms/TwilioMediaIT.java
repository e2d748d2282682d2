package dev.parley.channel.sms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.channel.Attachment;
import dev.parley.channel.FakeStore;
import dev.parley.channel.MediaLimits;
import dev.parley.channel.MediaResult;
import dev.parley.channel.http.Calls;
import dev.parley.channel.http.MediaDownload;
import java.net.URI;
import java.util.Optional;
import java.util.OptionalLong;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.Credentials;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TwilioMediaIT {
  private final MockWebServer twilio = new MockWebServer();
  private final FakeStore store = new FakeStore();
  private TwilioMedia media;

  @BeforeEach
  void start() throws Exception {
    twilio.start();
    URI api = URI.create(twilio.url("").toString().replaceFirst("/$", ""));
    media =
        new TwilioMedia(
            SmsSettings.defaults(SmsFixtures.PUBLIC_URL, api),
            new MediaDownload(Calls.patient(), MediaLimits.DEFAULTS, SmsFixtures.CLOCK));
  }

  @AfterEach
  void stop() {
    twilio.close();
  }

  private MediaResult fetch(String url) {
    var attachment =
        new Attachment(
            Attachment.Kind.IMAGE,
            "image/jpeg",
            url,
            Optional.empty(),
            OptionalLong.empty(),
            Optional.empty());
    return media.fetch(SmsFixtures.account(), attachment, store);
  }

  @Test
  void asksWithTheAccountAndFollowsWithout() throws Exception {
    twilio.enqueue(new MockResponse.Builder().code(307).addHeader("Location", "/storage").build());
    twilio.enqueue(
        new MockResponse.Builder()
            .code(200)
            .addHeader("Content-Type", "image/jpeg")
            .body("abc")
            .build());
    assertThat(fetch(twilio.url("/2010-04-01/Media/ME1").toString()))
        .isInstanceOf(MediaResult.Kept.class);
    assertThat(twilio.takeRequest().getHeaders().get("Authorization"))
        .isEqualTo(Credentials.basic(SmsFixtures.ACCOUNT_SID, SmsFixtures.TOKEN.reveal()));
    assertThat(twilio.takeRequest().getHeaders().get("Authorization")).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://attacker.example/x",
        "http://api.twilio.com/x",
        "https://api.twilio.com.attacker.example/x",
        "http://127.0.0.1:1/x",
        "http://169.254.169.254/",
        "nonsense",
      })
  void showsTheAccountToNobodyElse(String url) {
    assertThat(fetch(url)).isEqualTo(new MediaResult.Refused("not_a_vendor_address"));
    assertThat(twilio.getRequestCount()).isZero();
  }
}
