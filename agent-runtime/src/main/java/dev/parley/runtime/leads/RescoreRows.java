package dev.parley.runtime.leads;

import static dev.parley.config.store.generated.Tables.LEADS;
import static dev.parley.config.store.generated.Tables.RESCORES;
import static dev.parley.config.store.generated.Tables.RESCORE_CHANGES;

import dev.parley.config.tenant.TenantId;
import dev.parley.lead.LeadRows;
import dev.parley.lead.LeadRows.StoredLead;
import dev.parley.runtime.leads.Rescore.Counts;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;

/// Jobs that score leads again, and what they changed, as rows. Works in the caller's transaction
/// of the tenant; thread-safe.
final class RescoreRows {
  private final LeadRows leads = new LeadRows();

  /// Empty when one of that agent is running.
  Optional<UUID> insert(DSLContext tx, TenantId tenant, Rescore job) {
    return tx.insertInto(RESCORES)
        .set(RESCORES.TENANT_ID, tenant.value())
        .set(RESCORES.AGENT, job.agent())
        .set(RESCORES.AGENT_VERSION, job.version())
        .set(RESCORES.SCORE_RULES, job.rules())
        .set(RESCORES.FROM_AT, job.from().orElse(null))
        .set(RESCORES.UNTIL_AT, job.until().orElse(null))
        .set(RESCORES.DRY_RUN, job.dryRun())
        .set(RESCORES.ASKED_BY, job.askedBy())
        .set(RESCORES.CREATED_AT, job.createdAt())
        .onConflictDoNothing()
        .returning(RESCORES.ID)
        .fetchOptional(RESCORES.ID);
  }

  Optional<Rescore> find(DSLContext tx, UUID id) {
    return tx.selectFrom(RESCORES).where(RESCORES.ID.eq(id)).fetchOptional(RescoreRows::job);
  }

  /// As `find`, and nobody else works on it until the transaction ends.
  Optional<Rescore> lock(DSLContext tx, UUID id) {
    return tx.selectFrom(RESCORES)
        .where(RESCORES.ID.eq(id))
        .forUpdate()
        .fetchOptional(RescoreRows::job);
  }

  /// The leads the job comes to next, locked. Those made after it began are not its own.
  List<StoredLead> next(DSLContext tx, Rescore job, int limit) {
    var reached =
        tx.select(RESCORES.LAST_AT, RESCORES.LAST_LEAD)
            .from(RESCORES)
            .where(RESCORES.ID.eq(job.id()))
            .fetchSingle();
    return leads.lock(
        tx,
        LEADS
            .AGENT
            .eq(job.agent())
            .and(LEADS.CREATED_AT.le(job.createdAt()))
            .and(job.from().map(LEADS.CREATED_AT::ge).orElse(DSL.noCondition()))
            .and(job.until().map(LEADS.CREATED_AT::lt).orElse(DSL.noCondition()))
            .and(
                reached.value1() == null
                    ? DSL.noCondition()
                    : DSL.row(LEADS.CREATED_AT, LEADS.ID).gt(reached.value1(), reached.value2())),
        limit);
  }

  void changed(DSLContext tx, TenantId tenant, UUID job, Rescore.Change change) {
    tx.insertInto(RESCORE_CHANGES)
        .set(RESCORE_CHANGES.RESCORE_ID, job)
        .set(RESCORE_CHANGES.LEAD_ID, change.lead())
        .set(RESCORE_CHANGES.TENANT_ID, tenant.value())
        .set(RESCORE_CHANGES.SCORE_BEFORE, change.scoreBefore())
        .set(RESCORE_CHANGES.SCORE_AFTER, change.scoreAfter())
        .set(RESCORE_CHANGES.BAND_BEFORE, change.bandBefore().orElse(null))
        .set(RESCORE_CHANGES.BAND_AFTER, change.bandAfter())
        .set(RESCORE_CHANGES.REVISION, change.revision().orElse(null))
        .execute();
  }

