package dev.parley.channel.sandbox.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.channel.sandbox.Habits;
import dev.parley.channel.sandbox.SandboxOptions;
import dev.parley.channel.sandbox.TestClient;
import dev.parley.channel.sandbox.TestClock;
import dev.parley.channel.sandbox.TestHook;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import okhttp3.Credentials;
import okhttp3.FormBody;
import okhttp3.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// A simulated account, our server, and words for what a client asks.
abstract class TwilioTest {
  static final String OURS = "+15005550006";
  static final String ANN = "+14155550100";
  static final Duration SOON = Duration.ofSeconds(20);

  final TestClock clock = new TestClock();
  TestHook hook;
  TwilioSandbox twilio;

  Habits habits() {
    return Habits.TIDY;
  }

  @BeforeEach
  void start() {
    hook = new TestHook();
    twilio = TwilioSandbox.start(SandboxOptions.TIDY.with(clock).with(habits()));
    twilio.number(OURS, hook.url("/sms"));
  }

  @AfterEach
  void stop() {
    twilio.close();
    hook.close();
  }

  URI messages(String query) {
    return URI.create(
        twilio.url()
            + "/2010-04-01/Accounts/"
            + twilio.account().accountSid()
            + "/Messages.json"
            + query);
  }

  Request.Builder authorized(Request.Builder request) {
    return request.header(
        "Authorization",
        Credentials.basic(twilio.account().accountSid(), twilio.account().authToken().reveal()));
  }

  /// @param fields name, value, name, value
  TestClient.Got create(String... fields) throws IOException {
    FormBody.Builder form = new FormBody.Builder();
    for (int i = 0; i < fields.length; i += 2) {
      form.add(fields[i], fields[i + 1]);
    }
    return TestClient.post(messages(""), form.build(), this::authorized);
  }

  TestClient.Got send(String text) throws IOException {
    return create(
        "To", ANN, "From", OURS, "Body", text, "StatusCallback", hook.url("/status").toString());
  }

  void settled() {
    assertThat(twilio.settle(SOON)).isTrue();
  }

  String signatureOf(TestHook.Got got, Map<String, String> form) {
    return TwilioSignature.of(twilio.account().authToken(), hook.url(got.path()).toString(), form);
  }
}
