package dev.parley.runtime.leads;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.agent.AgentDefinition;
import dev.parley.config.agent.store.AgentDraft;
import dev.parley.config.agent.store.AgentStore;
import dev.parley.config.json.Json;
import dev.parley.config.store.Database;
import dev.parley.config.tenant.TenantId;
import dev.parley.crm.LeadEvent;
import dev.parley.crm.delivery.DeliveryOutbox;
import dev.parley.lead.LeadJson;
import dev.parley.lead.LeadRevisions;
import dev.parley.lead.LeadRows.StoredLead;
import dev.parley.runtime.driver.EngineSource;
import dev.parley.runtime.leads.Rescore.Counts;
import dev.parley.score.RulesVersion;
import dev.parley.score.Score;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jooq.DSLContext;

/// Scores an agent's leads again after its rules changed: in batches, each one commit, so that a
/// job goes on where it was when its process died. Thread-safe.
public final class Rescoring {
  /// Few enough that no lead is locked long.
  private static final int BATCH = 200;

  private final Database database;
  private final RescoreRows rows = new RescoreRows();
  private final AgentStore agents = new AgentStore();
  private final LeadScores scores;
  private final Amendments amendments;
  private final Consumer<Collection<UUID>> wakeDeliveries;
  private final Clock clock;

  /// @param wakeDeliveries told after each commit which connectors have something to do
  Rescoring(
      Database database,
      EngineSource engines,
      DeliveryOutbox outbox,
      Consumer<Collection<UUID>> wakeDeliveries,
      Clock clock) {
    this.database = database;
    this.scores = new LeadScores(engines);
    this.amendments = new Amendments(outbox, clock);
    this.wakeDeliveries = wakeDeliveries;
    this.clock = clock;
  }

  /// What came of asking.
  public sealed interface Start {
    record Started(Rescore job) implements Start {}

    record NoAgent() implements Start {}

    /// It has no published version, and so no rules.
    record Unpublished() implements Start {}

    /// One of that agent is running; nothing was done.
    record Running() implements Start {}
  }

  /// Begins a job by the rules of the published version, in the caller's transaction.
  ///
  /// @param key id of the API key
  public Start start(
      DSLContext tx,
      TenantId tenant,
      String agent,
      Optional<Instant> from,
      Optional<Instant> until,
      boolean dryRun,
      String key) {
    Optional<AgentDraft> draft = agents.find(tx, agent);
    if (draft.isEmpty()) {
      return new Start.NoAgent();
    }
    Optional<Integer> version = draft.get().published();
    if (version.isEmpty()) {
      return new Start.Unpublished();
    }
    AgentDefinition rules = scores.definition(tenant, agent, version.get());
    Rescore asked =
        new Rescore(
            new UUID(0, 0),
            agent,
            version.get(),
            RulesVersion.of(rules.score(), rules.bands()),
            from,
            until,
            dryRun,
            Rescore.Status.RUNNING,
            Counts.NONE,
            Optional.empty(),
            key,
            clock.instant(),
            Optional.empty());
    Optional<UUID> id = rows.insert(tx, tenant, asked);
    if (id.isEmpty()) {
      return new Start.Running();
    }
    RescoreTask.schedule(tx, tenant, id.get(), asked.createdAt());
    return new Start.Started(rows.find(tx, id.get()).orElseThrow());
  }

  public Optional<Rescore> find(DSLContext tx, String agent, UUID job) {
    return rows.find(tx, job).filter(found -> found.agent().equals(agent));
  }

  /// What a job changed, or would change, by lead.
  ///
  /// @param after the last lead of the page before
  public List<Rescore.Change> changes(DSLContext tx, UUID job, Optional<UUID> after, int limit) {
    return rows.changes(tx, job, after, limit);
  }

  public List<Rescore.Move> moves(DSLContext tx, UUID job) {
    return rows.moves(tx, job);
  }

