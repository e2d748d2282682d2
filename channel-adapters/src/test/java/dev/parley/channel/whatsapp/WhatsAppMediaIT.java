package dev.parley.channel.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.channel.Attachment;
import dev.parley.channel.FakeStore;
import dev.parley.channel.MediaLimits;
import dev.parley.channel.MediaResult;
import dev.parley.channel.http.Calls;
import dev.parley.channel.http.MediaDownload;
import dev.parley.channel.http.OutgoingHttp;
import java.net.URI;
import java.util.Optional;
import java.util.OptionalLong;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WhatsAppMediaIT {
  private static final String ABC_HEX =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  private final MockWebServer meta = new MockWebServer();
  private final FakeStore store = new FakeStore();
  private WhatsAppMedia media;

  @BeforeEach
  void start() throws Exception {
    meta.start();
    OutgoingHttp http = Calls.patient();
    media =
        new WhatsAppMedia(
            WhatsAppSettings.defaults(URI.create(meta.url("").toString().replaceFirst("/$", ""))),
            http,
            new MediaDownload(http, MediaLimits.DEFAULTS, MetaFixtures.CLOCK));
  }

  @AfterEach
  void stop() {
    meta.close();
  }

  private MediaResult fetch(String id) {
    var attachment =
        new Attachment(
            Attachment.Kind.IMAGE,
            "image/jpeg",
            id,
            Optional.empty(),
            OptionalLong.empty(),
            Optional.empty());
    return media.fetch(MetaFixtures.account(), attachment, store);
  }

  private void address(String url, String hash) {
    meta.enqueue(
        new MockResponse.Builder()
            .code(200)
            .body(
                """
                {"messaging_product":"whatsapp","url":"%s","mime_type":"image/jpeg",
                 "sha256":"%s","file_size":"3","id":"44"}\
                """
                    .formatted(url, hash))
            .build());
  }

  private void bytes() {
    meta.enqueue(
        new MockResponse.Builder()
            .code(200)
            .addHeader("Content-Type", "image/jpeg")
            .body("abc")
            .build());
  }

  @Test
  void fetchesInTwoStepsWithTheToken() throws Exception {
    address(meta.url("/bytes?ext=1").toString(), ABC_HEX);
    bytes();
    assertThat(fetch("44"))
        .isEqualTo(new MediaResult.Kept("image/jpeg#0", "image/jpeg", 3, ABC_HEX));
    RecordedRequest first = meta.takeRequest();
    assertThat(first.getTarget()).isEqualTo("/v23.0/44?phone_number_id=" + MetaFixtures.OUR_ID);
    assertThat(first.getHeaders().get("Authorization")).isEqualTo("Bearer EAAtoken");
    assertThat(meta.takeRequest().getHeaders().get("Authorization")).isEqualTo("Bearer EAAtoken");
  }

  @Test
  void believesTheHash() {
    address(meta.url("/bytes").toString(), ABC_HEX.replace('b', 'c'));
    bytes();
    assertThat(fetch("44")).isEqualTo(new MediaResult.Refused("hash_mismatch"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://attacker.example/x",
        "http://lookaside.fbsbx.com/x",
        "https://lookaside.fbsbx.com.attacker.example/x",
        "https://lookaside.fbsbx.com@attacker.example/x",
        "http://127.0.0.1:1/x",
        "file:///etc/passwd",
        "",
      })
  void showsTheTokenToNobodyElse(String url) {
    address(url, "");
    assertThat(fetch("44")).isEqualTo(new MediaResult.Refused("not_a_vendor_address"));
    assertThat(meta.getRequestCount()).isEqualTo(1);
  }

  @Test
  void saysWhatBecameOfTheFile() throws Exception {
    assertThat(fetch("../me")).isEqualTo(new MediaResult.Refused("not_a_media_id"));
    meta.enqueue(new MockResponse.Builder().code(404).build());
    assertThat(fetch("44")).isEqualTo(new MediaResult.Refused("gone"));
    meta.enqueue(new MockResponse.Builder().code(401).build());
    assertThat(fetch("44")).isEqualTo(new MediaResult.Refused("unauthorised"));
    meta.enqueue(new MockResponse.Builder().code(500).build());
    assertThat(fetch("44")).isInstanceOf(MediaResult.Retry.class);
    meta.enqueue(new MockResponse.Builder().code(200).body("nonsense").build());
    assertThat(fetch("44")).isEqualTo(new MediaResult.Refused("not_a_vendor_address"));
    address(meta.url("/bytes").toString(), "");
    meta.enqueue(
        new MockResponse.Builder().code(302).addHeader("Location", "https://x.example/").build());
    assertThat(fetch("44")).isEqualTo(new MediaResult.Refused("redirected"));
  }
}
