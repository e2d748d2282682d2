package dev.parley.runtime.background;

import static dev.parley.config.store.generated.Tables.CONTACTS;
import static dev.parley.config.store.generated.Tables.CONVERSATIONS;

import dev.parley.config.store.Database;
import dev.parley.config.tenant.IdempotencyKeys;
import java.time.Duration;
import java.time.Instant;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Deletes what has been kept for long enough, in bounded steps: a large backlog is worked off over
/// several rounds.
final class Housekeeping {
  private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
  private static final int BATCH = 1_000;
  private static final int STEPS_MAX = 100;

  private final Database database;
  private final IdempotencyKeys keys;
  private final BackgroundSettings settings;

  Housekeeping(Database database, IdempotencyKeys keys, BackgroundSettings settings) {
    this.database = database;
    this.keys = keys;
    this.settings = settings;
  }

  void round() {
    forgetAnswers(settings.idempotencyFor());
    settings.keepConversationsFor().ifPresent(this::forgetConversations);
  }

  private void forgetAnswers(Duration after) {
    database.runAcrossTenants(tx -> keys.forget(tx, Instant.now().minus(after)));
  }

  /// Transcripts, leads, deliveries and model calls go with their conversation; a contact goes with
  /// the last of theirs.
  private void forgetConversations(Duration after) {
    int deleted = 0;
    int step = BATCH;
    for (int i = 0; i < STEPS_MAX && step == BATCH; i++) {
      step = database.acrossTenants(tx -> deleteSome(tx, after));
      deleted += step;
    }
    if (deleted > 0) {
      LOG.atInfo().addKeyValue("conversations", deleted).log("Deleted what was kept long enough");
    }
  }

  private static int deleteSome(DSLContext tx, Duration after) {
    var old =
        tx.select(CONVERSATIONS.ID)
            .from(CONVERSATIONS)
            .where(
                CONVERSATIONS.STATUS.eq("closed"),
                CONVERSATIONS.ENDED_AT.lt(Instant.now().minus(after)))
            .limit(BATCH);
    var contacts =
        tx.deleteFrom(CONVERSATIONS)
            .where(CONVERSATIONS.ID.in(old))
            .returningResult(CONVERSATIONS.CONTACT_ID)
            .fetch(CONVERSATIONS.CONTACT_ID);
    tx.deleteFrom(CONTACTS)
        .where(
            CONTACTS.ID.in(contacts),
            DSL.notExists(
                tx.selectOne().from(CONVERSATIONS).where(CONVERSATIONS.CONTACT_ID.eq(CONTACTS.ID))))
        .execute();
    return contacts.size();
  }
}
