package dev.parley.channel.sms;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.channel.Attachment;
import dev.parley.channel.OutboundBody;
import dev.parley.channel.OutboundMessage;
import dev.parley.channel.Sender;
import dev.parley.channel.VendorSpecs;
import dev.parley.channel.http.Calls;
import dev.parley.config.binding.ChannelType;
import java.net.URI;
import java.net.URLDecoder;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;

/// Holds our requests against Twilio's description.
class TwilioSpecIT {
  private static final String PATH = "/2010-04-01/Accounts/{AccountSid}/Messages.json";

  private static OutboundMessage message(OutboundBody body) {
    return new OutboundMessage(
        UUID.randomUUID(),
        ChannelType.SMS,
        SmsFixtures.OURS,
        Sender.ofPhone(SmsFixtures.THEIRS),
        body,
        Optional.empty());
  }

  @Test
  void everyFieldIsOneTwilioDescribes() throws Exception {
    JsonNode operations = VendorSpecs.read("twilio/twilio_api_v2010.json").path("paths").path(PATH);
    JsonNode form =
        operations.at("/post/requestBody/content/application~1x-www-form-urlencoded/schema");
    try (var twilio = new MockWebServer()) {
      twilio.start();
      var sender =
          new TwilioSender(
              SmsSettings.defaults(
                  SmsFixtures.PUBLIC_URL,
                  URI.create(twilio.url("").toString().replaceFirst("/$", ""))),
              Calls.patient(),
              SmsFixtures.CLOCK);
      for (OutboundBody body : bodies()) {
        twilio.enqueue(new MockResponse.Builder().code(400).body("{}").build());
        sender.send(SmsFixtures.account(), message(body));
        checkForm(twilio.takeRequest(), form);
      }
      twilio.enqueue(new MockResponse.Builder().code(400).body("{}").build());
      sender.reconcile(SmsFixtures.account(), message(bodies().getFirst()), SmsFixtures.NOW);
      var described = new TreeSet<String>();
      operations.at("/get/parameters").forEach(each -> described.add(each.path("name").asText()));
      assertThat(described).containsAll(twilio.takeRequest().getUrl().queryParameterNames());
    }
  }

  private static List<OutboundBody> bodies() {
    return List.of(
        new OutboundBody.Text("Hello"),
        new OutboundBody.Media(
            Attachment.Kind.IMAGE,
            URI.create("https://agents.example/a.jpg"),
            "image/jpeg",
            "A caption",
            Optional.empty()));
  }

  private static void checkForm(RecordedRequest request, JsonNode schema) {
    assertThat(request.getTarget())
        .isEqualTo(PATH.replace("{AccountSid}", SmsFixtures.ACCOUNT_SID));
    var names = new TreeSet<String>();
    Stream.of(request.getBody().utf8().split("&"))
        .map(pair -> pair.split("=", 2))
        .forEach(
            pair -> {
              names.add(pair[0]);
              String value = URLDecoder.decode(pair[1], UTF_8);
              String type = schema.path("properties").path(pair[0]).path("type").asText();
              assertThat(type).as(pair[0]).isNotEmpty();
              if (type.equals("integer")) {
                assertThat(value).as(pair[0]).matches("\\d+");
              }
            });
    schema.path("required").forEach(name -> assertThat(names).contains(name.asText()));
  }
}
