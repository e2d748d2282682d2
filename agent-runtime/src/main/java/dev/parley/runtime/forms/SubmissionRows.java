package dev.parley.runtime.forms;

import static dev.parley.config.store.generated.Tables.FORM_SUBMISSIONS;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.json.Json;
import dev.parley.runtime.forms.Submitted.Status;
import dev.parley.runtime.risk.Assessed;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.JSON;
import org.jooq.Record;
import org.jooq.impl.DSL;

/// What was sent. Works in the caller's transaction; thread-safe.
public final class SubmissionRows {
  Submitted add(
      DSLContext tx,
      Form form,
      SequencedMap<String, String> words,
      String phone,
      Assessed assessed,
      Status status) {
    ObjectNode fields = Json.object();
    words.forEach(fields::put);
    return submitted(
        tx.insertInto(FORM_SUBMISSIONS)
            .set(FORM_SUBMISSIONS.TENANT_ID, form.tenant().value())
            .set(FORM_SUBMISSIONS.FORM_ID, form.id())
            .set(FORM_SUBMISSIONS.FIELDS, JSON.json(fields.toString()))
            .set(FORM_SUBMISSIONS.PHONE, phone)
            .set(FORM_SUBMISSIONS.RISK_TRACE, assessed.trace())
            .set(FORM_SUBMISSIONS.SCORE, assessed.report().score())
            .set(FORM_SUBMISSIONS.STATUS, status.wireName())
            .set(FORM_SUBMISSIONS.AT, assessed.at())
            .returning()
            .fetchSingle());
  }

  /// @param after the last id of the page before
  public List<Submitted> list(
      DSLContext tx, UUID form, Optional<Status> status, Optional<UUID> after, int limit) {
    return tx.selectFrom(FORM_SUBMISSIONS)
        .where(FORM_SUBMISSIONS.FORM_ID.eq(form))
        .and(
            status.map(one -> FORM_SUBMISSIONS.STATUS.eq(one.wireName())).orElse(DSL.noCondition()))
        .and(after.map(FORM_SUBMISSIONS.ID::gt).orElse(DSL.noCondition()))
        .orderBy(FORM_SUBMISSIONS.ID)
        .limit(limit)
        .fetch(SubmissionRows::submitted);
  }

  /// Moves a submission on; empty when it is not in one of those states.
  Optional<Submitted> move(DSLContext tx, UUID form, UUID id, List<Status> from, Status to) {
    return tx.update(FORM_SUBMISSIONS)
        .set(FORM_SUBMISSIONS.STATUS, to.wireName())
        .where(
            FORM_SUBMISSIONS.ID.eq(id),
            FORM_SUBMISSIONS.FORM_ID.eq(form),
            FORM_SUBMISSIONS.STATUS.in(from.stream().map(Status::wireName).toList()))
        .returning()
        .fetchOptional()
        .map(SubmissionRows::submitted);
  }

  /// Puts back what may not be called yet.
  void postpone(DSLContext tx, UUID form, UUID id, Instant notBefore) {
    tx.update(FORM_SUBMISSIONS)
        .set(FORM_SUBMISSIONS.STATUS, Status.ACCEPTED.wireName())
        .set(FORM_SUBMISSIONS.NOT_BEFORE, notBefore)
        .where(
            FORM_SUBMISSIONS.ID.eq(id),
            FORM_SUBMISSIONS.FORM_ID.eq(form),
            FORM_SUBMISSIONS.STATUS.eq(Status.CONTACTING.wireName()))
        .execute();
  }

  public boolean exists(DSLContext tx, UUID form, UUID id) {
    return tx.fetchExists(
        FORM_SUBMISSIONS, FORM_SUBMISSIONS.ID.eq(id), FORM_SUBMISSIONS.FORM_ID.eq(form));
  }

  record Stranded(UUID form, Submitted submitted) {}

  /// Accepted ones that never got into a conversation: their process died, or the agent is not
  /// published.
  ///
  /// @param tx that sees every tenant
  List<Stranded> stranded(DSLContext tx, Instant before, Instant now, int limit) {
    return tx.selectFrom(FORM_SUBMISSIONS)
        .where(
            FORM_SUBMISSIONS.STATUS.eq(Status.ACCEPTED.wireName()),
            FORM_SUBMISSIONS.AT.lt(before),
            FORM_SUBMISSIONS.NOT_BEFORE.isNull().or(FORM_SUBMISSIONS.NOT_BEFORE.le(now)))
        .orderBy(FORM_SUBMISSIONS.AT)
        .limit(limit)
        .fetch(row -> new Stranded(row.get(FORM_SUBMISSIONS.FORM_ID), submitted(row)));
  }

  /// @param tx that sees every tenant
  void forget(DSLContext tx, Instant before) {
    tx.deleteFrom(FORM_SUBMISSIONS)
        .where(
            FORM_SUBMISSIONS.AT.lt(before), FORM_SUBMISSIONS.STATUS.ne(Status.ACCEPTED.wireName()))
        .execute();
  }

  private static Submitted submitted(Record row) {
    SequencedMap<String, String> fields = new LinkedHashMap<>();
    Json.stored(row.get(FORM_SUBMISSIONS.FIELDS).data())
        .properties()
        .forEach(field -> fields.put(field.getKey(), field.getValue().asText()));
    return new Submitted(
        row.get(FORM_SUBMISSIONS.ID),
        fields,
        row.get(FORM_SUBMISSIONS.PHONE),
        row.get(FORM_SUBMISSIONS.RISK_TRACE),
        row.get(FORM_SUBMISSIONS.SCORE),
        Status.of(row.get(FORM_SUBMISSIONS.STATUS)),
        row.get(FORM_SUBMISSIONS.AT));
  }
}
