package dev.parley.crm.pipedrive;

import dev.parley.crm.Connector;
import dev.parley.crm.DeliveryResult;
import dev.parley.crm.DeliveryResult.Trouble;
import dev.parley.crm.DeliveryStopped;
import dev.parley.crm.RemoteKeys;
import dev.parley.crm.RemoteKeys.Claim;
import java.util.Optional;
import java.util.OptionalInt;

/// Waits for one's turn at a person or a lead: another delivery of the same one takes a second or
/// two, and giving this one back for five would only be slower. One that died is not waited for.
final class PipedriveTurns {
  private static final long PAUSE_MILLIS = 50;

  private PipedriveTurns() {}

  static Claim claim(RemoteKeys keys, Connector connector, String key, PipedriveSettings settings) {
    long until = System.nanoTime() + settings.patience().toNanos();
    Claim claim = keys.claim(connector, key, settings.hold());
    try {
      while (claim instanceof Claim.Held && System.nanoTime() - until < 0) {
        Thread.sleep(PAUSE_MILLIS);
        claim = keys.claim(connector, key, settings.hold());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return claim;
  }

  static DeliveryStopped held() {
    return new DeliveryStopped(
        new DeliveryResult.Retry(
            "record_held",
            OptionalInt.empty(),
            "Another delivery is at this person or lead, or ended without saying what came of it."
                + " Pipedrive keeps nothing unique, so this one waits.",
            Optional.empty(),
            Trouble.RECORD));
  }

  static DeliveryResult again(String code) {
    return new DeliveryResult.Retry(
        code,
        OptionalInt.empty(),
        "Pipedrive's answer does not name the record it made.",
        Optional.empty(),
        Trouble.RECORD);
  }
}
