package dev.parley.channel.sandbox.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.channel.sandbox.Habits;
import dev.parley.channel.sandbox.PhoneListener;
import dev.parley.channel.sandbox.SandboxOptions;
import dev.parley.channel.sandbox.TestClient;
import dev.parley.channel.sandbox.TestClock;
import dev.parley.channel.sandbox.TestHook;
import dev.parley.config.json.Json;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// A simulated business account, our server, and words for what a client asks.
abstract class WhatsAppTest {
  static final String NUMBER_ID = "106540352242922";
  static final String ANN = "+16505551234";
  static final String ANN_DIGITS = "16505551234";
  static final Duration SOON = Duration.ofSeconds(20);
  static final MediaType JSON = MediaType.get("application/json");

  final TestClock clock = new TestClock();
  TestHook hook;
  WhatsAppSandbox whatsApp;

  WhatsAppLimits limits() {
    return WhatsAppLimits.VENDOR;
  }

  Habits habits() {
    return Habits.TIDY;
  }

  @BeforeEach
  void start() {
    hook = new TestHook();
    SandboxOptions options = SandboxOptions.TIDY.with(clock).with(habits());
    whatsApp =
        new WhatsAppSandbox(WhatsAppApp.made(), limits(), options, PhoneListener.NONE)
            .onLoopback()
            .number(NUMBER_ID, "+15550783881");
    assertThat(whatsApp.subscribe(hook.url("/whatsapp"))).isTrue();
  }

  @AfterEach
  void stop() {
    whatsApp.close();
    hook.close();
  }

  URI url(String path) {
    return URI.create(whatsApp.url() + "/v23.0/" + path);
  }

  Request.Builder authorized(Request.Builder request) {
    return request.header("Authorization", "Bearer " + whatsApp.app().accessToken().reveal());
  }

  TestClient.Got post(String json) throws IOException {
    return TestClient.post(
        url(NUMBER_ID + "/messages"), RequestBody.create(json, JSON), this::authorized);
  }

  /// @param type and its object in JSON, single quotes for double
  TestClient.Got send(String type, String object) throws IOException {
    return post(message(type, object));
  }

  static String message(String type, String object) {
    return "{'messaging_product':'whatsapp','to':'%s','type':'%s','%s':%s}"
        .formatted(ANN_DIGITS, type, type, object)
        .replace('\'', '"');
  }

  TestClient.Got sendText(String text) throws IOException {
    ObjectNode json =
        Json.object().put("messaging_product", "whatsapp").put("to", ANN).put("type", "text");
    json.putObject("text").put("body", text);
    return post(new String(Json.bytes(json), java.nio.charset.StandardCharsets.UTF_8));
  }

  static int code(TestClient.Got got) {
    return got.json().path("error").path("code").asInt();
  }

  void settled() {
    assertThat(whatsApp.settle(SOON)).isTrue();
  }

  /// The values of every change posted so far.
  List<JsonNode> values() {
    List<JsonNode> values = new ArrayList<>();
    for (TestHook.Got got : hook.got) {
      for (JsonNode entry : parsed(got.body()).path("entry")) {
        entry.path("changes").forEach(change -> values.add(change.path("value")));
      }
    }
    return values;
  }

  List<JsonNode> all(String items) {
    List<JsonNode> found = new ArrayList<>();
    values().forEach(value -> value.path(items).forEach(found::add));
    return found;
  }

  static JsonNode parsed(String body) {
    try {
      return Json.parse(body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new AssertionError("not JSON", e);
    }
  }

  List<String> statuses() {
    return all("statuses").stream().map(status -> status.path("status").asText()).toList();
  }
}
