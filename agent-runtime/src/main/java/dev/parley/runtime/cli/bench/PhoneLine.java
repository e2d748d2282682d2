package dev.parley.runtime.cli.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.channel.sandbox.PhoneListener;
import dev.parley.channel.sandbox.elevenlabs.ElevenLabsSandbox;
import dev.parley.channel.sandbox.elevenlabs.SpeechPace;
import dev.parley.channel.sandbox.twilio.PhoneCall;
import dev.parley.channel.sandbox.twilio.TelephoneOptions;
import dev.parley.channel.sandbox.twilio.TwilioAccount;
import dev.parley.channel.sandbox.twilio.TwilioSandbox;
import dev.parley.config.json.Json;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A telephone network and a speech vendor, simulated in this process, with one number that leads
/// to the server under test. Thread-safe.
final class PhoneLine implements AutoCloseable {
  /// How long the driver waits after settled words before it takes a turn for ended.
  static final Duration TURN_WAIT = Duration.ofMillis(400);

  private static final String NUMBER = "+12025550171";
  private static final int AT_ONCE_MAX = 10_000;
  private static final TelephoneOptions STEADY =
      new TelephoneOptions(1, Duration.ZERO, false, Duration.ofMillis(500), Duration.ofMinutes(1));

  private final TwilioSandbox twilio;
  private final ElevenLabsSandbox speech;

  PhoneLine(int port, Callers callers) {
    speech = ElevenLabsSandbox.start(1, SpeechPace.REAL).watched(callers);
    twilio =
        new TwilioSandbox(TwilioAccount.made(), VendorLine.OPTIONS, PhoneListener.NONE, AT_ONCE_MAX)
            .onLoopback();
    twilio
        .telephone()
        .behaves(STEADY)
        .watched(callers)
        .number(
            NUMBER,
            URI.create("http://localhost:" + port + "/hooks/twilio/voice"),
            Optional.empty());
  }

  /// The server's settings that lead to it. All waits for the end of a turn are one, so that it can
  /// be told from what the server adds.
  Map<String, String> settings() {
    String most = Integer.toString(AT_ONCE_MAX);
    String wait = TURN_WAIT.toMillis() + "ms";
    Map<String, String> settings = new HashMap<>();
    settings.put("PARLEY_MODEL", "builtin");
    settings.put("PARLEY_SANDBOX", "false");
    settings.put("PARLEY_TWILIO_URL", twilio.url().toString());
    settings.put("PARLEY_ELEVENLABS_URL", speech.url().toString());
    settings.put("ELEVENLABS_API_KEY", speech.key());
    settings.put("PARLEY_CALLS_MAX", most);
    settings.put("PARLEY_VOICE_CALLS_MAX", most);
    settings.put("PARLEY_CALL_TURN_WAIT", wait);
    settings.put("PARLEY_CALL_TURN_WAIT_MIN", wait);
    settings.put("PARLEY_CALL_TURN_WAIT_MAX", wait);
    return settings;
  }

  /// The channel as it is made over the API.
  ObjectNode channel(String agent, String carrier) {
    ObjectNode channel =
        Json.object().put("type", "voice").put("agent", agent).put("address", NUMBER);
    channel
        .putObject("settings")
        .put("account_sid", twilio.account().accountSid())
        .put("carrier", carrier);
    channel.putObject("credentials").put("auth_token", twilio.account().authToken().reveal());
    return channel;
  }

  /// Somebody calls.
  PhoneCall call(int ordinal) {
    return twilio.telephone().call(VendorLine.number(ordinal), NUMBER);
  }

  /// What the vendors would complain about.
  List<String> complaints() {
    return java.util.stream.Stream.concat(
            twilio.alerts().stream().map(alert -> alert.toString()), speech.complaints().stream())
        .toList();
  }

  @Override
  public void close() {
    twilio.close();
    speech.close();
  }
}
