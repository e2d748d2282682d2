package dev.parley.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.channel.OutboundBody.Choices;
import dev.parley.channel.OutboundBody.Option;
import dev.parley.channel.OutboundBody.Text;
import dev.parley.channel.http.Calls;
import dev.parley.channel.http.MediaDownload;
import dev.parley.channel.sandbox.Fault;
import dev.parley.channel.sandbox.Habits;
import dev.parley.channel.sandbox.MediaFile;
import dev.parley.channel.sandbox.PhoneMessage;
import dev.parley.channel.sandbox.SandboxOptions;
import dev.parley.channel.sandbox.WebhookFault;
import dev.parley.channel.sandbox.whatsapp.WhatsAppContact;
import dev.parley.channel.sandbox.whatsapp.WhatsAppSandbox;
import dev.parley.channel.whatsapp.WhatsAppMedia;
import dev.parley.channel.whatsapp.WhatsAppSender;
import dev.parley.channel.whatsapp.WhatsAppSettings;
import dev.parley.channel.whatsapp.WhatsAppWebhook;
import dev.parley.config.binding.ChannelType;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Our adapter and a Meta that was built from the same contract by other hands.
class WhatsAppAgainstSandboxIT {
  private static final String OURS = "+15550783881";
  private static final String OUR_ID = "106540352242922";
  private static final String ANN = "+16505551234";
  private static final Duration SOON = Duration.ofSeconds(60);

  private final FakePort port = new FakePort();
  private WhatsAppSandbox meta;
  private WhatsAppContact ann;
  private Hooks hooks;
  private ChannelAccount account;
  private WhatsAppSettings settings;
  private WhatsAppSender sender;

  @BeforeEach
  void start() throws Exception {
    meta =
        WhatsAppSandbox.start(SandboxOptions.TIDY.with(new Habits(1, 1, 0.5))).number(OUR_ID, OURS);
    account =
        new ChannelAccount(
            ChannelType.WHATSAPP,
            OURS,
            Map.of("phone_number_id", OUR_ID),
            Map.of(
                "access_token", meta.app().accessToken(),
                "app_secret", meta.app().appSecret(),
                "verify_token", meta.app().verifyToken()));
    settings = WhatsAppSettings.defaults(meta.url());
    hooks =
        new Hooks(
            _ ->
                new WhatsAppWebhook(
                    settings, new FakeAccounts(List.of(account)), port, Clock.systemUTC()));
    assertThat(meta.subscribe(URI.create(hooks.url() + "/hooks/whatsapp"))).isTrue();
    ann = meta.contact(ANN).named("Ann");
    sender = new WhatsAppSender(settings, Calls.patient(), Clock.systemUTC());
  }

  @AfterEach
  void stop() {
    hooks.close();
    meta.close();
  }

  private SendResult send(OutboundBody body) {
    return send(UUID.randomUUID(), body);
  }

  private SendResult send(UUID id, OutboundBody body) {
    return sender.send(
        account,
        new OutboundMessage(
            id,
            ChannelType.WHATSAPP,
            OURS,
            port.messages().getLast().sender(),
            body,
            Optional.empty()));
  }

  private void settled() {
    assertThat(meta.settle(SOON)).isTrue();
    assertThat(meta.alerts()).isEmpty();
  }

