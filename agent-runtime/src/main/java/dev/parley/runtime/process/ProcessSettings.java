package dev.parley.runtime.process;

import dev.parley.config.settings.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// What the process as a whole is told.
///
/// @param port 0 for any free one
/// @param publicUrl where the outside world reaches this server; absent: `http://localhost:<port>`
/// @param data folder of the embedded database and of created keys
/// @param databaseUrl a PostgreSQL of one's own; absent: the embedded one
/// @param drain how long a stop waits for turns and deliveries under way
/// @param closeWait how long closing a conversation over the API waits for a turn under way
/// @param secretOverlap how long a webhook's old secret signs beside its new one
/// @param httpConnectionsMax open connections at most
/// @param requestBytesMax of a request's body
/// @param privateAddresses whether webhooks may reach private networks
/// @param loopbackAddresses whether webhooks may reach this machine
/// @param sandbox whether the message vendors are simulated on this machine
/// @param samples whether sample agents are published into an empty database
public record ProcessSettings(
    String host,
    int port,
    Optional<URI> publicUrl,
    Path data,
    Optional<String> databaseUrl,
    Duration drain,
    Duration closeWait,
    Duration secretOverlap,
    int httpConnectionsMax,
    int requestBytesMax,
    boolean privateAddresses,
    boolean loopbackAddresses,
    boolean samples,
    boolean sandbox) {
  public static ProcessSettings read(Settings settings) {
    Optional<URI> publicUrl = settings.url("PARLEY_PUBLIC_URL");
    return new ProcessSettings(
        settings.text("PARLEY_HOST", "0.0.0.0"),
        settings.whole("PARLEY_PORT", 8080, 0, 65_535),
        publicUrl,
        Path.of(settings.text("PARLEY_DATA", "data")),
        settings.text("PARLEY_DATABASE_URL"),
        settings.duration(
            "PARLEY_DRAIN", Duration.ofSeconds(20), Duration.ZERO, Duration.ofMinutes(10)),
        settings.duration(
            "PARLEY_CLOSE_WAIT", Duration.ofSeconds(10), Duration.ZERO, Duration.ofMinutes(5)),
        settings.duration(
            "PARLEY_WEBHOOK_SECRET_OVERLAP",
            Duration.ofHours(24),
            Duration.ZERO,
            Duration.ofDays(365)),
        settings.whole("PARLEY_HTTP_CONNECTIONS_MAX", 20_000, 1, 1_000_000),
        settings.whole("PARLEY_REQUEST_BYTES_MAX", 1 << 20, 1 << 10, 1 << 28),
        settings.flag("PARLEY_WEBHOOK_PRIVATE_ADDRESSES", false),
        settings.flag("PARLEY_WEBHOOK_LOOPBACK", publicUrl.isEmpty()),
        settings.flag("PARLEY_SAMPLES", true),
        settings.flag("PARLEY_SANDBOX", publicUrl.isEmpty()));
  }
}
