package dev.parley.channel.sandbox.twilio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.json.Json;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/// A ConversationRelay session: speaks tokens at a steady pace, stops when the contact speaks, and
/// tells what was heard by then. Thread-safe.
final class RelayLeg extends LegSocket {
  private static final Duration CHARACTER = Duration.ofMillis(66);
  private static final Set<String> KNOWN = Set.of("text", "play", "sendDigits", "language", "end");
  private static final int MALFORMED_MAX = 10;

  private final String callSid;
  private final String accountSid;
  private final String from;
  private final String to;
  private final String direction;
  private final VoiceTwiml.Verb.Connect connect;
  private final TelephoneOptions options;
  private final Optional<Handset> handset;
  private final LineWatch watch;
  private final StringBuilder toSay = new StringBuilder();
  private final StringBuilder said = new StringBuilder();
  private String language;
  private boolean interruptible = true;
  private int malformed;
  private long spoken;

  /// Up to when the vendor's voice has spoken.
  private long spokenAt;

  RelayLeg(
      Rooms rooms,
      PhoneCall call,
      VoiceTwiml.Verb.Connect connect,
      Telephone network,
      Listener listener) {
    super(rooms, connect, listener);
    this.callSid = call.sid();
    this.accountSid = rooms.account.accountSid();
    this.from = call.from();
    this.to = call.to();
    this.direction = call.direction();
    this.connect = connect;
    this.options = network.options();
    this.watch = network.watch();
    this.handset = call.handset();
    this.language = connect.attributes().getOrDefault("language", "en-US");
  }

  @Override
  void opened() {
    ObjectNode setup = Json.object();
    setup
        .put("type", "setup")
        .put("sessionId", TwilioAccount.sid("VX"))
        .put("accountSid", accountSid)
        .put("parentCallSid", "")
        .put("callSid", callSid)
        .put("from", from)
        .put("to", to)
        .put("forwardedFrom", "")
        .put("callType", "PSTN")
        .put("callerName", "")
        .put("direction", direction)
        .put("callStatus", "RINGING");
    ObjectNode parameters = setup.putObject("customParameters");
    connect.parameters().forEach(parameters::put);
    send(setup.toString());
    if (handset.isEmpty()) {
      Thread.ofVirtual().name("telephone-relay").start(this::run);
    }
  }

  private void run() {
    while (isOpen()) {
      LockSupport.parkNanos(character());
      speakOn();
    }
  }

  private long character() {
    return options.scaled(CHARACTER).toNanos();
  }

  /// Speaks what its time has come for: a vendor's voice does not wait for this machine.
  private synchronized void speakOn() {
    if (handset.isPresent() || toSay.isEmpty()) {
      return;
    }
    long due = Math.min((System.nanoTime() - spokenAt) / character(), toSay.length());
    if (due > 0) {
      spokenAt += due * character();
      speak((int) due);
    }
  }

  private synchronized void speak(int characters) {
    if (toSay.isEmpty()) {
      return;
    }
    String next = toSay.substring(0, characters);
    toSay.delete(0, characters);
    spoken += characters;
    said.append(next);
    listener.heard(next);
    if (toSay.isEmpty()) {
      said.setLength(0);
      watch.quiet(callSid, System.nanoTime());
      send("{\"type\":\"info\",\"name\":\"agentSpeaking\",\"value\":\"off\"}");
    }
  }

  @Override
  synchronized void received(JsonNode message) {
    speakOn();
    String type = message.path("type").asText();
    if (!KNOWN.contains(type)) {
      refuse(message);
      return;
    }
    switch (type) {
      case "text" -> {
        if (!message.path("token").isTextual() || !message.path("last").isBoolean()) {
          refuse(message);
        } else {
          watch.token(callSid, System.nanoTime());
          interruptible = message.path("interruptible").asBoolean(true);
          say(message.path("token").textValue(), message.path("lang").asText());
        }
      }
      case "language" -> {
        language = message.path("transcriptionLanguage").asText(language);
        handset.ifPresent(mine -> mine.listens(language));
      }
      case "end" -> handOff(message.path("handoffData").asText());
      default -> {}
    }
  }

  private void say(String token, String spokenIn) {
    if (!token.isEmpty()) {
      long first = spoken + toSay.length();
      if (toSay.isEmpty()) {
        spokenAt = System.nanoTime();
      }
      toSay.append(token);
      handset.ifPresent(mine -> mine.says(token, spokenIn, first));
    }
  }

  @Override
  public synchronized void spoken(long until) {
    long characters = Math.min(until - spoken, toSay.length());
    if (handset.isPresent() && characters > 0) {
      speak((int) characters);
    }
  }

  @Override
  public void records(byte[] sound) {}

  private void refuse(JsonNode message) {
    listener.broke(64107, "a message is not valid");
    send(
        Json.object()
            .put("type", "error")
            .put("description", "Invalid message received: " + message)
            .toString());
    if (++malformed >= MALFORMED_MAX) {
      drop();
    }
  }

  @Override
  void ended() {}

  @Override
  public synchronized void say(String text) {
    interrupt();
    watch.prompted(callSid, System.nanoTime());
    send(
        Json.object()
            .put("type", "prompt")
            .put("voicePrompt", text)
            .put("lang", language)
            .put("last", true)
            .toString());
  }

  @Override
  public void sound(byte[] sound) {
    throw new IllegalStateException("the relay takes words");
  }

  @Override
  public synchronized void press(char digit) {
    interrupt();
    send(Json.object().put("type", "dtmf").put("digit", String.valueOf(digit)).toString());
  }

  @Override
  public synchronized void interrupt() {
    if (toSay.toString().isBlank() || !interruptible) {
      return;
    }
    long heardUntil = spoken;
    spoken += toSay.length();
    toSay.setLength(0);
    handset.ifPresent(mine -> mine.hushes(heardUntil));
    send(
        Json.object()
            .put("type", "interrupt")
            .put("utteranceUntilInterrupt", said.toString().strip())
            .put("durationUntilInterruptMs", said.length() * CHARACTER.toMillis())
            .toString());
    said.setLength(0);
  }
}