  private static List<Option> options(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new Option("id" + i, "Option " + i, Optional.empty()))
        .toList();
  }

  @Test
  void aMessageGoesThereAndBackAndItsReceiptsNameIt() {
    ann.says("Olá 👍 / \\ \"x\"");
    settled();
    assertThat(port.message().content().text()).isEqualTo("Olá 👍 / \\ \"x\"");
    assertThat(port.message().sender().phone()).contains(ANN);
    assertThat(port.message().sender().address()).isEqualTo(ann.userId());
    assertThat(port.message().sender().name()).contains("Ann");
    sender.readAndTyping(account, port.message().providerMessageId());
    UUID id = UUID.randomUUID();
    assertThat(send(id, new Text("Hello 👍"))).isInstanceOf(SendResult.Sent.class);
    settled();
    assertThat(ann.received()).extracting(PhoneMessage::text).containsExactly("Hello 👍");
    assertThat(port.receipts())
        .isNotEmpty()
        .allMatch(receipt -> receipt.outboundId().equals(Optional.of(id)));
  }

  @Test
  void tapsComeBackWithTheIdsThatWereOffered() {
    ann.says("Hi");
    settled();
    assertThat(send(new Choices("Own or rent?", options(3), "en")))
        .isInstanceOf(SendResult.Sent.class);
    settled();
    ann.taps("id1");
    settled();
    assertThat(port.messages().getLast().content())
        .isEqualTo(new MessageContent.Choice("id1", "Option 1"));
    assertThat(port.messages().getLast().replyTo()).isPresent();
    assertThat(send(new Choices("Which?", options(10), "de"))).isInstanceOf(SendResult.Sent.class);
    settled();
    ann.taps("id9");
    settled();
    assertThat(port.messages().getLast().content())
        .isEqualTo(new MessageContent.Choice("id9", "Option 9"));
  }

  @Test
  void everythingAPhoneSendsIsUnderstood() {
    ann.arrivesFromAd("Hi", "https://ad.example/1", "click-1");
    ann.sharesLocation(38.7, -9.1, "Office");
    ann.sharesContact("Bo Ek", "+4915112345678");
    ann.answersFlow("{\"flow_token\":\"t\",\"email\":\"a@b.example\"}");
    ann.orders("panel", 2);
    ann.sendsUnsupported();
    ann.changesNumberTo("+16505559999");
    ann.wantsMarketing(false);
    settled();
    assertThat(port.messages())
        .extracting(message -> message.content().text())
        .containsExactlyInAnyOrder(
            "Hi", "Office", "Bo Ek, +4915112345678", "email: a@b.example", "2 × panel", "");
    assertThat(port.messages().stream().flatMap(message -> message.referral().stream()))
        .singleElement()
        .extracting(Referral::clickId)
        .isEqualTo(Optional.of("click-1"));
    assertThat(port.identities())
        .singleElement()
        .extracting(IdentityChange::oldAddress)
        .isEqualTo(ANN);
    assertThat(port.consents())
        .singleElement()
        .extracting(ConsentSignal::kind)
        .isEqualTo(ConsentSignal.Kind.STOP);
  }

  @Test
  void peopleWithoutANumberAreAnswered() {
    WhatsAppContact hidden = meta.contactById("US.13491208655302741918");
    hidden.says("Hi");
    settled();
    assertThat(port.message().sender().phone()).isEmpty();
    assertThat(send(new Text("Hello"))).isInstanceOf(SendResult.Sent.class);
    settled();
    assertThat(hidden.received()).hasSize(1);
  }

  @Test
  void copiesShufflesAndForgeriesDoNoHarm() {
    meta.faults()
        .nextWebhooks(1, WebhookFault.DUPLICATE)
        .nextWebhooks(1, WebhookFault.REORDER)
        .nextWebhooks(1, WebhookFault.FORGED)
        .nextWebhooks(1, WebhookFault.UNSIGNED)
        .nextWebhooks(1, WebhookFault.MALFORMED);
    for (int i = 0; i < 8; i++) {
      ann.says("message " + i);
    }
    meta.together(
        () -> {
          ann.says("together 1");
          meta.contact("+16505550000").says("together 2");
        });
    settled();
    assertThat(meta.refusedWebhooks()).isGreaterThanOrEqualTo(2);
    assertThat(port.messages().stream().map(InboundMessage::providerMessageId).distinct().count())
        .isGreaterThanOrEqualTo(7);
    assertThat(port.messages())
        .extracting(message -> message.content().text())
        .contains("together 1", "together 2");
  }

  @Test
  void everyFaultHasItsResult() {
    ann.says("Hi");
    settled();
    meta.faults()
        .next(new Fault.Answer(429, 130429))
        .next(new Fault.Garble())
        .next(new Fault.LoseAnswer())
        .next(new Fault.Drop());
    UUID lost = UUID.randomUUID();
    assertThat(send(new Text("a"))).isInstanceOf(SendResult.Retry.class);
    assertThat(send(new Text("b"))).isInstanceOf(SendResult.Unknown.class);
    assertThat(send(lost, new Text("c"))).isInstanceOf(SendResult.Unknown.class);
    assertThat(send(new Text("d"))).isInstanceOf(SendResult.Unknown.class);
    settled();
    // The receipts of the message whose answer was lost name it: it is not sent again.
    assertThat(port.receipts()).anyMatch(receipt -> receipt.outboundId().equals(Optional.of(lost)));
    ann.refusesWith(131026);
    assertThat(send(new Text("e")))
        .isEqualTo(new SendResult.Refused(new Failure(Failure.Reason.UNREACHABLE, "131026")));
  }

  @Test
  void outsideTheWindowOnlyATemplateGoes() {
    var stranger =
        new OutboundMessage(
            UUID.randomUUID(),
            ChannelType.WHATSAPP,
            OURS,
            Sender.ofPhone("+16505557777"),
            new Text("Hi"),
            Optional.empty());
    assertThat(outcome(sender.send(account, stranger))).isEqualTo("131047");
  }

  private String outcome(SendResult result) {
    if (result instanceof SendResult.Refused(Failure failure)) {
      assertThat(failure.reason().remedy()).isEqualTo(Failure.Remedy.USE_TEMPLATE);
      return failure.vendorCode();
    }
    settled();
    return port.receipts().stream()
        .flatMap(receipt -> receipt.failure().stream())
        .findFirst()
        .orElseThrow()
        .vendorCode();
  }

  @Test
  void whatAPhoneSendsIsFetched() {
    byte[] bytes = "%PDF-1.7 not really".getBytes(UTF_8);
    ann.sends("my bill", new MediaFile("application/pdf", "bill.pdf", bytes));
    settled();
    var attachments = (MessageContent.Attachments) port.message().content();
    assertThat(attachments.items().getFirst().fileName()).contains("bill.pdf");
    var store = new FakeStore();
    var http = Calls.patient();
    var media =
        new WhatsAppMedia(
            settings, http, new MediaDownload(http, MediaLimits.DEFAULTS, Clock.systemUTC()));
    assertThat(media.fetch(account, attachments.items().getFirst(), store))
        .isInstanceOf(MediaResult.Kept.class);
    assertThat(store.files.values()).containsExactly(bytes);
    assertThat(port.message().sentAt()).isBefore(Instant.now().plusSeconds(1));
  }
}
