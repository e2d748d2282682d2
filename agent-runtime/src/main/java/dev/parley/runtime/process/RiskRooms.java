package dev.parley.runtime.process;

import dev.parley.config.settings.Settings;
import dev.parley.config.store.Database;
import dev.parley.runtime.risk.DomainsFile;
import dev.parley.runtime.risk.RiskBook;
import dev.parley.runtime.risk.RiskPolicies;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/// The risk of leads, and what of it is forgotten when.
record RiskRooms(Database database, RiskBook book, Duration keptFor) {
  static RiskRooms build(Settings settings, Database database, Clock clock) {
    DomainsFile rules =
        new DomainsFile(settings.text("PARLEY_DISPOSABLE_DOMAINS").map(Path::of), clock);
    Duration day = Duration.ofDays(1);
    Duration keptFor =
        settings.duration("PARLEY_RISK_KEPT", day.multipliedBy(90), day, day.multipliedBy(3_650));
    return new RiskRooms(database, new RiskBook(rules, new RiskPolicies(), clock), keptFor);
  }

  void forget() {
    database.runAcrossTenants(tx -> book.forget(tx, keptFor));
  }
}
