package dev.parley.channel.sandbox.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.channel.sandbox.Habits;
import dev.parley.channel.sandbox.SandboxOptions;
import dev.parley.channel.sandbox.TestHook;
import dev.parley.channel.sandbox.WebhookFault;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Statuses as they come out there.
class TwilioHabitsIT extends TwilioTest {
  @Override
  Habits habits() {
    return new Habits(0.6, 0.4, 0.3);
  }

  @Test
  void shufflesRepeatsAndLeavesOutByTheSeed() throws IOException {
    List<List<String>> first = roads(12);
    stop();
    start();
    assertThat(roads(12)).isEqualTo(first);
    assertThat(first)
        .contains(List.of("delivered", "sent"))
        .anyMatch(road -> road.size() == 3)
        .anyMatch(road -> !road.contains("delivered"));
    stop();
    start();
    twilio.close();
    twilio = TwilioSandbox.start(SandboxOptions.TIDY.with(habits()).withSeed(99));
    twilio.number(OURS, hook.url("/sms"));
    assertThat(roads(12)).isNotEqualTo(first);
  }

  @Test
  void losesNothingWhereMuchGoesWrong() {
    hook.answers =
        got -> {
          boolean whole = got.form().containsKey("MessageSid");
          boolean ours = signatureOf(got, got.form()).equals(got.header("X-Twilio-Signature"));
          return new TestHook.Answer(whole && ours ? 204 : 403, "", "");
        };
    twilio
        .faults()
        .shareOfWebhooks(0.05, WebhookFault.DUPLICATE)
        .shareOfWebhooks(0.05, WebhookFault.REORDER)
        .shareOfWebhooks(0.02, WebhookFault.MALFORMED)
        .shareOfWebhooks(0.02, WebhookFault.FORGED);
    int messages = 1_000;
    for (int i = 0; i < messages; i++) {
      twilio.contact("+1415555" + (1_000 + i % 50)).says("message " + i);
    }
    settled();
    List<String> taken =
        hook.forms("/sms").stream()
            .filter(form -> form.containsKey("MessageSid"))
            .map(form -> form.get("MessageSid"))
            .toList();
    assertThat(taken.stream().distinct()).hasSize(messages);
    assertThat(taken.size()).isGreaterThan(messages);
    assertThat(twilio.refusedWebhooks()).isBetween(10, 90);
    assertThat(twilio.lostWebhooks()).isZero();
    assertThat(twilio.alerts()).isEmpty();
  }

  private List<List<String>> roads(int count) throws IOException {
    List<String> sids = new java.util.ArrayList<>();
    for (int i = 0; i < count; i++) {
      sids.add(send("message " + i).json().path("sid").asText());
    }
    settled();
    return sids.stream()
        .map(
            sid ->
                hook.forms("/status").stream()
                    .filter(form -> sid.equals(form.get("MessageSid")))
                    .map(form -> form.get("MessageStatus"))
                    .toList())
        .toList();
  }
}
