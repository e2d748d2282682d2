package dev.parley.runtime.closing;

import static dev.parley.config.store.generated.Tables.EXTRACTION_RUNS;

import dev.parley.config.json.Json;
import dev.parley.config.language.ModelUsage;
import dev.parley.lead.Lead;
import dev.parley.runtime.closing.LeadExtraction.Extracted;
import dev.parley.runtime.conversation.ModelCalls;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.JSON;
import org.jooq.Record;
import org.jooq.impl.DSL;

/// Extraction runs as rows. Works in the caller's transaction of the tenant.
final class ExtractionRows {
  private ExtractionRows() {}

  /// Stores a run with the whole lead it would make.
  ///
  /// @param lead at the revision the run was compared with
  /// @param askedBy id of the API key; empty for the run that follows a close
  static UUID insert(
      DSLContext tx,
      ClosedConversation closed,
      Lead lead,
      Extracted extracted,
      Optional<String> askedBy) {
    ModelUsage usage = ModelUsage.of(extracted.attempts());
    ModelCalls.insert(tx, closed.id(), Optional.empty(), "extraction", extracted.attempts());
    return tx.insertInto(EXTRACTION_RUNS)
        .set(EXTRACTION_RUNS.TENANT_ID, closed.id().tenant().value())
        .set(EXTRACTION_RUNS.CONVERSATION_ID, lead.conversation())
        .set(EXTRACTION_RUNS.AGENT_VERSION, closed.agentVersion())
        .set(EXTRACTION_RUNS.EXTRACTOR, extracted.extractor())
        .set(EXTRACTION_RUNS.OUTCOME, extracted.outcome())
        .set(EXTRACTION_RUNS.ASKED_BY, askedBy.orElse(null))
        .set(EXTRACTION_RUNS.BASE_REVISION, lead.revision())
        .set(EXTRACTION_RUNS.ACCEPTED_AT, askedBy.isEmpty() ? lead.createdAt() : null)
        .set(EXTRACTION_RUNS.MODEL, extracted.model().orElse(null))
        .set(EXTRACTION_RUNS.PROMPT_HASH, extracted.promptHash().orElse(null))
        .set(EXTRACTION_RUNS.SCHEMA_HASH, extracted.schemaHash().orElse(null))
        .set(EXTRACTION_RUNS.INPUT_TOKENS, usage.tokens().input())
        .set(EXTRACTION_RUNS.OUTPUT_TOKENS, usage.tokens().output())
        .set(EXTRACTION_RUNS.TOTAL_MILLIS, (int) extracted.totalMillis())
        .set(EXTRACTION_RUNS.RESULT, JSON.json(Leads.json(lead, closed).toString()))
        .returningResult(EXTRACTION_RUNS.ID)
        .fetchSingle()
        .value1();
  }

  static Optional<ExtractionRun> find(DSLContext tx, UUID conversation, UUID run) {
    return tx.selectFrom(EXTRACTION_RUNS)
        .where(is(conversation, run))
        .fetchOptional(ExtractionRows::run);
  }

  /// As `find`, and nobody else accepts it until the transaction ends.
  static Optional<ExtractionRun> lock(DSLContext tx, UUID conversation, UUID run) {
    return tx.selectFrom(EXTRACTION_RUNS)
        .where(is(conversation, run))
        .forUpdate()
        .fetchOptional(ExtractionRows::run);
  }

  /// Oldest first: ids grow with time.
  static List<ExtractionRun> list(
      DSLContext tx, UUID conversation, Optional<UUID> after, int limit) {
    return tx.selectFrom(EXTRACTION_RUNS)
        .where(EXTRACTION_RUNS.CONVERSATION_ID.eq(conversation))
        .and(after.map(EXTRACTION_RUNS.ID::gt).orElse(DSL.noCondition()))
        .orderBy(EXTRACTION_RUNS.ID)
        .limit(limit)
        .fetch(ExtractionRows::run);
  }

  static void accepted(DSLContext tx, UUID run, String by, Instant at) {
    tx.update(EXTRACTION_RUNS)
        .set(EXTRACTION_RUNS.ACCEPTED_AT, at)
        .set(EXTRACTION_RUNS.ACCEPTED_BY, by)
        .where(EXTRACTION_RUNS.ID.eq(run))
        .execute();
  }

  private static Condition is(UUID conversation, UUID run) {
    return EXTRACTION_RUNS.CONVERSATION_ID.eq(conversation).and(EXTRACTION_RUNS.ID.eq(run));
  }

  private static ExtractionRun run(Record row) {
    return new ExtractionRun(
        row.get(EXTRACTION_RUNS.ID),
        row.get(EXTRACTION_RUNS.CONVERSATION_ID),
        row.get(EXTRACTION_RUNS.AGENT_VERSION),
        row.get(EXTRACTION_RUNS.EXTRACTOR),
        row.get(EXTRACTION_RUNS.OUTCOME),
        Optional.ofNullable(row.get(EXTRACTION_RUNS.ASKED_BY)),
        Optional.ofNullable(row.get(EXTRACTION_RUNS.MODEL)),
        Optional.ofNullable(row.get(EXTRACTION_RUNS.PROMPT_HASH)),
        Optional.ofNullable(row.get(EXTRACTION_RUNS.SCHEMA_HASH)),
        row.get(EXTRACTION_RUNS.INPUT_TOKENS),
        row.get(EXTRACTION_RUNS.OUTPUT_TOKENS),
        row.get(EXTRACTION_RUNS.TOTAL_MILLIS),
        row.get(EXTRACTION_RUNS.AT),
        row.get(EXTRACTION_RUNS.BASE_REVISION),
        Optional.ofNullable(row.get(EXTRACTION_RUNS.ACCEPTED_AT)),
        Json.stored(row.get(EXTRACTION_RUNS.RESULT).data()));
  }
}
