package dev.parley.runtime.forms;

import static dev.parley.config.store.generated.Tables.CONVERSATIONS;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.json.Json;
import dev.parley.config.store.Database;
import dev.parley.runtime.forms.FormCalls.Outcome;
import dev.parley.runtime.forms.Submitted.Status;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.JSONB;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// From an accepted form to a telephone call. Claimed before anybody is called, so that nobody is
/// called twice: what breaks after that is left for a person. Thread-safe.
final class CallingForms {
  private static final Logger LOG = LoggerFactory.getLogger(CallingForms.class);
  private static final Duration AGAIN_AFTER = Duration.ofMinutes(5);

  private final Database database;
  private final SubmissionRows submissions;
  private final FormCalls calls;
  private final Clock clock;

  CallingForms(Database database, SubmissionRows submissions, FormCalls calls, Clock clock) {
    this.database = database;
    this.submissions = submissions;
    this.calls = calls;
    this.clock = clock;
  }

  void call(Form form, Submitted submitted) {
    if (!claimed(form, submitted)) {
      return;
    }
    try {
      Outcome outcome =
          calls.call(
              form.tenant(),
              form.agent(),
              form.address(),
              submitted.phone(),
              told(form, submitted));
      settle(form, submitted, outcome);
    } catch (RuntimeException e) {
      LOG.atError()
          .setCause(e)
          .addKeyValue("submission", submitted.id())
          .log("A call for a form broke; the submission is held for a person to decide");
      move(form, submitted, Status.HELD);
    }
  }

  private boolean claimed(Form form, Submitted submitted) {
    return database
        .inTenant(
            form.tenant(),
            tx ->
                submissions.move(
                    tx, form.id(), submitted.id(), List.of(Status.ACCEPTED), Status.CONTACTING))
        .isPresent();
  }

  private void settle(Form form, Submitted submitted, Outcome outcome) {
    switch (outcome) {
      case Outcome.Calling(UUID conversation) -> named(form, submitted, conversation);
      case Outcome.Later(Instant notBefore) -> later(form, submitted, notBefore);
      case Outcome.NobodyToCall() -> later(form, submitted, clock.instant().plus(AGAIN_AFTER));
      case Outcome.Refused(String reason) -> {
        LOG.atInfo()
            .addKeyValue("submission", submitted.id())
            .addKeyValue("reason", reason)
            .log("Who filled in a form is not called");
        move(form, submitted, Status.REFUSED);
      }
    }
  }

  private void later(Form form, Submitted submitted, Instant notBefore) {
    database.runInTenant(
        form.tenant(), tx -> submissions.postpone(tx, form.id(), submitted.id(), notBefore));
  }

  private void move(Form form, Submitted submitted, Status to) {
    database.runInTenant(
        form.tenant(),
        tx -> submissions.move(tx, form.id(), submitted.id(), List.of(Status.CONTACTING), to));
  }

  /// The lead says which form it came by.
  private void named(Form form, Submitted submitted, UUID conversation) {
    ObjectNode metadata = Json.object();
    metadata
        .putObject("source")
        .put("type", "form")
        .put("id", form.id().toString())
        .put("headline", form.label())
        .put("click_id", submitted.riskTrace().toString());
    database.runInTenant(
        form.tenant(),
        tx ->
            tx.update(CONVERSATIONS)
                .set(CONVERSATIONS.METADATA, JSONB.jsonb(metadata.toString()))
                .where(CONVERSATIONS.ID.eq(conversation))
                .execute());
  }

  /// What was filled in, and why somebody calls: a screening assistant asks.
  private static Map<String, String> told(Form form, Submitted submitted) {
    Map<String, String> told = new HashMap<>(submitted.fields());
    told.put("reason", form.label());
    return told;
  }
}
