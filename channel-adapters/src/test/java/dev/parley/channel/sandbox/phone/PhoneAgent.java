package dev.parley.channel.sandbox.phone;

import dev.parley.channel.ChannelAccount;
import dev.parley.channel.ChannelAccounts;
import dev.parley.channel.http.OutgoingHttp;
import dev.parley.channel.http.OutgoingLimits;
import dev.parley.channel.http.SocketUpgrader;
import dev.parley.channel.sandbox.twilio.Telephone;
import dev.parley.channel.sandbox.twilio.TwilioSandbox;
import dev.parley.channel.voice.CallDetails;
import dev.parley.channel.voice.CallEvent;
import dev.parley.channel.voice.CallEvents;
import dev.parley.channel.voice.CallLine;
import dev.parley.channel.voice.CallPort;
import dev.parley.channel.voice.CallReport;
import dev.parley.channel.voice.CallWords;
import dev.parley.channel.voice.ToyRecognition;
import dev.parley.channel.voice.ToySynthesis;
import dev.parley.channel.voice.Welcome;
import dev.parley.channel.voice.media.MediaLine;
import dev.parley.channel.voice.media.MediaSocket;
import dev.parley.channel.voice.relay.RelayLine;
import dev.parley.channel.voice.relay.RelaySocket;
import dev.parley.channel.voice.twilio.CallControl;
import dev.parley.channel.voice.twilio.VoiceCalls;
import dev.parley.channel.voice.twilio.VoiceChannel.Carrier;
import dev.parley.channel.voice.twilio.VoiceSettings;
import dev.parley.channel.voice.twilio.VoiceSockets;
import dev.parley.config.binding.ChannelType;
import dev.parley.config.net.Reach;
import io.helidon.webserver.http.HttpRouting;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// Takes calls and repeats what it hears: `story` makes it talk for long, `bye` makes it hang up.
final class PhoneAgent implements CallPort, AutoCloseable {
  static final String NUMBER = "+15005550008";
  static final String DISCLOSURE = "I am Ana, an assistant.";
  static final String STORY =
      "Once upon a time there was a roof that nobody had ever looked at closely, and on it the sun"
          + " shone all day long for nothing at all, year after year after year.";

  final List<String> interrupted = new CopyOnWriteArrayList<>();
  final List<CallEvent> events = new CopyOnWriteArrayList<>();
  private final List<CallLine> lines = new CopyOnWriteArrayList<>();
  private final AtomicLong replies = new AtomicLong();
  private final VoiceCalls calls;
  private volatile Consumer<CallEvent> mailbox = event -> {};
  private final Consumer<String> ended;

  /// @param ended is told who called
  PhoneAgent(TwilioSandbox twilio, String carrier, URI url, Consumer<String> ended) {
    this.ended = ended;
    VoiceSettings settings = VoiceSettings.defaults(url, twilio.url());
    CallControl control =
        new CallControl(settings, new OutgoingHttp(Reach.LOCAL, OutgoingLimits.DEFAULTS));
    calls =
        new VoiceCalls(settings, accounts(twilio, carrier), this, control, true, Clock.systemUTC());
    calls.shownTo(captions(twilio.telephone()));
    twilio.telephone().number(NUMBER, url.resolve("/hooks/twilio/voice"), Optional.empty());
  }

  void addTo(SocketUpgrader upgrader, HttpRouting.Builder routing) {
    calls.addTo(
        upgrader, Carrier.RELAY, VoiceSockets.DEFAULTS.relay(), RelaySocket::new, RelayLine::new);
    calls.addTo(
        upgrader,
        Carrier.MEDIA,
        VoiceSockets.DEFAULTS.media(),
        MediaSocket::new,
        (site, peer) -> new MediaLine(site, peer, new ToyRecognition(), new ToySynthesis()));
    routing.register(calls.hooks());
  }

  /// As a local run wires them.
  private static CallWords captions(Telephone telephone) {
    return new CallWords() {
      @Override
      public void said(String callId, long reply, CallLine.Sentence sentence) {
        telephone
            .handset(callId)
            .ifPresent(hand -> hand.caption(reply, sentence.text(), sentence.language()));
      }

      @Override
      public void cut(String callId, long reply, String heard) {
        telephone.handset(callId).ifPresent(hand -> hand.captionCut(reply, heard));
      }

      @Override
      public void understood(
          String callId, String text, Optional<String> language, boolean settled) {
        telephone
            .handset(callId)
            .ifPresent(hand -> hand.understood(text, language.orElse(""), settled));
      }
    };
  }

  /// As if the contact's sound had been understood so on the call that came last.
  void understands(String text, boolean settled) {
    CallLine line = lines.getLast();
    calls.words().understood(line.call().callId(), text, Optional.of("en"), settled);
    if (settled) {
      mailbox.accept(new CallEvent.Final(text, Optional.of("en"), OptionalDouble.empty(), true));
    }
  }

  /// Stops what it says on the call that came last.
  void stops() {
    var unused = lines.getLast().cut(replies.get());
  }

  private static ChannelAccounts accounts(TwilioSandbox twilio, String carrier) {
    ChannelAccount account =
        new ChannelAccount(
            ChannelType.VOICE,
            NUMBER,
            Map.of("account_sid", twilio.account().accountSid(), "carrier", carrier),
            Map.of("auth_token", twilio.account().authToken()));
    return new ChannelAccounts() {
      @Override
      public Optional<ChannelAccount> byAddress(ChannelType channel, String address) {
        return Optional.of(account).filter(mine -> address.equals(NUMBER));
      }

      @Override
      public Optional<ChannelAccount> byVendorId(ChannelType channel, String vendorId) {
        return Optional.empty();
      }

      @Override
      public boolean knowsVerifyToken(ChannelType channel, String token) {
        return false;
      }
    };
  }

  @Override
  public Welcome welcome(CallDetails call) {
    return new Welcome.Take("en", List.of("en"), List.of());
  }

  @Override
  public CallEvents answer(CallLine line) {
    lines.add(line);
    replies.set(0);
    Consumer<String> says =
        text -> {
          long reply = replies.incrementAndGet();
          line.say(reply, new CallLine.Sentence(text, "en", true));
          line.finish(reply);
        };
    says.accept(DISCLOSURE);
    CallEvents owner = event -> happened(line, says, event);
    mailbox = owner::happened;
    return owner;
  }

  private void happened(CallLine line, Consumer<String> says, CallEvent event) {
    events.add(event);
    switch (event) {
      case CallEvent.Final said when said.text().equals("bye") -> {
        says.accept("Goodbye!");
        line.hangUp();
      }
      case CallEvent.Final said ->
          says.accept(said.text().equals("story") ? STORY : "You said: " + said.text());
      case CallEvent.Digit pressed -> says.accept("You pressed " + pressed.digit());
      case CallEvent.Interrupted cut -> interrupted.add(cut.heard());
      case CallEvent.Ended _ -> ended.accept(line.call().contact().orElseThrow());
      default -> {}
    }
  }

  @Override
  public void report(CallReport report) {}

  @Override
  public void close() {
    calls.close();
  }
}
