package dev.parley.config.store;

import static dev.parley.config.store.generated.Tables.TENANTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseIT {
  @TempDir Path folder;

  @Test
  void dataSurvivesARestart() {
    UUID tenant = UUID.randomUUID();
    try (EmbeddedDatabase server = EmbeddedDatabase.start(folder);
        Database database = Database.open(server.settings())) {
      insert(database, tenant);
    }
    try (EmbeddedDatabase server = EmbeddedDatabase.start(folder);
        Database database = Database.open(server.settings())) {
      assertThat(exists(database, tenant)).isTrue();
    }
  }

  @Test
  void aCommitIsOnDiskBeforeItIsAnswered() {
    try (EmbeddedDatabase server = EmbeddedDatabase.start(folder);
        Database database = Database.open(server.settings())) {
      for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
        String value =
            database.acrossTenants(tx -> tx.fetchSingle("show " + setting).get(0, String.class));
        assertThat(value).as(setting).isEqualTo("on");
      }
    }
  }

  @Test
  void aFileOfTheLogIsSmallEnoughToBeMadeBetweenTwoCommits() {
    try (EmbeddedDatabase server = EmbeddedDatabase.start(folder);
        Database database = Database.open(server.settings())) {
      String size =
          database.acrossTenants(
              tx -> tx.fetchSingle("show wal_segment_size").get(0, String.class));
      assertThat(size).isEqualTo("4MB");
    }
  }

  @Test
  void aSecondProcessOnTheSameFolderIsRefused() {
    try (EmbeddedDatabase first = EmbeddedDatabase.start(folder)) {
      assertThat(first.settings().jdbcUrl()).startsWith("jdbc:postgresql://");
      assertThatThrownBy(() -> EmbeddedDatabase.start(folder))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("PARLEY_DATA");
    }
  }

  @Test
  void aServerLeftByAKilledProcessIsEndedFirst() throws Exception {
    startAndKill();
    long pid = postmaster();
    assertThat(ProcessHandle.of(pid)).isPresent();

    try (EmbeddedDatabase server = EmbeddedDatabase.start(folder);
        Database database = Database.open(server.settings())) {
      assertThat(database.reachable()).isTrue();
      assertThat(postmaster()).isNotEqualTo(pid);
    }
  }

  /// A process of its own that starts the database and is killed as soon as it runs.
  private void startAndKill() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Starter.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .start();
    try (BufferedReader out = process.inputReader()) {
      assertThat(out.lines().anyMatch(Starter.READY::equals)).isTrue();
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  static final class Starter {
    static final String READY = "database is up";

    private Starter() {}

    @SuppressWarnings("SystemOut")
    public static void main(String[] args) throws Exception {
      EmbeddedDatabase.start(Path.of(args[0]));
      System.out.println(READY);
      new CountDownLatch(1).await();
    }
  }

  private long postmaster() throws IOException {
    return Long.parseLong(
        Files.readAllLines(folder.resolve("postgres/postmaster.pid")).getFirst().strip());
  }

  private static void insert(Database database, UUID tenant) {
    database.runAcrossTenants(
        tx -> tx.execute("insert into tenants (tenant_id, name) values (?, 'kept')", tenant));
  }

  private static boolean exists(Database database, UUID tenant) {
    return database.acrossTenants(tx -> tx.fetchExists(TENANTS, TENANTS.TENANT_ID.eq(tenant)));
  }
}
