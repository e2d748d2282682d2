package dev.parley.runtime.closing;

import static dev.parley.config.store.generated.Tables.CONSENTS;
import static dev.parley.config.store.generated.Tables.CONVERSATIONS;

import dev.parley.runtime.conversation.AlsoInCommit;
import dev.parley.runtime.conversation.OwnedConversation;
import dev.parley.runtime.driver.EffectRows;
import dev.parley.runtime.flow.Effect;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/// The rows behind an advance's effects: the extraction of a closed conversation, an opt-out in the
/// consent ledger. Thread-safe.
public final class ClosingRows implements EffectRows {
  private final Runnable wakeScheduler;

  /// @param wakeScheduler run after a commit that closed a conversation
  public ClosingRows(Runnable wakeScheduler) {
    this.wakeScheduler = wakeScheduler;
  }

  @Override
  public List<AlsoInCommit> rows(List<Effect> effects, Instant at) {
    List<AlsoInCommit> rows = new ArrayList<>();
    for (Effect effect : effects) {
      switch (effect) {
        case Effect.Close(var _, var _) ->
            rows.add((tx, owned) -> ExtractionTask.schedule(tx, owned.id(), at));
        case Effect.OptOut() -> rows.add((tx, owned) -> optOut(tx, owned, at));
        case Effect.HandOff(var _), Effect.ScheduleFollowUp(var _) -> {}
      }
    }
    return rows;
  }

  @Override
  public void closed() {
    wakeScheduler.run();
  }

  private static void optOut(DSLContext tx, OwnedConversation owned, Instant at) {
    tx.insertInto(
            CONSENTS,
            CONSENTS.TENANT_ID,
            CONSENTS.CHANNEL,
            CONSENTS.ADDRESS,
            CONSENTS.KIND,
            CONSENTS.SOURCE,
            CONSENTS.AT)
        .select(
            tx.select(
                    CONVERSATIONS.TENANT_ID,
                    CONVERSATIONS.CHANNEL,
                    CONVERSATIONS.CONTACT_ADDRESS,
                    DSL.inline("opt_out"),
                    DSL.inline("conversation"),
                    DSL.val(at))
                .from(CONVERSATIONS)
                .where(CONVERSATIONS.ID.eq(owned.id().id())))
        .onConflictDoNothing()
        .execute();
  }
}
