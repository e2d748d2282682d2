package dev.parley.runtime.leads;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.parley.config.store.TransactionDataSource;
import dev.parley.config.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jooq.DSLContext;

/// The task that works on a job of scoring again: scheduled in the commit that makes the job, taken
/// over by another node when this one dies, given up after some failures. Thread-safe.
public final class RescoreTask {
  static final int FAILURES_MAX = 8;

  private static final TaskDescriptor<Void> DESCRIPTOR = TaskDescriptor.of("rescore-leads");
  private static final Duration FIRST_RETRY = Duration.ofSeconds(5);

  private RescoreTask() {}

  /// For the scheduler of this process.
  public static Task<?> task(Rescoring rescoring) {
    FailureHandler<Void> again = new FailureHandler.ExponentialBackoffFailureHandler<>(FIRST_RETRY);
    return Tasks.oneTime(DESCRIPTOR)
        .onFailure(
            (failed, operations) -> {
              if (failed.getExecution().consecutiveFailures + 1 < FAILURES_MAX) {
                again.onFailure(failed, operations);
                return;
              }
              Instance given = Instance.of(failed.getExecution().taskInstance.getId());
              rescoring.fail(given.tenant(), given.job(), "It failed " + FAILURES_MAX + " times.");
              operations.stop();
            })
        .execute(
            (instance, _) -> {
              Instance given = Instance.of(instance.getId());
              rescoring.run(given.tenant(), given.job());
            });
  }

  /// In the caller's transaction.
  static void schedule(DSLContext tx, TenantId tenant, UUID job, Instant at) {
    SchedulerClient client = SchedulerClient.Builder.create(TransactionDataSource.of(tx)).build();
    client.scheduleIfNotExists(DESCRIPTOR.instance(tenant + "/" + job).scheduledTo(at));
  }

  private record Instance(TenantId tenant, UUID job) {
    static Instance of(String id) {
      int slash = id.indexOf('/');
      return new Instance(
          new TenantId(UUID.fromString(id.substring(0, slash))),
          UUID.fromString(id.substring(slash + 1)));
    }
  }
}
