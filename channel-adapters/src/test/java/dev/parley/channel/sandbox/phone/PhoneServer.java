package dev.parley.channel.sandbox.phone;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.channel.http.SocketUpgrader;
import dev.parley.channel.http.Sockets;
import dev.parley.channel.sandbox.Habits;
import dev.parley.channel.sandbox.SandboxOptions;
import dev.parley.channel.sandbox.TestClient;
import dev.parley.channel.sandbox.twilio.TwilioAccount;
import dev.parley.channel.sandbox.twilio.TwilioSandbox;
import dev.parley.channel.sandbox.whatsapp.WhatsAppApp;
import dev.parley.channel.sandbox.whatsapp.WhatsAppLimits;
import dev.parley.channel.sandbox.whatsapp.WhatsAppSandbox;
import dev.parley.config.binding.ChannelType;
import dev.parley.config.json.Json;
import dev.parley.config.net.FreePort;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.Credentials;
import okhttp3.FormBody;
import okhttp3.MediaType;
import okhttp3.RequestBody;

/// The phone page with both simulators mounted on one server, and an agent that repeats what it
/// hears: `buttons` and `list` make it offer answers, `done` makes a lead.
final class PhoneServer implements AutoCloseable {
  static final SandboxLine SMS =
      new SandboxLine(ChannelType.SMS, "+15005550006", "", "Ana", "Sol Brilhante");
  static final SandboxLine OTHER_SMS =
      new SandboxLine(ChannelType.SMS, "+15005550007", "", "Otto", "Nordlicht");
  static final SandboxLine WHATSAPP =
      new SandboxLine(
          ChannelType.WHATSAPP, "+15550783881", "106540352242922", "Ana", "Sol Brilhante");

  static final SandboxLine VOICE =
      new SandboxLine(ChannelType.VOICE, PhoneAgent.NUMBER, "", "Ana", "Sol Brilhante");

  final Map<String, ObjectNode> leads = new ConcurrentHashMap<>();
  final PhoneAgent agent;
  final Sockets sockets = new Sockets(Sockets.Limits.DEFAULTS);
  final TwilioSandbox twilio;
  final WhatsAppSandbox whatsApp;
  private final WebServer server;

  PhoneServer() {
    this("relay");
  }

  /// @param carrier of calls: `media` for sound, `relay` for words
  PhoneServer(String carrier) {
    PhoneLog log = new PhoneLog();
    SandboxOptions options = SandboxOptions.TIDY.with(Habits.TIDY);
    twilio = new TwilioSandbox(TwilioAccount.made(), options, log.of(ChannelType.SMS));
    whatsApp =
        new WhatsAppSandbox(
            WhatsAppApp.made(), WhatsAppLimits.VENDOR, options, log.of(ChannelType.WHATSAPP));
    SandboxPhone phone =
        new SandboxPhone(
            twilio,
            whatsApp,
            log,
            () -> List.of(SMS, OTHER_SMS, WHATSAPP, VOICE),
            (line, addresses) -> Optional.ofNullable(leads.get(addresses.getFirst())),
            Optional.empty());
    int port = FreePort.take();
    agent =
        new PhoneAgent(
            twilio, carrier, URI.create("http://127.0.0.1:" + port), from -> finish(from, "done"));
    SocketUpgrader upgrader = new SocketUpgrader(sockets);
    phone.addTo(upgrader);
    HttpRouting.Builder routing =
        HttpRouting.builder()
            .register(phone)
            .register("/vendors/twilio", twilio)
            .register("/vendors/meta", whatsApp)
            .post("/hooks/sms", this::sms)
            .post("/hooks/whatsapp", this::whatsApp);
    agent.addTo(upgrader, routing);
    var builder = WebServer.builder().host("127.0.0.1").port(port).shutdownHook(false);
    upgrader.install(builder, Http1Config.create());
    server = builder.routing(routing).build().start();
    twilio.servedAt(URI.create(url() + "/vendors/twilio"));
    twilio.everyNumber(URI.create(url() + "/hooks/sms"));
    whatsApp.servedAt(URI.create(url() + "/vendors/meta"));
    whatsApp.trust(URI.create(url() + "/hooks/whatsapp"));
  }

  String url() {
    return "http://127.0.0.1:" + server.port();
  }

  private void sms(ServerRequest in, ServerResponse out) {
    Map<String, String> form = new HashMap<>();
    for (String pair : in.content().as(String.class).split("&")) {
      String[] parts = pair.split("=", 2);
      form.put(URLDecoder.decode(parts[0], UTF_8), URLDecoder.decode(parts[1], UTF_8));
    }
    out.send();
    String body = form.get("Body");
    if (body.equalsIgnoreCase("stop") || body.equalsIgnoreCase("start")) {
      return;
    }
    String words = form.get("NumMedia").equals("0") ? body : "a picture and " + body;
    finish(form.get("From"), body);
    sendSms(form.get("From"), form.get("To"), "You said: " + words);
  }

