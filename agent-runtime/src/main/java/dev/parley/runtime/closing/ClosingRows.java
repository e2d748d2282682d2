package dev.parley.runtime.closing;

import static dev.parley.config.store.generated.Tables.CONTACTS;
import static dev.parley.config.store.generated.Tables.CONVERSATIONS;

import dev.parley.runtime.consent.Consent;
import dev.parley.runtime.consent.ConsentLedger;
import dev.parley.runtime.conversation.AlsoInCommit;
import dev.parley.runtime.conversation.OwnedConversation;
import dev.parley.runtime.driver.EffectRows;
import dev.parley.runtime.flow.Effect;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;

/// The rows behind an advance's effects: the extraction of a closed conversation, an opt-out in the
/// consent ledger. Thread-safe.
public final class ClosingRows implements EffectRows {
  private final ConsentLedger ledger = new ConsentLedger();
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

  /// What was said in a sentence counts as the word alone does: for every channel at once. The word
  /// alone is in the ledger already, at the time it was said.
  private void optOut(DSLContext tx, OwnedConversation owned, Instant at) {
    int marked =
        tx.update(CONTACTS)
            .set(CONTACTS.SUPPRESSED, true)
            .where(CONTACTS.ID.eq(owned.contact()), CONTACTS.SUPPRESSED.isFalse())
            .execute();
    if (marked == 0) {
      return;
    }
    String address =
        tx.select(CONVERSATIONS.CONTACT_ADDRESS)
            .from(CONVERSATIONS)
            .where(CONVERSATIONS.ID.eq(owned.id().id()))
            .fetchSingle()
            .value1();
    ledger.record(
        tx,
        owned.id().tenant(),
        new Consent(
            owned.channel(),
            address,
            Consent.Kind.OPT_OUT,
            Consent.Scope.EVERYTHING,
            "conversation",
            at));
  }
}
