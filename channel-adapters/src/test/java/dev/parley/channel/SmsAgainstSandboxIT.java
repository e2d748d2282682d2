package dev.parley.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.channel.http.Calls;
import dev.parley.channel.http.MediaDownload;
import dev.parley.channel.sandbox.Fault;
import dev.parley.channel.sandbox.Habits;
import dev.parley.channel.sandbox.MediaFile;
import dev.parley.channel.sandbox.PhoneMessage;
import dev.parley.channel.sandbox.SandboxOptions;
import dev.parley.channel.sandbox.WebhookFault;
import dev.parley.channel.sandbox.twilio.TwilioContact;
import dev.parley.channel.sandbox.twilio.TwilioSandbox;
import dev.parley.channel.sms.SmsSettings;
import dev.parley.channel.sms.SmsWebhook;
import dev.parley.channel.sms.TwilioMedia;
import dev.parley.channel.sms.TwilioSender;
import dev.parley.config.binding.ChannelType;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Our adapter and a Twilio that was built from the same contract by other hands.
class SmsAgainstSandboxIT {
  private static final String OURS = "+15005550006";
  private static final String ANN = "+14155550100";
  private static final Duration SOON = Duration.ofSeconds(60);

  private final FakePort port = new FakePort();
  private TwilioSandbox twilio;
  private TwilioContact ann;
  private Hooks hooks;
  private ChannelAccount account;
  private SmsSettings settings;
  private TwilioSender sender;

  @BeforeEach
  void start() throws Exception {
    twilio = TwilioSandbox.start(SandboxOptions.TIDY.with(new Habits(1, 1, 0)));
    account =
        new ChannelAccount(
            ChannelType.SMS,
            OURS,
            Map.of("account_sid", twilio.account().accountSid()),
            Map.of("auth_token", twilio.account().authToken()));
    hooks = new Hooks(this::webhook);
    twilio.number(OURS, URI.create(hooks.url() + "/hooks/twilio/sms"));
    ann = twilio.contact(ANN);
    sender = new TwilioSender(settings, Calls.patient(), Clock.systemUTC());
  }

  private SmsWebhook webhook(URI publicUrl) {
    settings = SmsSettings.defaults(publicUrl, twilio.url());
    return new SmsWebhook(settings, new FakeAccounts(List.of(account)), port, Clock.systemUTC());
  }

  @AfterEach
  void stop() {
    hooks.close();
    twilio.close();
  }

  private static OutboundMessage message(UUID id, OutboundBody body) {
    return new OutboundMessage(
        id, ChannelType.SMS, OURS, Sender.ofPhone(ANN), body, Optional.empty());
  }

  private void settled() {
    assertThat(twilio.settle(SOON)).isTrue();
    assertThat(twilio.alerts()).isEmpty();
  }

  @Test
  void aMessageGoesThereAndBackAndItsReceiptsNameIt() {
    ann.says("Olá 👍 & more=%");
    settled();
    assertThat(port.message().content().text()).isEqualTo("Olá 👍 & more=%");
    assertThat(port.message().sender()).isEqualTo(Sender.ofPhone(ANN));
    UUID id = UUID.randomUUID();
    var sent = sender.send(account, message(id, new OutboundBody.Text("Hello “Ann” 👍")));
    assertThat(sent).isInstanceOf(SendResult.Sent.class);
    settled();
    assertThat(ann.received()).extracting(PhoneMessage::text).containsExactly("Hello “Ann” 👍");
    assertThat(port.receipts())
        .hasSizeGreaterThan(2)
        .allMatch(receipt -> receipt.outboundId().equals(Optional.of(id)))
        .extracting(DeliveryReceipt::status)
        .contains(DeliveryReceipt.Status.SENT, DeliveryReceipt.Status.DELIVERED);
  }

  @Test
  void whatIsForgedOrUnsignedIsNotTaken() {
    twilio.faults().nextWebhooks(1, WebhookFault.FORGED).nextWebhooks(1, WebhookFault.UNSIGNED);
    ann.says("one");
    ann.says("two");
    ann.says("three");
    settled();
    assertThat(twilio.refusedWebhooks()).isGreaterThanOrEqualTo(2);
  }

  @Test
  void aLostAnswerIsFoundAgainAndADroppedCallIsNot() {
    var lost = message(UUID.randomUUID(), new OutboundBody.Text("Are you there?"));
    Instant before = Instant.now();
    twilio.faults().next(new Fault.LoseAnswer());
    assertThat(sender.send(account, lost)).isInstanceOf(SendResult.Unknown.class);
    assertThat(sender.reconcile(account, lost, before)).isInstanceOf(Reconciled.Found.class);
    var dropped = message(UUID.randomUUID(), new OutboundBody.Text("Never arrived"));
    twilio.faults().next(new Fault.Drop());
    assertThat(sender.send(account, dropped)).isInstanceOf(SendResult.Unknown.class);
    assertThat(sender.reconcile(account, dropped, before)).isEqualTo(new Reconciled.Undecided());
    assertThat(sender.reconcile(account, dropped, before.minusSeconds(60)))
        .isEqualTo(new Reconciled.NotFound());
    settled();
    assertThat(ann.received()).hasSize(1);
  }

  @Test
  void everyFaultHasItsResult() {
    var message = message(UUID.randomUUID(), new OutboundBody.Text("Hi"));
    twilio
        .faults()
        .next(new Fault.Answer(429, 20429))
        .next(new Fault.Answer(503, 20503))
        .next(new Fault.Garble());
    assertThat(sender.send(account, message)).isInstanceOf(SendResult.Retry.class);
    assertThat(sender.send(account, message)).isInstanceOf(SendResult.Unknown.class);
    assertThat(sender.send(account, message)).isInstanceOf(SendResult.Unknown.class);
    ann.refusesWith(21614);
    assertThat(sender.send(account, message))
        .isEqualTo(new SendResult.Refused(new Failure(Failure.Reason.BAD_RECIPIENT, "21614")));
    ann.isReachable().says("STOP");
    settled();
    assertThat(sender.send(account, message))
        .isEqualTo(new SendResult.Refused(new Failure(Failure.Reason.OPTED_OUT, "21610")));
  }

  @Test
  void everyPartOfALongReplyIsTaken() {
    String text = "Uma frase com ação e emoção 👍. ".repeat(120);
    List<OutboundBody> parts = sender.parts(new OutboundBody.Text(text));
    assertThat(parts).hasSizeGreaterThan(3);
    for (OutboundBody part : parts) {
      assertThat(sender.send(account, message(UUID.randomUUID(), part)))
          .isInstanceOf(SendResult.Sent.class);
    }
    settled();
    assertThat(ann.received()).hasSize(parts.size());
  }

  @Test
  void whatAPhoneSendsIsFetched() {
    byte[] picture = "not really a picture".getBytes(UTF_8);
    ann.sends("my bill", new MediaFile("image/jpeg", "", picture));
    settled();
    var attachments = (MessageContent.Attachments) port.message().content();
    var store = new FakeStore();
    var media =
        new TwilioMedia(
            settings, new MediaDownload(Calls.patient(), MediaLimits.DEFAULTS, Clock.systemUTC()));
    assertThat(media.fetch(account, attachments.items().getFirst(), store))
        .isInstanceOf(MediaResult.Kept.class);
    assertThat(store.files.values()).containsExactly(picture);
  }
}
