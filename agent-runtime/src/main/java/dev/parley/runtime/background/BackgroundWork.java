package dev.parley.runtime.background;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import dev.parley.config.store.Database;
import dev.parley.config.tenant.IdempotencyKeys;
import dev.parley.runtime.closing.ExtractionTask;
import dev.parley.runtime.closing.LeadWriter;
import dev.parley.runtime.conversation.NodeId;
import dev.parley.runtime.driver.QueuedDriver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;

/// The scheduler of this process. Every node runs one on the same table; each task runs on one node
/// at a time. Thread-safe.
public final class BackgroundWork implements AutoCloseable {
  private final Scheduler scheduler;

  /// @param tasks other rooms' tasks, beside the extraction of leads
  /// @param chores of other rooms
  public BackgroundWork(
      Database database,
      NodeId node,
      LeadWriter leads,
      QueuedDriver driver,
      IdempotencyKeys keys,
      List<Task<?>> tasks,
      List<Chore> chores,
      BackgroundSettings settings) {
    Silences silences = new Silences(database, driver);
    Housekeeping housekeeping = new Housekeeping(database, keys, settings);
    List<Task<?>> known = new ArrayList<>(tasks);
    known.add(ExtractionTask.task(leads));
    List<RecurringTask<Void>> rounds = new ArrayList<>();
    rounds.add(recurring("silences", settings.silencesEvery(), silences::round));
    rounds.add(recurring("housekeeping", settings.housekeepingEvery(), housekeeping::round));
    chores.forEach(one -> rounds.add(recurring(one.name(), one.every(), one.work())));
    this.scheduler =
        Scheduler.create(database.dataSource(), known)
            .startTasks(rounds)
            .schedulerName(new SchedulerName.Fixed(node.value().toString()))
            .commitWhenAutocommitDisabled(true)
            .pollUsingLockAndFetch(0.5, 1.0)
            .pollingInterval(settings.pollEvery())
            .heartbeatInterval(settings.heartbeatEvery())
            .missedHeartbeatsLimit(4)
            .threads(settings.threads())
            .executorService(Executors.newVirtualThreadPerTaskExecutor())
            .shutdownMaxWait(settings.drain())
            .build();
  }

  public void start() {
    scheduler.start();
  }

  /// Something became due just now.
  public void wake() {
    scheduler.triggerCheckForDueExecutions();
  }

  /// Stops picking work and waits for what runs.
  @Override
  public void close() {
    scheduler.stop();
  }

  private static RecurringTask<Void> recurring(String name, Duration every, Runnable work) {
    return Tasks.recurring(name, FixedDelay.of(every)).execute((_, _) -> work.run());
  }
}
