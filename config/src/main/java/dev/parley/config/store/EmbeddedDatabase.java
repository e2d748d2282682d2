package dev.parley.config.store;

import dev.parley.config.net.FreePort;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A real PostgreSQL of our own, run as a child process on a folder that outlives it. One process
/// per folder: a second one is refused while the first lives, and a server orphaned by a killed
/// process is ended before a new one starts on its data.
public final class EmbeddedDatabase implements AutoCloseable {
  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
  private static final String DATABASE = "postgres";
  private static final String USER = "postgres";

  private final EmbeddedPostgres postgres;
  private final FileChannel lockFile;

  private EmbeddedDatabase(EmbeddedPostgres postgres, FileChannel lockFile) {
    this.postgres = postgres;
    this.lockFile = lockFile;
  }

  /// Starts PostgreSQL on `folder`, making the database the first time.
  public static EmbeddedDatabase start(Path folder) {
    Path data = folder.resolve("postgres");
    FileChannel lockFile = lock(folder);
    try {
      new OrphanedServer(data).end();
      EmbeddedPostgres postgres =
          EmbeddedPostgres.builder()
              .setOverrideWorkingDirectory(folder.resolve("postgres-binaries").toFile())
              .setDataDirectory(data)
              .setCleanDataDirectory(false)
              .setRegisterShutdownHook(false)
              .setPGStartupWait(START_TIMEOUT)
              // Any port of the system's may be another's by the time the data are made.
              .setPort(FreePort.take())
              // The library is made for tests, and starts it with both off: a commit would be lost
              // with the machine, and with the server itself for a moment.
              .setServerConfig("fsync", "on")
              .setServerConfig("synchronous_commit", "on")
              .setServerConfig("listen_addresses", "127.0.0.1")
              .setServerConfig("max_connections", "200")
              .setServerConfig("shared_buffers", "128MB")
              .setServerConfig("wal_compression", "on")
              // Whoever fills a file of the log makes the next one while all commits wait: a small
              // one takes 10 ms, one of the usual 16 MB 30 to 50. Files there were are used again.
              .setLocaleConfig("wal-segsize", "4")
              .setServerConfig("min_wal_size", "256MB")
              // Fewer checkpoints: the first change of a page after each logs the whole page.
              .setServerConfig("max_wal_size", "2GB")
              .setServerConfig("checkpoint_timeout", "15min")
              // What the kernel gathers it writes in one go, and a commit waits behind it.
              .setServerConfig("backend_flush_after", "256kB")
              .setServerConfig("jit", "off")
              .start();
      return new EmbeddedDatabase(postgres, lockFile);
    } catch (IOException | RuntimeException e) {
      release(lockFile, e);
      throw new StoreException(
          StoreException.Code.EMBEDDED_DATABASE_FAILED,
          "The embedded PostgreSQL did not start on " + data + "; see its output above.",
          e);
    }
  }

  public DatabaseSettings settings() {
    return new DatabaseSettings(
        postgres.getJdbcUrl(USER, DATABASE),
        Optional.empty(),
        Optional.empty(),
        DatabaseSettings.CONNECTIONS_MAX,
        DatabaseSettings.ACQUIRE_TIMEOUT);
  }

  @Override
  public void close() {
    try (lockFile) {
      postgres.close();
    } catch (IOException e) {
      throw new StoreException(
          StoreException.Code.EMBEDDED_DATABASE_FAILED,
          "The embedded PostgreSQL did not stop cleanly; it recovers at the next start.",
          e);
    }
  }

  private static FileChannel lock(Path folder) {
    @Nullable FileLock lock;
    FileChannel channel;
    try {
      Files.createDirectories(folder);
      channel =
          FileChannel.open(
              folder.resolve("parley.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      throw inUse(folder, e);
    } catch (IOException e) {
      throw new StoreException(
          StoreException.Code.EMBEDDED_DATABASE_FAILED,
          "The data folder " + folder.toAbsolutePath() + " cannot be written.",
          e);
    }
    if (lock == null) {
      IOException busy = new IOException("locked by another process");
      release(channel, busy);
      throw inUse(folder, busy);
    }
    return channel;
  }

  private static StoreException inUse(Path folder, Exception cause) {
    return new StoreException(
        StoreException.Code.DATA_FOLDER_IN_USE,
        "Another Parley uses the data folder "
            + folder.toAbsolutePath()
            + ". Stop it, set PARLEY_DATA to another folder, or set PARLEY_DATABASE_URL.",
        cause);
  }

  private static void release(FileChannel channel, Exception cause) {
    try {
      channel.close();
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }
}
