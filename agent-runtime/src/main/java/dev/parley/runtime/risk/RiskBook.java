package dev.parley.runtime.risk;

import static dev.parley.config.store.generated.Tables.RISK_ASSESSMENTS;
import static dev.parley.config.store.generated.Tables.RISK_SIGHTINGS;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.json.Json;
import dev.parley.config.tenant.TenantId;
import dev.parley.risk.RiskReport;
import dev.parley.risk.RiskRules;
import dev.parley.risk.Sightings;
import dev.parley.risk.Submission;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jooq.DSLContext;
import org.jooq.JSON;

/// Judges, and keeps what was judged. Works in the caller's transaction; thread-safe.
public final class RiskBook {
  private final Supplier<RiskRules> rules;
  private final RiskPolicies policies;
  private final Clock clock;
  private final SightingRows sightings = new SightingRows();

  public RiskBook(Supplier<RiskRules> rules, RiskPolicies policies, Clock clock) {
    this.rules = rules;
    this.policies = policies;
    this.clock = clock;
  }

  /// @param lead the business's own reference
  /// @param form the business's own name of the form
  public Assessed assess(
      DSLContext tx,
      TenantId tenant,
      Submission submission,
      Optional<String> lead,
      Optional<String> form) {
    Instant now = clock.instant();
    Sightings seen = sightings.see(tx, tenant, SightingKeys.of(submission, form), now);
    RiskReport report = rules.get().assess(submission, seen, policies.read(tx, tenant));
    UUID trace =
        tx.insertInto(RISK_ASSESSMENTS)
            .set(RISK_ASSESSMENTS.TENANT_ID, tenant.value())
            .set(RISK_ASSESSMENTS.LEAD, lead.orElse(null))
            .set(RISK_ASSESSMENTS.FORM, form.orElse(null))
            .set(RISK_ASSESSMENTS.SCORE, report.score())
            .set(RISK_ASSESSMENTS.DECISION, report.decision().wireName())
            .set(RISK_ASSESSMENTS.REPORT, JSON.json(RiskJson.of(report).toString()))
            .set(RISK_ASSESSMENTS.AT, now)
            .returning(RISK_ASSESSMENTS.ID)
            .fetchSingle()
            .get(RISK_ASSESSMENTS.ID);
    return new Assessed(trace, lead, form, report, now);
  }

  /// As it was answered then; empty when it never was, or is no longer kept.
  public Optional<ObjectNode> find(DSLContext tx, UUID trace) {
    return tx.selectFrom(RISK_ASSESSMENTS)
        .where(RISK_ASSESSMENTS.ID.eq(trace))
        .fetchOptional(
            row ->
                json(
                    trace,
                    Optional.ofNullable(row.get(RISK_ASSESSMENTS.LEAD)),
                    Optional.ofNullable(row.get(RISK_ASSESSMENTS.FORM)),
                    Json.stored(row.get(RISK_ASSESSMENTS.REPORT).data()),
                    row.get(RISK_ASSESSMENTS.AT)));
  }

  public static ObjectNode json(Assessed assessed) {
    ObjectNode report = RiskJson.of(assessed.report());
    return json(assessed.trace(), assessed.lead(), assessed.form(), report, assessed.at());
  }

  private static ObjectNode json(
      UUID trace, Optional<String> lead, Optional<String> form, ObjectNode report, Instant at) {
    ObjectNode node = Json.object();
    node.put("trace_id", trace.toString());
    node.put("lead", lead.orElse(null));
    node.put("form", form.orElse(null));
    node.setAll(report);
    node.put("at", at.toString());
    return node;
  }

  /// Forgets sightings no window looks at any more, and old judgements.
  ///
  /// @param tx that sees every tenant
  public void forget(DSLContext tx, Duration keptFor) {
    Instant now = clock.instant();
    tx.deleteFrom(RISK_SIGHTINGS)
        .where(RISK_SIGHTINGS.AT.lt(now.minus(SightingRows.LONGEST)))
        .execute();
    tx.deleteFrom(RISK_ASSESSMENTS).where(RISK_ASSESSMENTS.AT.lt(now.minus(keptFor))).execute();
  }
}
