package dev.parley.channel.voice;

import dev.parley.channel.ChannelAccount;
import dev.parley.channel.ChannelAccounts;
import dev.parley.channel.http.OutgoingHttp;
import dev.parley.channel.http.OutgoingLimits;
import dev.parley.channel.http.SocketUpgrader;
import dev.parley.channel.http.Sockets;
import dev.parley.channel.sandbox.SandboxOptions;
import dev.parley.channel.sandbox.twilio.TelephoneOptions;
import dev.parley.channel.sandbox.twilio.TwilioSandbox;
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
import dev.parley.config.net.FreePort;
import dev.parley.config.net.Reach;
import dev.parley.config.settings.Secret;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A server with nothing but calls, a simulated Twilio, toy speech, and a test in the owner's
// place.
final class VoiceHost implements AutoCloseable, CallPort {
  static final String BUSINESS = "+12025550100";
  static final String CONTACT = "+12025550177";
  private static final Duration LONG = Duration.ofSeconds(60);

  final ToyRecognition recognition = new ToyRecognition();
  final ToySynthesis synthesis = new ToySynthesis();
  final TwilioSandbox twilio = TwilioSandbox.start(SandboxOptions.TIDY);
  final BlockingQueue<CallLine> lines = new LinkedBlockingQueue<>();
  final BlockingQueue<CallEvent> events = new LinkedBlockingQueue<>();
  final List<CallReport> reports = new CopyOnWriteArrayList<>();
  final Sockets sockets = new Sockets(Sockets.Limits.DEFAULTS);
  final VoiceCalls calls;
  final CallControl control;
  final Map<String, String> settings = new HashMap<>();
  final WebServer server;
  final URI url;
  volatile Welcome welcome = new Welcome.Take("en", List.of("en", "es"), List.of("solar"));

  VoiceHost(String carrier) {
    this(carrier, Map.of());
  }

  VoiceHost(String carrier, Map<String, String> more) {
    settings.put("account_sid", twilio.account().accountSid());
    settings.put("carrier", carrier);
    settings.putAll(more);
    int port = FreePort.take();
    url = URI.create("http://127.0.0.1:" + port);
    VoiceSettings voice = VoiceSettings.defaults(url, twilio.url());
    control = new CallControl(voice, new OutgoingHttp(Reach.LOCAL, OutgoingLimits.DEFAULTS));
    calls = new VoiceCalls(voice, accounts(), this, control, true, Clock.systemUTC());
    VoiceSockets limits = VoiceSockets.DEFAULTS;
    SocketUpgrader upgrader = new SocketUpgrader(sockets);
    calls.addTo(
        upgrader,
        Carrier.MEDIA,
        limits.media(),
        MediaSocket::new,
        (site, peer) -> new MediaLine(site, peer, recognition, synthesis));
    calls.addTo(upgrader, Carrier.RELAY, limits.relay(), RelaySocket::new, RelayLine::new);
    var builder = WebServer.builder().host("127.0.0.1").port(port).shutdownHook(false);
    upgrader.install(builder, Http1Config.create());
    server = builder.routing(HttpRouting.builder().register(calls.hooks())).build().start();
    twilio
        .telephone()
        .behaves(TelephoneOptions.FAST)
        .number(
            BUSINESS,
            url.resolve("/hooks/twilio/voice"),
            Optional.of(url.resolve("/hooks/twilio/voice/status?line=%2B12025550100")));
  }

  ChannelAccount account() {
    return new ChannelAccount(
        ChannelType.VOICE,
        BUSINESS,
        settings,
        Map.of(
            "auth_token",
            Secret.of("the-next-token"),
            "auth_token_previous",
            twilio.account().authToken(),
            "api_key_secret",
            twilio.account().apiKeySecret()));
  }

  private ChannelAccounts accounts() {
    settings.put("api_key_sid", twilio.account().apiKeySid());
    return new ChannelAccounts() {
      @Override
      public Optional<ChannelAccount> byAddress(ChannelType channel, String address) {
        return channel == ChannelType.VOICE && address.equals(BUSINESS)
            ? Optional.of(account())
            : Optional.empty();
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
    return welcome;
  }

  @Override
  public CallEvents answer(CallLine line) {
    lines.add(line);
    return events::add;
  }

  @Override
  public void report(CallReport report) {
    reports.add(report);
  }

  CallLine line() throws InterruptedException {
    CallLine line = lines.poll(LONG.toMillis(), TimeUnit.MILLISECONDS);
    if (line == null) {
      throw new AssertionError("no line came; Twilio says " + twilio.alerts());
    }
    return line;
  }

  /// The next event of a kind; others before it are dropped.
  <E extends CallEvent> E event(Class<E> kind) throws InterruptedException {
    long until = System.nanoTime() + LONG.toNanos();
    List<CallEvent> others = new ArrayList<>();
    while (true) {
      CallEvent next = events.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (next == null) {
        throw new AssertionError(
            "no %s came but %s; Twilio says %s"
                .formatted(kind.getSimpleName(), others, twilio.alerts()));
      }
      if (kind.isInstance(next)) {
        return kind.cast(next);
      }
      others.add(next);
    }
  }

  static CallLine.Sentence sentence(String text) {
    return new CallLine.Sentence(text, "en", true);
  }

  @Override
  public void close() {
    calls.close();
    twilio.close();
    server.stop();
    sockets.close();
  }
}
