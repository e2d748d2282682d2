package dev.parley.runtime.closing;

import static dev.parley.config.store.generated.Tables.EXTRACTION_RUNS;

import dev.parley.config.language.ModelUsage;
import dev.parley.lead.Lead;
import dev.parley.runtime.closing.LeadExtraction.Extracted;
import dev.parley.runtime.conversation.ModelCalls;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.JSON;

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
}
