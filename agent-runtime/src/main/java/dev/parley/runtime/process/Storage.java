package dev.parley.runtime.process;

import dev.parley.config.settings.Settings;
import dev.parley.config.store.Database;
import dev.parley.config.store.DatabaseSettings;
import dev.parley.config.store.EmbeddedDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// The database of the process: the embedded one under the data folder, or the one in the settings.
///
/// @param embedded present when this process runs the server itself
record Storage(Database database, Optional<EmbeddedDatabase> embedded) implements AutoCloseable {
  static Storage open(Settings settings, Path data, Optional<String> url) {
    if (url.isPresent()) {
      return new Storage(
          Database.open(
              bounded(settings, DatabaseSettings.ofAddress("PARLEY_DATABASE_URL", url.get()))),
          Optional.empty());
    }
    EmbeddedDatabase embedded = EmbeddedDatabase.start(data);
    try {
      return new Storage(
          Database.open(bounded(settings, embedded.settings())), Optional.of(embedded));
    } catch (RuntimeException e) {
      embedded.close();
      throw e;
    }
  }

  private static DatabaseSettings bounded(Settings settings, DatabaseSettings base) {
    return new DatabaseSettings(
        base.jdbcUrl(),
        base.user(),
        base.password(),
        settings.whole("PARLEY_DATABASE_CONNECTIONS_MAX", base.connectionsMax(), 4, 1_000),
        settings.duration(
            "PARLEY_DATABASE_WAIT",
            base.acquireTimeout(),
            Duration.ofMillis(250),
            Duration.ofMinutes(5)));
  }

  @Override
  public void close() {
    database.close();
    embedded.ifPresent(EmbeddedDatabase::close);
  }
}
