package dev.parley.config.store;

import dev.parley.config.settings.Secret;
import java.time.Duration;
import java.util.Optional;

/// Where PostgreSQL is and how many connections this process may hold.
///
/// @param jdbcUrl `jdbc:postgresql://…`
/// @param connectionsMax connections at most; callers wait for one up to `acquireTimeout`
/// @param acquireTimeout how long a caller waits for a connection before it gets an error
public record DatabaseSettings(
    String jdbcUrl,
    Optional<String> user,
    Optional<Secret> password,
    int connectionsMax,
    Duration acquireTimeout) {
  public static final int CONNECTIONS_MAX = 24;
  public static final Duration ACQUIRE_TIMEOUT = Duration.ofSeconds(10);

  public DatabaseSettings {
    if (connectionsMax < 1) {
      throw new IllegalArgumentException("connectionsMax must be at least 1");
    }
  }

  public static DatabaseSettings of(String jdbcUrl) {
    return new DatabaseSettings(
        jdbcUrl, Optional.empty(), Optional.empty(), CONNECTIONS_MAX, ACQUIRE_TIMEOUT);
  }

  /// From an address with or without user and password in it.
  ///
  /// @param setting named when the address cannot be used
  public static DatabaseSettings ofAddress(String setting, String address) {
    DatabaseUrl url = DatabaseUrl.parse(setting, address);
    return new DatabaseSettings(
        url.jdbcUrl(), url.user(), url.password(), CONNECTIONS_MAX, ACQUIRE_TIMEOUT);
  }
}
