package dev.parley.channel.sandbox.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.channel.sandbox.TestClient;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import okhttp3.RequestBody;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every field of a message, wrong.
class TwilioValidationIT extends TwilioTest {
  static Stream<Arguments> wrong() {
    String[] good = {"To", ANN, "From", OURS, "Body", "Hi"};
    return Stream.of(
        wrong(21604, "From", OURS, "Body", "Hi"),
        wrong(21603, "To", ANN, "Body", "Hi"),
        wrong(21619, "To", ANN, "From", OURS),
        wrong(21619, "To", ANN, "From", OURS, "Body", " \n"),
        wrong(21211, "To", "4155550100", "From", OURS, "Body", "Hi"),
        wrong(21211, "To", "+1 415 555 0100", "From", OURS, "Body", "Hi"),
        wrong(21211, "To", "whatsapp:" + ANN, "From", OURS, "Body", "Hi"),
        wrong(21212, "To", ANN, "From", "?", "Body", "Hi"),
        wrong(21659, "To", ANN, "From", "+15005550001", "Body", "Hi"),
        wrong(21266, "To", OURS, "From", OURS, "Body", "Hi"),
        wrong(21617, "To", ANN, "From", OURS, "Body", "x".repeat(1_601)),
        wrong(21701, "To", ANN, "MessagingServiceSid", "MG" + "0".repeat(32), "Body", "Hi"),
        wrong(20001, more(good, "to", ANN)),
        wrong(20001, more(good, "Priority", "1")),
        wrong(20001, more(good, "Body", "twice")),
        wrong(21609, more(good, "StatusCallback", "/status")),
        wrong(21609, more(good, "StatusCallback", "https://my_host.example/status")),
        wrong(21620, more(good, "MediaUrl", "ftp://files.example/a.jpg")),
        wrong(21620, more(good, "MediaUrl", "not a url")),
        wrong(20001, more(good, "ValidityPeriod", "0")),
        wrong(20001, more(good, "ValidityPeriod", "36001")),
        wrong(20001, more(good, "SmartEncoded", "yes")),
        wrong(20001, more(good, "ApplicationSid", "AP1")),
        wrong(20001, more(good, "ContentRetention", "burn")),
        wrong(20001, more(good, "AddressRetention", "burn")),
        wrong(20001, more(good, "RiskCheck", "true")),
        wrong(20001, more(good, "TrafficType", "paid")),
        wrong(20001, more(good, "Attempt", "first")),
        wrong(20001, more(good, "MaxPrice", "free")),
        wrong(20001, more(good, "ShortenUrls", "true")),
        wrong(21655, more(good, "ContentSid", "HX" + "0".repeat(32))),
        wrong(21655, more(good, "ContentVariables", "{}")),
        wrong(35114, more(good, "ScheduleType", "fixed")),
        wrong(35118, more(good, "ScheduleType", "fixed", "SendAt", "2026-11-23T10:00:00Z")));
  }

  private static Arguments wrong(int code, String... fields) {
    return Arguments.of(code, fields);
  }

  private static String[] more(String[] good, String... fields) {
    List<String> all = new ArrayList<>(List.of(good));
    all.addAll(List.of(fields));
    return all.toArray(String[]::new);
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void refusesAWrongField(int code, String[] fields) throws IOException {
    TestClient.Got got = create(fields);
    JsonNode error = got.json();
    assertThat(error.path("code").asInt()).isEqualTo(code);
    assertThat(error.path("status").asInt()).isEqualTo(got.status()).isBetween(400, 404);
    assertThat(error.path("more_info").asText()).endsWith("/" + code);
    assertThat(twilio.accepted()).isEmpty();
  }

  @Test
  void takesEveryFieldThatIsRight() throws IOException {
    assertThat(
            create(
                    "To",
                    ANN,
                    "From",
                    OURS,
                    "Body",
                    "x".repeat(1_600),
                    "ValidityPeriod",
                    "36000",
                    "SmartEncoded",
                    "true",
                    "ProvideFeedback",
                    "false",
                    "MediaUrl",
                    "https://files.example/a.jpg",
                    "MediaUrl",
                    "https://files.example/b.jpg",
                    "StatusCallback",
                    hook.url("/status").toString(),
                    "Attempt",
                    "1",
                    "ContentRetention",
                    "retain",
                    "RiskCheck",
                    "disable")
                .json()
                .path("num_media")
                .asText())
        .isEqualTo("2");
  }

  @Test
  void refusesWhatIsNoForm() throws IOException {
    RequestBody json = RequestBody.create("{}", okhttp3.MediaType.get("application/json"));
    assertThat(TestClient.post(messages(""), json, this::authorized).status()).isEqualTo(415);
  }

  @Test
  void pagesThroughWhatMatches() throws IOException {
    for (int i = 0; i < 5; i++) {
      send("message " + i);
    }
    create("To", "+14155550199", "From", OURS, "Body", "to somebody else");
    settled();
    List<String> seen = new ArrayList<>();
    String next = messages("?To=%2B14155550100&PageSize=2").getRawQuery();
    JsonNode page = TestClient.get(messages("?" + next), this::authorized).json();
    while (true) {
      page.path("messages").forEach(message -> seen.add(message.path("body").asText()));
      if (page.path("next_page_uri").isNull()) {
        break;
      }
      URI following = URI.create(twilio.url() + page.path("next_page_uri").asText());
      page = TestClient.get(following, this::authorized).json();
    }
    assertThat(seen)
        .containsExactly("message 4", "message 3", "message 2", "message 1", "message 0");
  }

  @Test
  void filtersByTheDaySent() throws IOException {
    send("today");
    settled();
    assertThat(count("?DateSent=2026-11-22")).isEqualTo(1);
    assertThat(count("?DateSent=2026-11-21")).isZero();
    assertThat(count("?DateSent%3E=2026-11-22")).isEqualTo(1);
    assertThat(count("?DateSent%3E=2026-11-23")).isZero();
    assertThat(count("?DateSent%3C=2026-11-22")).isEqualTo(1);
    assertThat(count("?DateSent%3E=2026-11-22T10:00:01Z")).isZero();
    assertThat(count("?From=%2B15005550006")).isEqualTo(1);
    assertThat(TestClient.get(messages("?DateSent=soon"), this::authorized).status())
        .isEqualTo(400);
    assertThat(TestClient.get(messages("?Recipient=x"), this::authorized).status()).isEqualTo(400);
  }

  private int count(String query) throws IOException {
    return TestClient.get(messages(query), this::authorized).json().path("messages").size();
  }

  @Test
  void countsSegments() {
    assertThat(Segments.of("x".repeat(160))).isEqualTo(1);
    assertThat(Segments.of("x".repeat(161))).isEqualTo(2);
    assertThat(Segments.of("€".repeat(80))).isEqualTo(1);
    assertThat(Segments.of("€".repeat(81))).isEqualTo(2);
    assertThat(Segments.of("ü".repeat(160))).isEqualTo(1);
    assertThat(Segments.of("ç".repeat(70))).isEqualTo(1);
    assertThat(Segments.of("ç".repeat(71))).isEqualTo(2);
    assertThat(Segments.of("👍".repeat(35))).isEqualTo(1);
  }
}
