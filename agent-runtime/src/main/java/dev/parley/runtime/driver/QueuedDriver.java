package dev.parley.runtime.driver;

import dev.parley.lead.Disposition;
import dev.parley.runtime.conversation.ConversationId;
import dev.parley.runtime.conversation.OwnedConversation;
import dev.parley.runtime.conversation.WaitingMessage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Answers text. Each conversation is worked on by one thread at a time, here and on every other
/// node: here by its run, across nodes by its lease. Arrivals never wait for the work. Thread-safe.
public final class QueuedDriver implements AutoCloseable {
  private final DriverSettings settings;
  private final ConversationWorker worker;
  private final Clock clock;
  private final ConcurrentHashMap<UUID, ConversationRun> runs = new ConcurrentHashMap<>();
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("driver-timer").daemon(true).factory());

  public QueuedDriver(DriverSettings settings, ConversationWorker worker, Clock clock) {
    this.settings = settings;
    this.worker = worker;
    this.clock = clock;
    long idleMillis = settings.idleFor().toMillis();
    var _ =
        timer.scheduleWithFixedDelay(
            this::evict, idleMillis, idleMillis / 2 + 1, TimeUnit.MILLISECONDS);
  }

  /// A conversation this node has just begun, and therefore owns.
  public void begun(OwnedConversation fresh) {
    run(fresh.id()).begun(fresh);
  }

  /// A message that has just been committed to the inbox.
  public void received(ConversationId conversation, WaitingMessage message) {
    ConversationRun run = run(conversation);
    run.arrived(message, clock.instant());
    pace(run);
  }

  /// The same, where it is known that nothing else comes before the answer: no quiet window.
  public void receivedWhole(ConversationId conversation, WaitingMessage message) {
    ConversationRun run = run(conversation);
    run.arrived(message, clock.instant().minus(settings.quietWindow()));
    pace(run);
  }

  /// The contact is typing: an answer that is due waits a little. Only a hint.
  public void typing(ConversationId conversation) {
    ConversationRun run = runs.get(conversation.id());
    if (run != null) {
      run.typing(clock.instant());
    }
  }

  /// The contact left.
  public void leave(ConversationId conversation) {
    request(conversation, new Request.Leave());
  }

  /// The silence timer is due.
  public void silence(ConversationId conversation) {
    request(conversation, new Request.Silence());
  }

  /// The contact cannot be written to where it is: the conversation goes on elsewhere, if it can.
  public void unreached(ConversationId conversation) {
    request(conversation, new Request.Unreached());
  }

  /// Someone of the business ends it. Completes with whether it was still open; is cancelled when
  /// this process stops before.
  public CompletableFuture<Boolean> close(
      ConversationId conversation, Disposition disposition, Optional<String> reason) {
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    request(conversation, new Request.Close(disposition, reason, done));
    return done;
  }

  /// The database holds messages of this conversation that nobody seems to answer.
  public void lookAgain(ConversationId conversation) {
    ConversationRun run = run(conversation);
    run.lookAgain(clock.instant());
    pace(run);
  }

  /// Conversations in memory (for the metrics).
  public int inMemory() {
    return runs.size();
  }

  /// Stops taking new work, lets turns under way finish for at most `grace`, and gives the leases
  /// back so that other nodes go on at once.
  public void drain(Duration grace) throws InterruptedException {
    timer.shutdownNow();
    workers.shutdown();
    if (!workers.awaitTermination(grace.toMillis(), TimeUnit.MILLISECONDS)) {
      workers.shutdownNow();
    }
    for (ConversationRun run : runs.values()) {
      run.abandon();
      worker.release(run);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
    workers.shutdownNow();
  }

  private ConversationRun run(ConversationId conversation) {
    return runs.computeIfAbsent(
        conversation.id(), _ -> new ConversationRun(conversation, settings, clock.instant()));
  }

  private void request(ConversationId conversation, Request request) {
    ConversationRun run = run(conversation);
    run.request(request, clock.instant());
    pace(run);
  }

  /// Sees to it that the run is worked on when its time comes.
  private void pace(ConversationRun run) {
    Optional<Instant> due = run.due();
    if (due.isEmpty()) {
      return;
    }
    long millis = Duration.between(clock.instant(), due.get()).toMillis();
    try {
      if (millis <= 0) {
        workers.execute(() -> work(run));
      } else {
        var _ =
            timer.schedule(
                () -> workers.execute(() -> work(run)), millis + 1, TimeUnit.MILLISECONDS);
      }
    } catch (RejectedExecutionException e) {
      run.abandon();
    }
  }

  private void work(ConversationRun run) {
    if (run.claim(clock.instant())) {
      try {
        worker.work(run);
      } finally {
        run.finished();
        pace(run);
      }
    } else {
      run.due().filter(due -> due.isAfter(clock.instant())).ifPresent(_ -> pace(run));
    }
  }

  private void evict() {
    Instant before = clock.instant().minus(settings.idleFor());
    for (ConversationRun run : runs.values()) {
      if (run.idleSince(before)) {
        runs.computeIfPresent(
            run.id().id(), (_, present) -> present.idleSince(before) ? null : present);
      }
    }
  }
}
