package dev.parley.runtime.background;

import static dev.parley.config.store.generated.Tables.CONVERSATIONS;

import dev.parley.config.store.Database;
import dev.parley.config.tenant.TenantId;
import dev.parley.runtime.conversation.ConversationId;
import dev.parley.runtime.driver.QueuedDriver;
import java.util.List;
import org.jooq.impl.DSL;

/// Finds conversations whose contact has been silent for as long as the agent waits.
final class Silences {
  private static final int BATCH = 500;

  private final Database database;
  private final QueuedDriver driver;

  Silences(Database database, QueuedDriver driver) {
    this.database = database;
    this.driver = driver;
  }

  void round() {
    due().forEach(driver::silence);
  }

  private List<ConversationId> due() {
    return database.acrossTenants(
        tx ->
            tx.select(CONVERSATIONS.TENANT_ID, CONVERSATIONS.ID)
                .from(CONVERSATIONS)
                .where(
                    CONVERSATIONS.SILENCE_AT.le(DSL.currentInstant()),
                    CONVERSATIONS.STATUS.ne("closed"))
                .orderBy(CONVERSATIONS.SILENCE_AT)
                .limit(BATCH)
                .fetch(row -> new ConversationId(new TenantId(row.value1()), row.value2())));
  }
}
