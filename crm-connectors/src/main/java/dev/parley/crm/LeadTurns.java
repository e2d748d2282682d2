package dev.parley.crm;

import dev.parley.crm.DeliveryResult.Trouble;
import dev.parley.crm.RemoteKeys.Claim;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Supplier;

/// Lets one delivery of a lead at a time write, over all nodes, where the other system keeps
/// nothing unique of what is written: each looks which notes are there before it adds to them, and
/// what two saw missing at once would be there twice. Thread-safe; blocks.
public final class LeadTurns {
  /// Longer than a delivery's calls take together; a process that died is not waited for longer.
  private static final Duration HOLD = Duration.ofMinutes(3);

  /// The other delivery takes a second or two; giving this one back for five would be slower.
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final long PAUSE_MILLIS = 50;

  private final RemoteKeys keys;

  public LeadTurns(RemoteKeys keys) {
    this.keys = keys;
  }

  /// @param deliver run in its turn, or not at all
  public DeliveryResult alone(DeliveryRequest request, Supplier<DeliveryResult> deliver) {
    String key = "turn/" + request.lead();
    Connector connector = request.connector();
    if (!(claim(connector, key) instanceof Claim.Mine(UUID holder))) {
      return new DeliveryResult.Retry(
          "record_held",
          OptionalInt.empty(),
          "Another delivery of this lead is under way, or ended without saying what came of it.",
          Optional.empty(),
          Trouble.RECORD);
    }
    try {
      return deliver.get();
    } finally {
      keys.release(connector, key, holder);
    }
  }

  private Claim claim(Connector connector, String key) {
    long until = System.nanoTime() + PATIENCE.toNanos();
    Claim claim = keys.claim(connector, key, HOLD);
    try {
      while (claim instanceof Claim.Held && System.nanoTime() - until < 0) {
        Thread.sleep(PAUSE_MILLIS);
        claim = keys.claim(connector, key, HOLD);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return claim;
  }
}
