package dev.parley.runtime.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.json.Json;
import dev.parley.runtime.leads.Rescore;
import dev.parley.runtime.leads.Rescoring;
import dev.parley.runtime.leads.Rescoring.Start;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;

/// Scoring leads again after the rules changed, and the report of it.
final class RescoreResource {
  private static final String TAG = "Leads";
  private static final String ALL = "/v1/agents/{agent}/rescore";

  private final Rescoring rescoring;

  RescoreResource(Rescoring rescoring) {
    this.rescoring = rescoring;
  }

  List<Operation> operations() {
    return List.of(
        Operations.of("POST", ALL, "rescoreLeads", TAG, "Score an agent's leads by today's rules")
            .needs(Access.ADMINISTER)
            .mayTake("NewRescore")
            .gives(202, "Rescore")
            .refuses(ApiCode.RESCORE_RUNNING, ApiCode.AGENT_UNPUBLISHED)
            .in(this::start),
        Operations.of("GET", ALL + "/{job}", "getRescore", TAG, "Read what scoring again changed")
            .paged("RescoreReport")
            .in(this::report));
  }

  private Reply start(Call call, DSLContext tx) {
    Fields body = call.fields();
    Optional<Instant> from = time(body, "from");
    Optional<Instant> until = time(body, "until");
    boolean dryRun = body.flag("dry_run");
    body.done();
    return switch (rescoring.start(
        tx, call.tenant(), call.part("agent"), from, until, dryRun, call.caller().key())) {
      case Start.Started(Rescore job) -> new Reply(202, Optional.of(json(job)), Map.of());
      case Start.NoAgent() -> throw ApiException.notFound("agent");
      case Start.Unpublished() ->
          throw ApiException.of(
              ApiCode.AGENT_UNPUBLISHED,
              "The agent has no published version to take rules from; nothing was done.");
      case Start.Running() ->
          throw ApiException.of(
              ApiCode.RESCORE_RUNNING,
              "This agent's leads are being scored again already; nothing was done.");
    };
  }

  private static Optional<Instant> time(Fields body, String name) {
    Optional<String> given = body.optionalText(name, 64);
    try {
      return given.map(text -> OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      body.wrong(name, "bad_time", "this must be a time such as 2026-11-22T10:00:00Z");
      return Optional.empty();
    }
  }

  private Reply report(Call call, DSLContext tx) {
    Optional<UUID> after = call.after(Call::uuid);
    Rescore job =
        Call.uuid(call.part("job"))
            .flatMap(id -> rescoring.find(tx, call.part("agent"), id))
            .orElseThrow(() -> ApiException.notFound("job"));
    int limit = call.limit();
    List<Rescore.Change> found = rescoring.changes(tx, job.id(), after, limit + 1);
    List<Rescore.Change> page = found.subList(0, Math.min(limit, found.size()));
    ObjectNode node = json(job);
    ArrayNode moves = node.putArray("bands");
    for (Rescore.Move move : rescoring.moves(tx, job.id())) {
      moves
          .addObject()
          .put("before", move.before().orElse(null))
          .put("after", move.after())
          .put("leads", move.leads());
    }
    ArrayNode items = node.putArray("items");
    page.forEach(change -> items.add(json(change)));
    node.put("next", found.size() > limit ? Cursor.of(page.getLast().lead().toString()) : null);
    return Reply.ok(node);
  }

  private static ObjectNode json(Rescore.Change change) {
    ObjectNode node = Json.object().put("lead", change.lead().toString());
    node.putObject("score").put("before", change.scoreBefore()).put("after", change.scoreAfter());
    node.putObject("band")
        .put("before", change.bandBefore().orElse(null))
        .put("after", change.bandAfter());
    node.put("revision", change.revision().orElse(null));
    return node;
  }

  private static ObjectNode json(Rescore job) {
    ObjectNode node = Json.object();
    node.put("id", job.id().toString());
    node.put("agent", job.agent());
    node.put("agent_version", job.version());
    node.put("score_rules", job.rules());
    node.put("from", job.from().map(Instant::toString).orElse(null));
    node.put("until", job.until().map(Instant::toString).orElse(null));
    node.put("dry_run", job.dryRun());
    node.put("status", job.status().wireName());
    node.put("reason", job.reason().orElse(null));
    node.put("seen", job.counts().seen());
    node.put("changed", job.counts().changed());
    node.put("band_changed", job.counts().bandChanged());
    node.put("decided", job.counts().decided());
    node.put("asked_by", job.askedBy());
    node.put("created_at", job.createdAt().toString());
    node.put("ended_at", job.endedAt().map(Instant::toString).orElse(null));
    return node;
  }
}
