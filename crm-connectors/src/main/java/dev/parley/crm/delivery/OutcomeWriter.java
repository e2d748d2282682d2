package dev.parley.crm.delivery;

import dev.parley.config.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One thread that commits outcomes as they come, all that wait at once: while one commit is on its
/// way to disk the next batch gathers. The queue is bounded by the attempts in flight.
final class OutcomeWriter {
  private static final Logger LOG = LoggerFactory.getLogger(OutcomeWriter.class);
  private static final long PAUSE_MILLIS = 500;
  private static final int TRIES_MAX = 5;

  private final Outcomes outcomes;
  private final int perCommitMax;
  private final Gather gather;
  private final LinkedBlockingQueue<Verdict> waiting = new LinkedBlockingQueue<>();
  private volatile boolean closing;

  OutcomeWriter(Outcomes outcomes, DeliverySettings settings) {
    this.outcomes = outcomes;
    this.perCommitMax = settings.outcomesPerCommitMax();
    this.gather = new Gather(settings.gather());
  }

  void add(Verdict verdict) {
    waiting.add(verdict);
  }

  /// Commits until closed and empty.
  void run() {
    List<Verdict> batch = new ArrayList<>();
    long begun = System.nanoTime();
    try {
      while (!closing || !waiting.isEmpty()) {
        Verdict first = waiting.poll(100, TimeUnit.MILLISECONDS);
        if (first != null) {
          batch.add(first);
          gather.await(begun);
          begun = System.nanoTime();
          waiting.drainTo(batch, perCommitMax - 1);
          commit(batch);
          batch.clear();
        }
      }
    } catch (InterruptedException e) {
      LOG.warn(
          "Stopped with {} delivery outcomes unwritten; those deliveries are sent again with"
              + " the same id",
          batch.size() + waiting.size());
      Thread.currentThread().interrupt();
    }
  }

  /// Until it is written: a database that is away comes back. Should the database refuse one
  /// outcome for what it is, that one alone is dropped, and its delivery sent again.
  private void commit(List<Verdict> batch) throws InterruptedException {
    for (int tries = 1; ; tries++) {
      try {
        outcomes.write(batch);
        return;
      } catch (StoreException e) {
        LOG.warn("{} delivery outcomes could not be written; trying again", batch.size(), e);
      } catch (DataAccessException e) {
        if (tries >= TRIES_MAX) {
          divide(batch, e);
          return;
        }
      }
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  private void divide(List<Verdict> batch, DataAccessException e) throws InterruptedException {
    if (batch.size() == 1) {
      LOG.error(
          "The outcome of delivery {} cannot be written; it is sent again with the same id",
          batch.getFirst().delivery(),
          e);
      return;
    }
    commit(batch.subList(0, batch.size() / 2));
    commit(batch.subList(batch.size() / 2, batch.size()));
  }

  /// Commits what waits, on the caller's thread.
  void flush() {
    List<Verdict> batch = new ArrayList<>();
    while (waiting.drainTo(batch, perCommitMax) > 0) {
      outcomes.write(batch);
      batch.clear();
    }
  }

  void close() {
    closing = true;
  }
}