  /// Works on a job until it is done; on one that has ended, or is gone, nothing happens.
  public void run(TenantId tenant, UUID job) {
    boolean more = true;
    while (more) {
      if (Thread.currentThread().isInterrupted()) {
        throw new IllegalStateException("Scoring again was stopped; it goes on where it was.");
      }
      Batch batch = database.inTenant(tenant, tx -> batch(tx, tenant, job));
      wakeDeliveries.accept(batch.connectors());
      more = batch.more();
    }
  }

  /// Gives a job up.
  void fail(TenantId tenant, UUID job, String reason) {
    database.runInTenant(
        tenant,
        tx -> rows.ended(tx, job, Rescore.Status.FAILED, Optional.of(reason), clock.instant()));
  }

  private record Batch(boolean more, List<UUID> connectors) {}

  private Batch batch(DSLContext tx, TenantId tenant, UUID id) {
    Optional<Rescore> locked =
        rows.lock(tx, id).filter(job -> job.status() == Rescore.Status.RUNNING);
    if (locked.isEmpty()) {
      return new Batch(false, List.of());
    }
    Rescore job = locked.get();
    List<StoredLead> leads = rows.next(tx, job, BATCH);
    List<UUID> connectors = new ArrayList<>();
    Counts counts = job.counts();
    for (StoredLead lead : leads) {
      counts = counts.plus(one(tx, tenant, job, lead, connectors));
    }
    if (!leads.isEmpty()) {
      rows.reached(tx, id, leads.getLast(), counts);
    }
    boolean more = leads.size() == BATCH;
    if (!more) {
      rows.ended(tx, id, Rescore.Status.DONE, Optional.empty(), clock.instant());
    }
    return new Batch(more, connectors.stream().distinct().toList());
  }

  private Counts one(
      DSLContext tx, TenantId tenant, Rescore job, StoredLead stored, List<UUID> connectors) {
    if (stored.lead().hasNonNull("merged_into")) {
      return Counts.NONE;
    }
    if (stored.lead().path(LeadEdits.REVIEW).asText("").equals(LeadEdits.DECIDED)) {
      return new Counts(1, 0, 0, 1);
    }
    ObjectNode before = stored.lead();
    ObjectNode after = before.deepCopy();
    Score score = scores.by(tx, tenant, after, job.version());
    LeadJson.score(after, score, job.version());
    boolean changed =
        List.of("score", "band", "score_reasons").stream()
            .anyMatch(member -> !after.path(member).equals(before.path(member)));
    if (changed) {
      changed(tx, tenant, job, stored, after, connectors);
    } else if (!job.dryRun() && !after.equals(before)) {
      // Worth the same by the new rules: what it is worth is no news to other systems.
      amendments.quietly(tx, tenant, stored, after, change(job, before, after));
    }
    boolean band = changed && !after.path("band").equals(before.path("band"));
    return new Counts(1, changed ? 1 : 0, band ? 1 : 0, 0);
  }

  private void changed(
      DSLContext tx,
      TenantId tenant,
      Rescore job,
      StoredLead stored,
      ObjectNode after,
      List<UUID> connectors) {
    ObjectNode before = stored.lead();
    if (!job.dryRun()) {
      connectors.addAll(
          amendments.write(
              tx, tenant, stored, after, change(job, before, after), LeadEvent.UPDATED));
    }
    rows.changed(
        tx,
        tenant,
        job.id(),
        new Rescore.Change(
            stored.id(),
            before.path("score").asInt(),
            after.path("score").asInt(),
            Optional.ofNullable(before.path("band").textValue()),
            after.path("band").asText(),
            job.dryRun() ? Optional.empty() : Optional.of(stored.revision() + 1)));
  }

  private static LeadRevisions.Change change(Rescore job, ObjectNode before, ObjectNode after) {
    ObjectNode detail = Json.object().put("rescore", job.id().toString());
    for (String member : List.of("score", "band", "score_rules", "score_version")) {
      detail
          .putObject(member)
          .<ObjectNode>set("before", before.get(member))
          .set("after", after.get(member));
    }
    return new LeadRevisions.Change(
        "rescore",
        Optional.of(job.askedBy()),
        Optional.empty(),
        Optional.empty(),
        Optional.of(detail));
  }
}
