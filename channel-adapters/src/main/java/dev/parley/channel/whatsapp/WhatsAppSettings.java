package dev.parley.channel.whatsapp;

import dev.parley.config.settings.Secret;
import dev.parley.config.settings.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// How this server talks to Meta, the same for every account.
///
/// @param apiUrl the Graph API without a version, or what stands in for it
/// @param version of the Graph API, such as `v23.0`
/// @param appSecrets of this server's own app, for channels that bring none of their own: the
///     active ones, two while a secret is being replaced
/// @param verifyToken of this server's own app
/// @param webhookBytesMax of a webhook's body
/// @param limits of outgoing messages
/// @param rates at which messages are sent
/// @param mediaHosts where files are, besides the API's host: they get the account's token
/// @param serviceWindow how long a business may write freely after the contact wrote
/// @param retryAfter how long to wait where Meta does not say
/// @param pairRetryAfter the same, after too many messages to one person (131056)
/// @param upgradeRetryAfter the same, while a number is being upgraded (131057)
/// @param appRetryAfter the same, after too many calls of the app (4, 80007)
/// @param retryAfterMax the longest wait Meta may ask for
/// @param receiptWait a message Meta took has its first receipt within seconds; without one after
///     this long it counts as never taken
public record WhatsAppSettings(
    URI apiUrl,
    String version,
    List<Secret> appSecrets,
    Optional<Secret> verifyToken,
    int webhookBytesMax,
    WhatsAppLimits limits,
    WhatsAppRates rates,
    Set<String> mediaHosts,
    Duration serviceWindow,
    Duration retryAfter,
    Duration pairRetryAfter,
    Duration upgradeRetryAfter,
    Duration appRetryAfter,
    Duration retryAfterMax,
    Duration receiptWait) {
  /// Meta's own address.
  public static final URI META = URI.create("https://graph.facebook.com");

  public static WhatsAppSettings defaults(URI apiUrl) {
    return new WhatsAppSettings(
        apiUrl,
        "v23.0",
        List.of(),
        Optional.empty(),
        4 << 20,
        WhatsAppLimits.DEFAULTS,
        WhatsAppRates.DEFAULTS,
        Set.of("lookaside.fbsbx.com"),
        Duration.ofHours(24),
        Duration.ofSeconds(2),
        Duration.ofSeconds(6),
        Duration.ofSeconds(60),
        Duration.ofMinutes(1),
        Duration.ofHours(1),
        Duration.ofMinutes(15));
  }

  /// From the process settings; all are listed in `docs/limits.md`.
  public static WhatsAppSettings read(Settings settings) {
    WhatsAppSettings base = defaults(settings.url("PARLEY_WHATSAPP_URL").orElse(META));
    return new WhatsAppSettings(
        base.apiUrl,
        settings.text("PARLEY_WHATSAPP_VERSION", base.version),
        Stream.of("PARLEY_WHATSAPP_APP_SECRET", "PARLEY_WHATSAPP_APP_SECRET_PREVIOUS")
            .flatMap(name -> settings.secret(name).stream())
            .toList(),
        settings.secret("PARLEY_WHATSAPP_VERIFY_TOKEN"),
        settings.whole(
            "PARLEY_WHATSAPP_WEBHOOK_BYTES_MAX", base.webhookBytesMax, 1 << 16, 64 << 20),
        WhatsAppLimits.read(settings),
        WhatsAppRates.read(settings),
        settings
            .text("PARLEY_WHATSAPP_MEDIA_HOSTS")
            .map(hosts -> Set.copyOf(List.of(hosts.split("[,\\s]+"))))
            .orElse(base.mediaHosts),
        time(settings, "PARLEY_WHATSAPP_WINDOW", base.serviceWindow),
        time(settings, "PARLEY_WHATSAPP_RETRY_AFTER", base.retryAfter),
        time(settings, "PARLEY_WHATSAPP_PAIR_RETRY_AFTER", base.pairRetryAfter),
        time(settings, "PARLEY_WHATSAPP_UPGRADE_RETRY_AFTER", base.upgradeRetryAfter),
        time(settings, "PARLEY_WHATSAPP_APP_RETRY_AFTER", base.appRetryAfter),
        time(settings, "PARLEY_WHATSAPP_RETRY_AFTER_MAX", base.retryAfterMax),
        time(settings, "PARLEY_WHATSAPP_RECEIPT_WAIT", base.receiptWait));
  }

  private static Duration time(Settings settings, String name, Duration otherwise) {
    return settings.duration(name, otherwise, Duration.ofMillis(1), Duration.ofDays(7));
  }

  /// The same with somebody else in Meta's place.
  public WhatsAppSettings at(URI otherApi) {
    return new WhatsAppSettings(
        otherApi,
        version,
        appSecrets,
        verifyToken,
        webhookBytesMax,
        limits,
        rates,
        mediaHosts,
        serviceWindow,
        retryAfter,
        pairRetryAfter,
        upgradeRetryAfter,
        appRetryAfter,
        retryAfterMax,
        receiptWait);
  }

  /// The same with an app of this server's own.
  public WhatsAppSettings withApp(List<Secret> secrets, Optional<Secret> token) {
    return new WhatsAppSettings(
        apiUrl,
        version,
        secrets,
        token,
        webhookBytesMax,
        limits,
        rates,
        mediaHosts,
        serviceWindow,
        retryAfter,
        pairRetryAfter,
        upgradeRetryAfter,
        appRetryAfter,
        retryAfterMax,
        receiptWait);
  }

  public WhatsAppSettings {
    appSecrets = List.copyOf(appSecrets);
    mediaHosts = Set.copyOf(mediaHosts);
  }
}
