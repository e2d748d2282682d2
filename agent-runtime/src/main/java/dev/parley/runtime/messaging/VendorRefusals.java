package dev.parley.runtime.messaging;

import dev.parley.channel.Failure;
import dev.parley.config.store.Database;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does what a vendor's refusal calls for: an opt-out it knew of goes into the ledger, words that
/// came too late for its window are put back, a fault of the account is told to the operator.
/// Thread-safe.
final class VendorRefusals implements RefusedMessages {
  private static final Logger LOG = LoggerFactory.getLogger(VendorRefusals.class);

  private final Database database;
  private final Routes routes;
  private final Consents consents;
  private final Clock clock;

  VendorRefusals(Database database, Routes routes, Consents consents, Clock clock) {
    this.database = database;
    this.routes = routes;
    this.consents = consents;
    this.clock = clock;
  }

  @Override
  public Outcome outcome(OutboxRow row, Failure failure) {
    switch (failure.reason().remedy()) {
      case SUPPRESS -> suppress(row);
      case TELL_OPERATOR ->
          LOG.atError()
              .addKeyValue("channel", row.channel().wireName())
              .addKeyValue("tenant", row.conversation().tenant())
              .addKeyValue("code", failure.vendorCode())
              .log(
                  "The vendor refuses every message of a channel ({}); mend its account",
                  failure.reason().code());
      case USE_TEMPLATE -> database.runAcrossTenants(tx -> MissedWords.putBack(tx, row.id()));
      case NONE, OTHER_CHANNEL, SEND_AGAIN -> {
        // The row says why; the contact's next message opens the way again.
      }
    }
    return Outcome.refused(row, failure.reason().code());
  }

  private void suppress(OutboxRow row) {
    routes
        .find(row.conversation(), row.channel())
        .ifPresent(
            route ->
                database.runAcrossTenants(
                    tx ->
                        consents.refused(
                            tx,
                            row.conversation().tenant(),
                            row.channel(),
                            route.recipient(),
                            clock.instant())));
  }
}
