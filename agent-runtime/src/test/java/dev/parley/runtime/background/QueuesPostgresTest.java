package dev.parley.runtime.background;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.config.store.TestDatabase;
import dev.parley.runtime.background.Queues.Queue;
import java.time.Clock;
import org.junit.jupiter.api.Test;

class QueuesPostgresTest {
  @Test
  void tellsWhatWaitsAndNothingWhileTheDatabaseIsAway() {
    Queues queues;
    try (TestDatabase test = TestDatabase.create()) {
      test.database()
          .runAcrossTenants(
              tx ->
                  tx.execute(
                      "insert into scheduled_tasks"
                          + " (task_name, task_instance, execution_time, picked, version)"
                          + " values ('t', 'due', now() - interval '1 minute', false, 1),"
                          + " ('t', 'later', now() + interval '1 hour', false, 1)"));
      queues = new Queues(test.database(), Clock.systemUTC());
      assertThat(queues.depth(Queue.TASKS)).isEqualTo(1);
      assertThat(queues.depth(Queue.INBOX)).isZero();
      assertThat(queues.depth(Queue.OUTBOX)).isZero();
      assertThat(queues.depth(Queue.DELIVERIES)).isZero();
      queues = new Queues(test.database(), Clock.systemUTC());
    }
    assertThat(queues.depth(Queue.INBOX)).isNaN();
  }
}
