package dev.parley.runtime.messaging;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks for messages that wait in the outbox, on any node. One thread.
final class OutboxSweep implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OutboxSweep.class);
  private static final int BATCH = 200;

  private final OutboxRows rows;
  private final UnaskedGate gate;
  private final OutboxSender sender;
  private final OutcomeWriter outcomes;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("outbox-sweep").daemon(true).factory());

  OutboxSweep(OutboxRows rows, UnaskedGate gate, OutboxSender sender, OutcomeWriter outcomes) {
    this.rows = rows;
    this.gate = gate;
    this.sender = sender;
    this.outcomes = outcomes;
  }

  void start(Duration every) {
    var _ = thread.scheduleWithFixedDelay(this::round, 0, every.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }

  private void round() {
    try {
      List<OutboxRow> claimed;
      do {
        claimed = rows.claim(BATCH);
        claimed.forEach(this::pass);
      } while (claimed.size() == BATCH);
    } catch (RuntimeException e) {
      LOG.atWarn().setCause(e).log("A sweep of the outbox failed; the next one follows soon");
    }
  }

  private void pass(OutboxRow row) {
    switch (gate.decide(row)) {
      case UnaskedGate.Gated.Passed(OutboxRow passed) -> sender.send(passed);
      case UnaskedGate.Gated.Stopped(Outcome outcome) -> outcomes.write(outcome);
    }
  }
}
