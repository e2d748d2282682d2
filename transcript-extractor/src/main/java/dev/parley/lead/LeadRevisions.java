package dev.parley.lead;

import static dev.parley.config.store.generated.Tables.LEADS;
import static dev.parley.config.store.generated.Tables.LEAD_REVISIONS;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.JSON;

/// The one way a lead changes after it was made: as a new revision, with its cause and its author,
/// and the lead before it kept. Works in the caller's transaction of the tenant, who also enqueues
/// what connectors are told. Thread-safe.
public final class LeadRevisions {
  /// Why a lead is as it is.
  ///
  /// @param cause a stable word, `created`, `extraction` …
  /// @param actor id of the API key; empty where the program did it by itself
  /// @param actorLabel what the business called the key at that time
  /// @param run the extraction it came from
  /// @param detail what changed, in the words of the cause
  public record Change(
      String cause,
      Optional<String> actor,
      Optional<String> actorLabel,
      Optional<UUID> run,
      Optional<ObjectNode> detail) {
    public static final Change CREATED = new Change("created", Optional.empty(), Optional.empty());

    public Change(String cause, Optional<String> actor, Optional<UUID> run) {
      this(cause, actor, Optional.empty(), run, Optional.empty());
    }

    /// What a person did.
    public static Change by(String cause, String actor, String label, ObjectNode detail) {
      return new Change(
          cause, Optional.of(actor), Optional.of(label), Optional.empty(), Optional.of(detail));
    }

    /// What the program did by itself.
    public static Change own(String cause, ObjectNode detail) {
      return new Change(
          cause, Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(detail));
    }
  }

  /// One change, as it is told of.
  public record Noted(int revision, Change change, Instant at) {}

  /// Notes the first revision of a lead that was inserted in this transaction.
  public void first(DSLContext tx, UUID tenant, UUID lead, ObjectNode json, Instant at) {
    note(tx, tenant, lead, 1, json, Change.CREATED, at);
  }

  /// Replaces the lead; its `revision` is set here, in place. The columns lists are filtered by
  /// follow the JSON.
  ///
  /// @param expected the revision the change was made on
  /// @return the new revision's number; empty when the lead has changed since, or is gone
  public Optional<Integer> revise(
      DSLContext tx,
      UUID tenant,
      UUID lead,
      int expected,
      ObjectNode json,
      Change change,
      Instant at) {
    int revision = expected + 1;
    json.put("revision", revision);
    int updated =
        tx.update(LEADS)
            .set(LEADS.REVISION, revision)
            .set(LEADS.AGENT_VERSION, json.path("agent_version").asInt())
            .set(LEADS.DISPOSITION, json.path("disposition").asText())
            .set(LEADS.SCORE, json.path("score").asInt())
            .set(LEADS.LEAD, JSON.json(json.toString()))
            .where(LEADS.ID.eq(lead), LEADS.REVISION.eq(expected))
            .execute();
    if (updated == 0) {
      return Optional.empty();
    }
    note(tx, tenant, lead, revision, json, change, at);
    return Optional.of(revision);
  }

  /// Changes of a lead, oldest first.
  ///
  /// @param after the last revision of the page before; 0 for the first page
  public List<Noted> list(DSLContext tx, UUID lead, int after, int limit) {
    return tx.selectFrom(LEAD_REVISIONS)
        .where(LEAD_REVISIONS.LEAD_ID.eq(lead), LEAD_REVISIONS.REVISION.gt(after))
        .orderBy(LEAD_REVISIONS.REVISION)
        .limit(limit)
        .fetch(
            row ->
                new Noted(
                    row.get(LEAD_REVISIONS.REVISION),
                    new Change(
                        row.get(LEAD_REVISIONS.CAUSE),
                        Optional.ofNullable(row.get(LEAD_REVISIONS.ACTOR)),
                        Optional.ofNullable(row.get(LEAD_REVISIONS.ACTOR_LABEL)),
                        Optional.ofNullable(row.get(LEAD_REVISIONS.RUN_ID)),
                        Optional.ofNullable(row.get(LEAD_REVISIONS.DETAIL))
                            .map(detail -> Json.stored(detail.data()))),
                    row.get(LEAD_REVISIONS.AT)));
  }

  private static void note(
      DSLContext tx,
      UUID tenant,
      UUID lead,
      int revision,
      ObjectNode json,
      Change change,
      Instant at) {
    tx.insertInto(LEAD_REVISIONS)
        .set(LEAD_REVISIONS.LEAD_ID, lead)
        .set(LEAD_REVISIONS.REVISION, revision)
        .set(LEAD_REVISIONS.TENANT_ID, tenant)
        .set(LEAD_REVISIONS.CAUSE, change.cause())
        .set(LEAD_REVISIONS.ACTOR, change.actor().orElse(null))
        .set(LEAD_REVISIONS.ACTOR_LABEL, change.actorLabel().orElse(null))
        .set(LEAD_REVISIONS.RUN_ID, change.run().orElse(null))
        .set(
            LEAD_REVISIONS.DETAIL,
            change.detail().map(detail -> JSON.json(detail.toString())).orElse(null))
        .set(LEAD_REVISIONS.LEAD, JSON.json(json.toString()))
        .set(LEAD_REVISIONS.AT, at)
        .execute();
  }
}
