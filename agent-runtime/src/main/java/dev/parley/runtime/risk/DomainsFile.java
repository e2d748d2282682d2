package dev.parley.runtime.risk;

import dev.parley.risk.DisposableDomains;
import dev.parley.risk.RiskRules;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The rules with the list of throw-away domains of this installation: the one that comes with
/// Parley, or a file in its place, which is read again when it changes. A file that cannot be read
/// leaves the list as it was. Thread-safe.
public final class DomainsFile implements Supplier<RiskRules> {
  private static final Logger LOG = LoggerFactory.getLogger(DomainsFile.class);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(10);

  private final Optional<Path> file;
  private final Clock clock;
  private volatile Loaded loaded;

  private record Loaded(RiskRules rules, Optional<FileTime> changed, Instant lookedAt) {}

  public DomainsFile(Optional<Path> file, Clock clock) {
    this.file = file;
    this.clock = clock;
    RiskRules builtIn = new RiskRules(DisposableDomains.builtIn());
    this.loaded = new Loaded(builtIn, Optional.empty(), Instant.EPOCH);
  }

  @Override
  public RiskRules get() {
    Loaded now = loaded;
    if (file.isEmpty() || clock.instant().isBefore(now.lookedAt().plus(LOOK_EVERY))) {
      return now.rules();
    }
    return look(file.get());
  }

  private synchronized RiskRules look(Path path) {
    Loaded before = loaded;
    Instant at = clock.instant();
    if (at.isBefore(before.lookedAt().plus(LOOK_EVERY))) {
      return before.rules();
    }
    try {
      FileTime changed = Files.getLastModifiedTime(path);
      if (before.changed().filter(changed::equals).isPresent()) {
        loaded = new Loaded(before.rules(), before.changed(), at);
      } else {
        loaded = new Loaded(new RiskRules(read(path)), Optional.of(changed), at);
      }
    } catch (IOException e) {
      LOG.warn("The list of throw-away domains cannot be read; the one before is kept", e);
      loaded = new Loaded(before.rules(), before.changed(), at);
    }
    return loaded.rules();
  }

  private static DisposableDomains read(Path path) throws IOException {
    try (Reader reader = Files.newBufferedReader(path)) {
      DisposableDomains domains = DisposableDomains.read(reader);
      LOG.info("{} throw-away domains read", domains.size());
      return domains;
    }
  }
}
