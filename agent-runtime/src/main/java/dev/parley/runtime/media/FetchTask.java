package dev.parley.runtime.media;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.parley.config.store.TransactionDataSource;
import java.time.Duration;
import java.time.Instant;
import org.jooq.DSLContext;

/// The task that fetches one file, tried again until it is kept, refused or given up. Its instance
/// is named after the file, so that a file cannot have two. Thread-safe.
public final class FetchTask {
  static final TaskDescriptor<Void> DESCRIPTOR = TaskDescriptor.of("fetch-media");
  private static final Duration AFTER_FAULT = Duration.ofSeconds(5);

  private FetchTask() {}

  /// For the scheduler of this process.
  public static Task<Void> task(MediaFetch fetch) {
    return Tasks.custom(DESCRIPTOR)
        .onFailure(new FailureHandler.ExponentialBackoffFailureHandler<>(AFTER_FAULT))
        .execute(
            (instance, _) ->
                fetch
                    .fetch(MediaId.of(instance.getId()))
                    .<CompletionHandler<Void>>map(FetchTask::again)
                    .orElseGet(CompletionHandler.OnCompleteRemove::new));
  }

  /// In the caller's transaction.
  static void schedule(DSLContext tx, MediaId media, Instant at) {
    SchedulerClient.Builder.create(TransactionDataSource.of(tx))
        .build()
        .scheduleIfNotExists(DESCRIPTOR.instance(media.toString()).scheduledTo(at));
  }

  private static CompletionHandler<Void> again(Instant at) {
    return (complete, operations) -> operations.reschedule(complete, at);
  }
}
