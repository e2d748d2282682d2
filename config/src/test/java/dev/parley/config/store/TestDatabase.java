package dev.parley.config.store;

import dev.parley.config.net.FreePort;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// A fresh, migrated database for a test, on one real PostgreSQL per test process. Databases are
/// copied from a migrated template, which takes some tens of milliseconds.
public final class TestDatabase implements AutoCloseable {
  private static final String TEMPLATE = "parley_template";
  private static final AtomicInteger COPIES = new AtomicInteger();
  private static final EmbeddedPostgres SERVER = server();

  private final DatabaseSettings settings;
  private final Database database;

  private TestDatabase(DatabaseSettings settings) {
    this.settings = settings;
    this.database = Database.open(settings);
  }

  public static TestDatabase create() {
    String name = "parley_" + COPIES.incrementAndGet();
    sql("create database " + name + " template " + TEMPLATE);
    return new TestDatabase(settings(name));
  }

  public Database database() {
    return database;
  }

  /// For a second node on the same database.
  public DatabaseSettings settings() {
    return settings;
  }

  @Override
  public void close() {
    database.close();
  }

  private static DatabaseSettings settings(String name) {
    return new DatabaseSettings(
        SERVER.getJdbcUrl("postgres", name),
        Optional.empty(),
        Optional.empty(),
        8,
        DatabaseSettings.ACQUIRE_TIMEOUT);
  }

  private static EmbeddedPostgres server() {
    try {
      EmbeddedPostgres server =
          EmbeddedPostgres.builder()
              .setServerConfig("fsync", "off")
              .setServerConfig("synchronous_commit", "off")
              .setServerConfig("full_page_writes", "off")
              .setServerConfig("max_connections", "300")
              .setPort(FreePort.take())
              .setPGStartupWait(Duration.ofMinutes(2))
              .start();
      try (Connection connection = server.getPostgresDatabase().getConnection()) {
        connection.createStatement().execute("create database " + TEMPLATE);
      }
      try (Database template = Database.open(templateSettings(server))) {
        template.reachable();
      }
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static DatabaseSettings templateSettings(EmbeddedPostgres server) {
    return new DatabaseSettings(
        server.getJdbcUrl("postgres", TEMPLATE),
        Optional.empty(),
        Optional.empty(),
        2,
        DatabaseSettings.ACQUIRE_TIMEOUT);
  }

  private static void sql(String statement) {
    try (Connection connection = SERVER.getPostgresDatabase().getConnection()) {
      connection.createStatement().execute(statement);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
