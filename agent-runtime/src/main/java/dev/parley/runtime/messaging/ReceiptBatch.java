package dev.parley.runtime.messaging;

import dev.parley.channel.DeliveryReceipt;
import dev.parley.config.store.Database;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Receipts that come in the same moment, noted in one commit: a vendor brings two or three for
/// each message, from many connections at once. Whoever brings one waits for the commit it is
/// in. Thread-safe.
final class ReceiptBatch implements AutoCloseable {
  private static final int BATCH_MAX = 200;
  private static final Duration IDLE = Duration.ofMillis(500);

  private final Database database;
  private final LinkedBlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
  private final Thread thread = Thread.ofVirtual().name("receipts").unstarted(this::run);
  private volatile boolean closing;

  private record Waiting(DeliveryReceipt receipt, CompletableFuture<Void> noted) {}

  ReceiptBatch(Database database) {
    this.database = database;
  }

  void start() {
    thread.start();
  }

  /// Returns after the commit; throws what kept it from being made.
  void note(DeliveryReceipt receipt) {
    if (closing) {
      throw new IllegalStateException("this process is stopping; the vendor brings it again");
    }
    Waiting waiting = new Waiting(receipt, new CompletableFuture<>());
    queue.add(waiting);
    try {
      waiting.noted.join();
    } catch (CompletionException e) {
      throw new IllegalStateException("a receipt was not noted", e.getCause());
    }
  }

  @Override
  public void close() {
    closing = true;
  }

  private void run() {
    List<Waiting> taken = new ArrayList<>();
    try {
      while (!closing || !queue.isEmpty()) {
        Waiting first = queue.poll(IDLE.toMillis(), TimeUnit.MILLISECONDS);
        if (first != null) {
          taken.add(first);
          queue.drainTo(taken, BATCH_MAX - 1);
          commit(taken);
          taken.clear();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void commit(List<Waiting> taken) {
    try {
      for (List<DeliveryReceipt> once : rounds(taken)) {
        Receipts.note(database, once);
      }
      taken.forEach(one -> one.noted.complete(null));
    } catch (RuntimeException e) {
      taken.forEach(one -> one.noted.completeExceptionally(e));
    }
  }

  /// A statement changes a row once: what else came of the same message follows in a round of its
  /// own.
  private static List<List<DeliveryReceipt>> rounds(List<Waiting> taken) {
    List<Map<Object, DeliveryReceipt>> rounds = new ArrayList<>();
    for (Waiting one : taken) {
      DeliveryReceipt receipt = one.receipt();
      Object message = Receipts.message(receipt);
      Map<Object, DeliveryReceipt> free =
          rounds.stream()
              .filter(round -> !round.containsKey(message))
              .findFirst()
              .orElseGet(
                  () -> {
                    rounds.add(new LinkedHashMap<>());
                    return rounds.getLast();
                  });
      free.put(message, receipt);
    }
    return rounds.stream().map(round -> List.copyOf(round.values())).toList();
  }
}
