package dev.parley.channel.sms;

import dev.parley.config.settings.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// How this server talks to Twilio, the same for every account.
///
/// @param publicUrl where Twilio reaches this server, without a trailing slash: part of what it
///     signs, and where its receipts go
/// @param apiUrl Twilio's REST API, or what stands in for it
/// @param webhookBytesMax of a webhook's body
/// @param parametersMax of a webhook's form
/// @param textCharsMax Twilio refuses longer bodies (21617), in UTF-16 units
/// @param segmentsMax a reply that takes more is split: carriers lose parts of long ones
/// @param plainPunctuation curly quotes, dashes and the like are sent as their plain look-alikes
///     where that makes a text fit the cheap alphabet
/// @param validity how long Twilio may try to deliver; at most 10 hours
/// @param perSecond segments a second of a long code that does not name its own throughput
/// @param mediaPerMessageMax attachments taken of one inbound message
/// @param mediaHosts whose files are fetched with the account's credentials, besides the API's host
/// @param retryAfter how long to wait where Twilio does not say
/// @param retryAfterMax the longest wait Twilio may ask for
/// @param settle how long a message may take to show up in Twilio's list
/// @param clockSkew between Twilio's clock and ours, at most
/// @param listPageSize messages read at once when an outcome is looked up
public record SmsSettings(
    URI publicUrl,
    URI apiUrl,
    int webhookBytesMax,
    int parametersMax,
    int textCharsMax,
    int segmentsMax,
    boolean plainPunctuation,
    Duration validity,
    int perSecond,
    int mediaPerMessageMax,
    Set<String> mediaHosts,
    Duration retryAfter,
    Duration retryAfterMax,
    Duration settle,
    Duration clockSkew,
    int listPageSize) {
  /// Twilio's own address.
  public static final URI TWILIO = URI.create("https://api.twilio.com");

  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofDays(1);

  public static SmsSettings defaults(URI publicUrl, URI apiUrl) {
    return new SmsSettings(
        publicUrl,
        apiUrl,
        64 << 10,
        200,
        1600,
        10,
        true,
        Duration.ofHours(4),
        1,
        10,
        Set.of("api.twilio.com"),
        Duration.ofSeconds(2),
        Duration.ofMinutes(10),
        Duration.ofSeconds(20),
        Duration.ofSeconds(30),
        50);
  }

  /// From the process settings; all are listed in `docs/limits.md`.
  public static SmsSettings read(Settings settings, URI publicUrl) {
    SmsSettings base = defaults(publicUrl, settings.url("PARLEY_TWILIO_URL").orElse(TWILIO));
    return new SmsSettings(
        publicUrl,
        base.apiUrl,
        settings.whole("PARLEY_SMS_WEBHOOK_BYTES_MAX", base.webhookBytesMax, 1 << 10, 1 << 20),
        settings.whole("PARLEY_SMS_PARAMETERS_MAX", base.parametersMax, 20, 10_000),
        settings.whole("PARLEY_SMS_TEXT_CHARS_MAX", base.textCharsMax, 70, 1600),
        settings.whole("PARLEY_SMS_SEGMENTS_MAX", base.segmentsMax, 1, 30),
        settings.flag("PARLEY_SMS_PLAIN_PUNCTUATION", base.plainPunctuation),
        settings.duration(
            "PARLEY_SMS_VALIDITY", base.validity, Duration.ofSeconds(1), Duration.ofHours(10)),
        settings.whole("PARLEY_SMS_PER_SECOND", base.perSecond, 1, 9_999),
        settings.whole("PARLEY_SMS_MEDIA_MAX", base.mediaPerMessageMax, 0, 10),
        settings
            .text("PARLEY_TWILIO_MEDIA_HOSTS")
            .map(hosts -> Set.copyOf(List.of(hosts.split("[,\\s]+"))))
            .orElse(base.mediaHosts),
        settings.duration("PARLEY_SMS_RETRY_AFTER", base.retryAfter, SHORTEST, LONGEST),
        settings.duration("PARLEY_SMS_RETRY_AFTER_MAX", base.retryAfterMax, SHORTEST, LONGEST),
        settings.duration("PARLEY_SMS_SETTLE", base.settle, SHORTEST, LONGEST),
        settings.duration("PARLEY_SMS_CLOCK_SKEW", base.clockSkew, SHORTEST, LONGEST),
        settings.whole("PARLEY_SMS_LIST_PAGE", base.listPageSize, 1, 1000));
  }

  /// The same with somebody else in Twilio's place.
  public SmsSettings at(URI otherApi) {
    return new SmsSettings(
        publicUrl,
        otherApi,
        webhookBytesMax,
        parametersMax,
        textCharsMax,
        segmentsMax,
        plainPunctuation,
        validity,
        perSecond,
        mediaPerMessageMax,
        mediaHosts,
        retryAfter,
        retryAfterMax,
        settle,
        clockSkew,
        listPageSize);
  }

  public SmsSettings {
    mediaHosts = Set.copyOf(mediaHosts);
    if (textCharsMax < 70 || segmentsMax < 1 || validity.toSeconds() < 1) {
      throw new IllegalArgumentException("a message holds 70 characters, one segment, one second");
    }
  }
}