  private void sendSms(String to, String from, String text) {
    URI url =
        URI.create(
            twilio.url()
                + "/2010-04-01/Accounts/"
                + twilio.account().accountSid()
                + "/Messages.json");
    FormBody form =
        new FormBody.Builder().add("To", to).add("From", from).add("Body", text).build();
    String basic =
        Credentials.basic(twilio.account().accountSid(), twilio.account().authToken().reveal());
    post(url, form, basic);
  }

  private void whatsApp(ServerRequest in, ServerResponse out) {
    JsonNode body;
    try {
      body = Json.parse(in.content().as(byte[].class));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out.send();
    JsonNode message = body.at("/entry/0/changes/0/value/messages/0");
    if (message.isMissingNode()) {
      return;
    }
    String from = message.path("from").asText();
    String text = heard(message);
    ObjectNode mark =
        Json.object()
            .put("messaging_product", "whatsapp")
            .put("status", "read")
            .put("message_id", message.path("id").asText());
    mark.putObject("typing_indicator").put("type", "text");
    graph(mark);
    if (text.equals("think")) {
      return;
    }
    finish("+" + from, text);
    ObjectNode reply = Json.object().put("messaging_product", "whatsapp").put("to", from);
    switch (text) {
      case "buttons" -> buttons(reply);
      case "list" -> list(reply);
      default -> reply.put("type", "text").putObject("text").put("body", "You said: " + text);
    }
    graph(reply);
  }

  private static String heard(JsonNode message) {
    return switch (message.path("type").asText()) {
      case "text" -> message.at("/text/body").asText();
      case "interactive" -> message.path("interactive").findValue("title").asText();
      default -> "a picture and " + message.at("/image/caption").asText();
    };
  }

  private static void buttons(ObjectNode reply) {
    ObjectNode interactive = reply.put("type", "interactive").putObject("interactive");
    interactive.put("type", "button").putObject("body").put("text", "Do you own the building?");
    interactive.putObject("footer").put("text", "Sol Brilhante");
    ArrayNode buttons = interactive.putObject("action").putArray("buttons");
    for (String title : List.of("I own it", "I rent it")) {
      buttons
          .addObject()
          .put("type", "reply")
          .putObject("reply")
          .put("id", "roof:" + title.length())
          .put("title", title);
    }
  }

  private static void list(ObjectNode reply) {
    ObjectNode interactive = reply.put("type", "interactive").putObject("interactive");
    interactive.put("type", "list").putObject("body").put("text", "Which day suits you?");
    ObjectNode action = interactive.putObject("action").put("button", "Choose a day");
    ArrayNode rows = action.putArray("sections").addObject().putArray("rows");
    for (String day : List.of("Monday", "Tuesday", "Friday")) {
      rows.addObject().put("id", day).put("title", day).put("description", "9 to 12");
    }
  }

  private void finish(String contact, String text) {
    if (!text.equals("done")) {
      return;
    }
    leads.put(
        contact,
        Json.stored(
            """
            {"id":"1","disposition":"QUALIFIED","reason":null,"score":75,
             "score_reasons":[{"points":40,"reason":"high bill"},{"points":35,"reason":"owner"}],
             "fields":{
              "full_name":{"status":"answered","value":"Ann Lee","evidence":[{"turn":3,"quote":"I'm Ann Lee"}]},
              "roof":{"status":"answered","value":"owner","evidence":[{"turn":5,"quote":"I own it"}]},
              "monthly_bill":{"status":"answered","value":{"amount":180,"currency":"EUR","period":"month"},
               "evidence":[{"turn":7,"quote":"about 180 a month"}]},
              "battery":{"status":"answered","value":true,"evidence":[{"turn":9,"quote":"yes please"}]},
              "email":{"status":"refused","value":null,"evidence":[]}}}
            """));
  }

  private void graph(ObjectNode json) {
    URI url = URI.create(whatsApp.url() + "/v23.0/" + WHATSAPP.vendorId() + "/messages");
    post(
        url,
        RequestBody.create(Json.bytes(json), MediaType.get("application/json")),
        "Bearer " + whatsApp.app().accessToken().reveal());
  }

  private static void post(URI url, RequestBody body, String authorization) {
    try {
      TestClient.Got got =
          TestClient.post(url, body, request -> request.header("Authorization", authorization));
      if (got.status() / 100 != 2) {
        throw new AssertionError("the simulator answered " + got.json());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    agent.close();
    twilio.close();
    whatsApp.close();
    server.stop();
    sockets.close();
  }
}
