package dev.parley.runtime.process;

import dev.parley.channel.ChannelAccounts;
import dev.parley.channel.http.OutgoingHttp;
import dev.parley.channel.http.SocketUpgrader;
import dev.parley.channel.speech.ElevenLabs;
import dev.parley.channel.speech.ElevenLabsSettings;
import dev.parley.channel.voice.CallCosts;
import dev.parley.channel.voice.CallPort;
import dev.parley.channel.voice.SpeechSynthesis.Choice;
import dev.parley.channel.voice.media.MediaLine;
import dev.parley.channel.voice.media.MediaSocket;
import dev.parley.channel.voice.relay.RelayLine;
import dev.parley.channel.voice.relay.RelaySocket;
import dev.parley.channel.voice.twilio.CallControl;
import dev.parley.channel.voice.twilio.TwilioCosts;
import dev.parley.channel.voice.twilio.VoiceCalls;
import dev.parley.channel.voice.twilio.VoiceChannel;
import dev.parley.channel.voice.twilio.VoiceChannel.Carrier;
import dev.parley.channel.voice.twilio.VoiceSettings;
import dev.parley.channel.voice.twilio.VoiceSockets;
import dev.parley.config.net.Reach;
import dev.parley.config.settings.Settings;
import dev.parley.config.store.Database;
import dev.parley.runtime.call.SpeechAhead;
import dev.parley.runtime.driver.EngineSource;
import dev.parley.runtime.messaging.Bindings;
import io.helidon.webserver.http.HttpRouting;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/// Telephone calls, wired: their carriers, their speech, and the driver that talks.
record VoiceRooms(
    VoiceCalls calls,
    CallControl control,
    CallCosts costs,
    VoiceSettings settings,
    VoiceSockets sockets,
    Optional<ElevenLabs> speech,
    Duration aheadEvery)
    implements AutoCloseable {
  private static final Duration AHEAD_EVERY = Duration.ofSeconds(10);

  /// @param publicUrl where Twilio reaches this server
  /// @param twilio who stands in for Twilio, if anybody
  /// @param driver whom the calls are brought to
  static VoiceRooms build(
      Settings settings,
      URI publicUrl,
      Optional<URI> twilio,
      MessageRooms messages,
      ChannelAccounts accounts,
      CallPort driver,
      Clock clock) {
    VoiceSettings atTwilio = VoiceSettings.read(settings, publicUrl);
    VoiceSettings voice = twilio.map(atTwilio::at).orElse(atTwilio);
    OutgoingHttp http = messages.http(voice.apiUrl());
    CallControl control = new CallControl(voice, http);
    Optional<ElevenLabs> speech = ElevenLabsSettings.read(settings).map(VoiceRooms::speech);
    return new VoiceRooms(
        new VoiceCalls(voice, accounts, driver, control, speech.isPresent(), clock),
        control,
        new TwilioCosts(http, voice.apiUrl()),
        voice,
        VoiceSockets.read(settings),
        speech,
        settings.duration(
            "PARLEY_SPEECH_AHEAD_EVERY", AHEAD_EVERY, Duration.ofMillis(100), Duration.ofHours(1)));
  }

  /// A vendor that is simulated on this machine may be reached there.
  private static ElevenLabs speech(ElevenLabsSettings settings) {
    boolean here = settings.url().getScheme().equals("http");
    return new ElevenLabs(settings, here ? Reach.LOCAL : Reach.PUBLIC);
  }

  /// Whether sound can be heard and spoken here.
  boolean speaks() {
    return speech.isPresent();
  }

  /// Has what agents always say spoken before anybody calls.
  Optional<SpeechAhead> ahead(
      Database database, Bindings bindings, EngineSource engines, Clock clock) {
    return speech.map(
        vendor ->
            new SpeechAhead(
                database,
                bindings,
                engines,
                vendor.synthesis(),
                (account, language) ->
                    VoiceChannel.of(account)
                        .filter(channel -> channel.carrier() == Carrier.MEDIA)
                        .map(channel -> new Choice(channel.voiceFor(language), language)),
                clock));
  }

  void addTo(HttpRouting.Builder routing) {
    routing.register(calls.hooks());
  }

  void addTo(SocketUpgrader upgrader) {
    calls.addTo(upgrader, Carrier.RELAY, sockets.relay(), RelaySocket::new, RelayLine::new);
    speech.ifPresent(
        vendor ->
            calls.addTo(
                upgrader,
                Carrier.MEDIA,
                sockets.media(),
                MediaSocket::new,
                (site, peer) ->
                    new MediaLine(site, peer, vendor.recognition(), vendor.synthesis())));
  }

  @Override
  public void close() {
    calls.close();
    speech.ifPresent(ElevenLabs::close);
  }
}
