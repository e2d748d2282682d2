package dev.parley.runtime.process;

import dev.parley.channel.MessagePort;
import dev.parley.config.settings.Settings;
import dev.parley.config.store.Database;
import dev.parley.runtime.background.Chore;
import dev.parley.runtime.call.OutgoingCalls;
import dev.parley.runtime.call.PlacedCall;
import dev.parley.runtime.forms.FormCalls;
import dev.parley.runtime.forms.FormIntake;
import dev.parley.runtime.forms.FormRegions;
import dev.parley.runtime.forms.FormRows;
import dev.parley.runtime.risk.DomainsFile;
import dev.parley.runtime.risk.RiskBook;
import dev.parley.runtime.risk.RiskPolicies;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The risk of leads and the forms they come by, and what of both is forgotten when.
record RiskRooms(Database database, RiskBook book, FormIntake forms, Duration keptFor) {
  private static final Duration FORGET_EVERY = Duration.ofHours(1);
  private static final Duration RESUME_EVERY = Duration.ofSeconds(30);

  static RiskRooms build(
      Settings settings,
      Database database,
      FormRegions regions,
      MessagePort inbox,
      OutgoingCalls calls,
      Clock clock) {
    DomainsFile rules =
        new DomainsFile(settings.text("PARLEY_DISPOSABLE_DOMAINS").map(Path::of), clock);
    RiskBook book = new RiskBook(rules, new RiskPolicies(), clock);
    Duration day = Duration.ofDays(1);
    Duration keptFor =
        settings.duration("PARLEY_RISK_KEPT", day.multipliedBy(90), day, day.multipliedBy(3_650));
    FormIntake forms =
        new FormIntake(
            database,
            new FormRows(),
            book,
            regions,
            inbox,
            (t, a, f, p, w) -> outcome(calls.place(t, a, Optional.of(f), p, w)),
            clock);
    return new RiskRooms(database, book, forms, keptFor);
  }

  private static FormCalls.Outcome outcome(PlacedCall placed) {
    return switch (placed) {
      case PlacedCall.Calling(UUID conversation, var _) ->
          new FormCalls.Outcome.Calling(conversation);
      case PlacedCall.Held(Instant until, var _) -> new FormCalls.Outcome.Later(until);
      case PlacedCall.Refused(String reason) -> new FormCalls.Outcome.Refused(reason);
      case PlacedCall.NoChannel() -> new FormCalls.Outcome.NobodyToCall();
    };
  }

  List<Chore> chores() {
    return List.of(
        new Chore("risk-forgotten", FORGET_EVERY, this::forget),
        new Chore("forms-resumed", RESUME_EVERY, forms::resume));
  }

  private void forget() {
    database.runAcrossTenants(tx -> book.forget(tx, keptFor));
    forms.forget(keptFor);
  }
}