  /// The job has come so far.
  void reached(DSLContext tx, UUID job, StoredLead last, Counts counts) {
    tx.update(RESCORES)
        .set(RESCORES.LAST_AT, last.createdAt())
        .set(RESCORES.LAST_LEAD, last.id())
        .set(RESCORES.SEEN, counts.seen())
        .set(RESCORES.CHANGED, counts.changed())
        .set(RESCORES.BAND_CHANGED, counts.bandChanged())
        .set(RESCORES.DECIDED, counts.decided())
        .where(RESCORES.ID.eq(job))
        .execute();
  }

  void ended(DSLContext tx, UUID job, Rescore.Status status, Optional<String> reason, Instant at) {
    tx.update(RESCORES)
        .set(RESCORES.STATUS, status.wireName())
        .set(RESCORES.REASON, reason.orElse(null))
        .set(RESCORES.ENDED_AT, at)
        .where(RESCORES.ID.eq(job), RESCORES.STATUS.eq(Rescore.Status.RUNNING.wireName()))
        .execute();
  }

  /// @param after the last lead of the page before
  List<Rescore.Change> changes(DSLContext tx, UUID job, Optional<UUID> after, int limit) {
    return tx.selectFrom(RESCORE_CHANGES)
        .where(RESCORE_CHANGES.RESCORE_ID.eq(job))
        .and(after.map(RESCORE_CHANGES.LEAD_ID::gt).orElse(DSL.noCondition()))
        .orderBy(RESCORE_CHANGES.LEAD_ID)
        .limit(limit)
        .fetch(
            row ->
                new Rescore.Change(
                    row.get(RESCORE_CHANGES.LEAD_ID),
                    row.get(RESCORE_CHANGES.SCORE_BEFORE),
                    row.get(RESCORE_CHANGES.SCORE_AFTER),
                    Optional.ofNullable(row.get(RESCORE_CHANGES.BAND_BEFORE)),
                    row.get(RESCORE_CHANGES.BAND_AFTER),
                    Optional.ofNullable(row.get(RESCORE_CHANGES.REVISION))));
  }

  /// At most one for each pair of bands.
  List<Rescore.Move> moves(DSLContext tx, UUID job) {
    return tx.select(RESCORE_CHANGES.BAND_BEFORE, RESCORE_CHANGES.BAND_AFTER, DSL.count())
        .from(RESCORE_CHANGES)
        .where(
            RESCORE_CHANGES.RESCORE_ID.eq(job),
            RESCORE_CHANGES.BAND_BEFORE.isDistinctFrom(RESCORE_CHANGES.BAND_AFTER))
        .groupBy(RESCORE_CHANGES.BAND_BEFORE, RESCORE_CHANGES.BAND_AFTER)
        .orderBy(RESCORE_CHANGES.BAND_BEFORE, RESCORE_CHANGES.BAND_AFTER)
        .fetch(
            row -> new Rescore.Move(Optional.ofNullable(row.value1()), row.value2(), row.value3()));
  }

  private static Rescore job(Record row) {
    return new Rescore(
        row.get(RESCORES.ID),
        row.get(RESCORES.AGENT),
        row.get(RESCORES.AGENT_VERSION),
        row.get(RESCORES.SCORE_RULES),
        Optional.ofNullable(row.get(RESCORES.FROM_AT)),
        Optional.ofNullable(row.get(RESCORES.UNTIL_AT)),
        row.get(RESCORES.DRY_RUN),
        Rescore.Status.valueOf(row.get(RESCORES.STATUS).toUpperCase(Locale.ROOT)),
        new Counts(
            row.get(RESCORES.SEEN),
            row.get(RESCORES.CHANGED),
            row.get(RESCORES.BAND_CHANGED),
            row.get(RESCORES.DECIDED)),
        Optional.ofNullable(row.get(RESCORES.REASON)),
        row.get(RESCORES.ASKED_BY),
        row.get(RESCORES.CREATED_AT),
        Optional.ofNullable(row.get(RESCORES.ENDED_AT)));
  }
}
