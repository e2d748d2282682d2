package dev.parley.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.channel.sandbox.twilio.TwilioSandbox;
import dev.parley.runtime.cli.ServerClient;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/// A business that has published an agent, opened a web chat and named its webhook.
record Office(String widgetKey) {
  private static final JsonMapper JSON = new JsonMapper();

  /// Two questions, after which the conversation is over.
  static final String BRIEF_AGENT =
      """
      {"agent": "brief", "name": "Ana", "business": "Sol", "languages": ["en"], "persona": "Brief.",
       "disclosure": "I am an assistant.",
       "greeting": {"chat": "Hello!", "voice": "Hello!"},
       "questions": [
         {"id": "full_name", "type": "person_name", "ask": "What is your name?", "required": true},
         {"id": "people", "type": "number", "ask": "How many people?", "required": true}],
       "facts": [], "objections": [],
       "qualified": {"say": "Someone will call you."}, "closing": "Thanks!"}
      """;

  static Office open(ServerClient api, String definition, Receiver receiver) throws IOException {
    Office office = open(api, definition);
    ObjectNode connector = JSON.createObjectNode().put("type", "webhook");
    connector.putObject("settings").put("url", receiver.url());
    receiver.secret(
        api.post("/v1/connectors", connector).path("credentials").path("secret").asText());
    return office;
  }

  /// One more agent of the same business.
  static Office open(ServerClient api, String definition) throws IOException {
    JsonNode agent = JSON.readTree(definition);
    String id = agent.path("agent").asText();
    api.post("/v1/agents", agent);
    api.post("/v1/agents/" + id + "/versions", JSON.createObjectNode());
    ObjectNode channel = JSON.createObjectNode().put("type", "web").put("agent", id);
    return new Office(api.post("/v1/channels", channel).path("widget_key").asText());
  }

  /// A number of the business's whose calls an agent takes, at the carrier too.
  ///
  /// @param carrier `media` or `relay`
  static void line(
      ServerClient api,
      TwilioSandbox twilio,
      ParleyProcess parley,
      String agent,
      String number,
      String carrier) {
    line(api, twilio, parley, agent, number, carrier, Map.of());
  }

  /// @param more settings of the channel
  static void line(
      ServerClient api,
      TwilioSandbox twilio,
      ParleyProcess parley,
      String agent,
      String number,
      String carrier,
      Map<String, String> more) {
    ObjectNode channel =
        JSON.createObjectNode().put("type", "voice").put("agent", agent).put("address", number);
    ObjectNode settings =
        channel
            .putObject("settings")
            .put("account_sid", twilio.account().accountSid())
            .put("carrier", carrier);
    more.forEach(settings::put);
    channel.putObject("credentials").put("auth_token", twilio.account().authToken().reveal());
    api.post("/v1/channels", channel);
    twilio
        .telephone()
        .number(number, parley.url().resolve("/hooks/twilio/voice"), Optional.empty());
  }
}
