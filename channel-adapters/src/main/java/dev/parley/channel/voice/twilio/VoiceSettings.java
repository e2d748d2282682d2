package dev.parley.channel.voice.twilio;

import dev.parley.config.settings.Settings;
import java.net.URI;
import java.time.Duration;

/// How this server carries calls, the same for every account.
///
/// @param publicUrl where Twilio reaches this server, without a trailing slash
/// @param apiUrl Twilio's REST API, or what stands in for it
/// @param webhookBytesMax of a webhook's body
/// @param parametersMax of a webhook's form
/// @param callsMax calls that are up in this process; further callers are told that it is busy
/// @param ticketFor how long after the webhook the media socket may come
/// @param startWithin how long an open socket may take to name its call
/// @param backWithin how long a call whose socket was lost may take to come back
/// @param reconnectsMax how often in a row a lost socket is asked for again
/// @param ring how long a contact, or a person a call is transferred to, is rung
/// @param playOutMax how long what was said may take to be played before an end is not put off
///     any more
/// @param callMax the longest call
public record VoiceSettings(
    URI publicUrl,
    URI apiUrl,
    int webhookBytesMax,
    int parametersMax,
    int callsMax,
    Duration ticketFor,
    Duration startWithin,
    Duration backWithin,
    int reconnectsMax,
    Duration ring,
    Duration playOutMax,
    Duration callMax) {
  /// Twilio's own address.
  public static final URI TWILIO = URI.create("https://api.twilio.com");

  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
  private static final Duration SECOND = Duration.ofSeconds(1);

  public static VoiceSettings defaults(URI publicUrl, URI apiUrl) {
    return new VoiceSettings(
        publicUrl,
        apiUrl,
        64 << 10,
        200,
        500,
        Duration.ofMinutes(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(20),
        3,
        Duration.ofSeconds(30),
        Duration.ofSeconds(60),
        Duration.ofHours(1));
  }

  /// From the process settings; all are listed in `docs/limits.md`.
  public static VoiceSettings read(Settings settings, URI publicUrl) {
    VoiceSettings base = defaults(publicUrl, settings.url("PARLEY_TWILIO_URL").orElse(TWILIO));
    return new VoiceSettings(
        publicUrl,
        base.apiUrl,
        settings.whole("PARLEY_VOICE_WEBHOOK_BYTES_MAX", base.webhookBytesMax, 1 << 10, 1 << 20),
        settings.whole("PARLEY_VOICE_PARAMETERS_MAX", base.parametersMax, 20, 10_000),
        settings.whole("PARLEY_VOICE_CALLS_MAX", base.callsMax, 1, 100_000),
        time(settings, "PARLEY_VOICE_TICKET_FOR", base.ticketFor, Duration.ofHours(1)),
        time(settings, "PARLEY_VOICE_START_WITHIN", base.startWithin, Duration.ofMinutes(1)),
        time(settings, "PARLEY_VOICE_BACK_WITHIN", base.backWithin, Duration.ofMinutes(5)),
        settings.whole("PARLEY_VOICE_RECONNECTS_MAX", base.reconnectsMax, 0, 100),
        settings.duration("PARLEY_VOICE_RING", base.ring, SECOND.multipliedBy(5), TEN_MINUTES),
        time(settings, "PARLEY_VOICE_PLAY_OUT_MAX", base.playOutMax, Duration.ofMinutes(10)),
        time(settings, "PARLEY_VOICE_CALL_MAX", base.callMax, Duration.ofHours(24)));
  }

  private static Duration time(Settings settings, String name, Duration otherwise, Duration max) {
    return settings.duration(name, otherwise, SECOND, max);
  }

  /// The same with somebody else in Twilio's place.
  public VoiceSettings at(URI otherApi) {
    return new VoiceSettings(
        publicUrl,
        otherApi,
        webhookBytesMax,
        parametersMax,
        callsMax,
        ticketFor,
        startWithin,
        backWithin,
        reconnectsMax,
        ring,
        playOutMax,
        callMax);
  }

  /// The public address for WebSockets: `wss://…`.
  String socketUrl() {
    String text = publicUrl.toString();
    return text.startsWith("http") ? "ws" + text.substring("http".length()) : text;
  }
}
