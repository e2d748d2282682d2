package dev.parley.runtime.process;

import dev.parley.config.settings.Secret;
import dev.parley.config.settings.Settings;
import dev.parley.config.settings.SettingsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/// The admin key and the master key: from the settings, or made once and kept in the data folder,
/// readable by the owner alone.
final class CreatedKeys {
  private static final int RANDOM_BYTES = 32;
  private static final int LENGTH_MIN = 16;
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private final Settings settings;
  private final Path data;

  CreatedKeys(Settings settings, Path data) {
    this.settings = settings;
    this.data = data;
  }

  /// @param created whether it was made just now
  record Key(Secret secret, boolean created) {}

  Key admin() {
    return key("PARLEY_ADMIN_KEY", "admin.key", "pk_admin_");
  }

  Key master() {
    return key("PARLEY_MASTER_KEY", "master.key", "");
  }

  private Key key(String setting, String fileName, String prefix) {
    Optional<String> set = settings.text(setting);
    if (set.isPresent()) {
      if (set.get().length() < LENGTH_MIN || !set.get().matches("[\\x21-\\x7e]+")) {
        throw new SettingsException(
            setting, LENGTH_MIN + " or more printable ASCII characters without spaces");
      }
      return new Key(Secret.of(set.get()), false);
    }
    Path file = data.resolve(fileName);
    try {
      if (Files.exists(file)) {
        return new Key(Secret.of(Files.readString(file).strip()), false);
      }
      String made = prefix + random();
      write(file, made);
      return new Key(Secret.of(made), true);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The key file " + file.toAbsolutePath() + " cannot be used; Parley does not start.", e);
    }
  }

  private static void write(Path file, String key) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    boolean posix =
        Files.getFileStore(file.toAbsolutePath().getParent()).supportsFileAttributeView("posix");
    if (posix) {
      Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
      Files.writeString(file, key + "\n", StandardOpenOption.TRUNCATE_EXISTING);
    } else {
      Files.writeString(file, key + "\n", StandardOpenOption.CREATE_NEW);
    }
  }

  private static String random() {
    byte[] bytes = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
