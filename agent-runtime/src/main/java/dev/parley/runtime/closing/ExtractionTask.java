package dev.parley.runtime.closing;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.parley.config.store.TransactionDataSource;
import dev.parley.config.tenant.TenantId;
import dev.parley.runtime.conversation.ConversationId;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jooq.DSLContext;

/// The task that turns a closed conversation into a lead: scheduled in the commit that closes it,
/// done once, tried again after a failure. Its instance is named after the conversation, so that a
/// conversation cannot have two. Thread-safe.
public final class ExtractionTask {
  static final TaskDescriptor<Void> DESCRIPTOR = TaskDescriptor.of("extract-lead");
  private static final Duration FIRST_RETRY = Duration.ofSeconds(5);

  private ExtractionTask() {}

  /// For the scheduler of this process.
  public static OneTimeTask<Void> task(LeadWriter writer) {
    return Tasks.oneTime(DESCRIPTOR)
        .onFailure(new FailureHandler.ExponentialBackoffFailureHandler<>(FIRST_RETRY))
        .execute((instance, _) -> writer.write(conversation(instance.getId())));
  }

  /// In the caller's transaction.
  static void schedule(DSLContext tx, ConversationId conversation, Instant at) {
    SchedulerClient client = SchedulerClient.Builder.create(TransactionDataSource.of(tx)).build();
    client.scheduleIfNotExists(
        DESCRIPTOR.instance(conversation.tenant() + "/" + conversation.id()).scheduledTo(at));
  }

  private static ConversationId conversation(String instance) {
    int slash = instance.indexOf('/');
    return new ConversationId(
        new TenantId(UUID.fromString(instance.substring(0, slash))),
        UUID.fromString(instance.substring(slash + 1)));
  }
}
