package dev.parley.runtime.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.json.Json;
import dev.parley.lead.LeadChanges;
import dev.parley.lead.LeadChanges.Change;
import dev.parley.runtime.closing.ExtractionRun;
import dev.parley.runtime.closing.Extractions;
import dev.parley.runtime.closing.Extractions.Acceptance;
import dev.parley.runtime.closing.Extractions.Reading;
import dev.parley.runtime.conversation.ConversationViews;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;

/// Readings of a closed conversation: again, compared, and accepted.
final class ExtractionResource {
  private static final String TAG = "Extractions";
  private static final String CONVERSATION = "/v1/conversations/{id}";
  private static final String ALL = CONVERSATION + "/extractions";
  private static final String ONE = ALL + "/{run}";

  private final Extractions extractions;
  private final ConversationViews views;

  ExtractionResource(Extractions extractions, ConversationViews views) {
    this.extractions = extractions;
    this.views = views;
  }

  List<Operation> operations() {
    return List.of(
        Operations.of(
                "POST",
                CONVERSATION + "/extract",
                "extractAgain",
                TAG,
                "Read it with today's agent")
            .needs(Access.ADMINISTER)
            .gives(200, "ExtractionDifference")
            .refuses(ApiCode.CONVERSATION_OPEN)
            .outside(this::again),
        Operations.of("GET", ALL, "listExtractions", TAG, "List readings, oldest first")
            .paged("ExtractionList")
            .in(this::list),
        Operations.of("GET", ONE, "getExtraction", TAG, "Compare a reading with its lead")
            .gives(200, "ExtractionDifference")
            .in(
                (call, tx) ->
                    extractions
                        .find(tx, call.id("conversation"), run(call))
                        .map(read -> Reply.ok(difference(read)))
                        .orElseThrow(() -> ApiException.notFound("extraction"))),
        Operations.of("POST", ONE + "/accept", "acceptExtraction", TAG, "Let the lead follow it")
            .needs(Access.ADMINISTER)
            .gives(200, "Lead")
            .refuses(ApiCode.EXTRACTION_OUTDATED)
            .outside(this::accept));
  }

  private Reply again(Call call) {
    call.fields().done();
    UUID conversation = call.id("conversation");
    return switch (extractions.again(call.tenant(), conversation, call.caller().key())) {
      case Reading.Read read -> Reply.ok(difference(read));
      case Reading.StillOpen() ->
          throw ApiException.of(
              ApiCode.CONVERSATION_OPEN, "It is read when it is closed; nothing was done.");
      case Reading.Unknown() ->
          throw ApiException.of(
              ApiCode.NOT_FOUND, "There is no such conversation here, or no lead came of it.");
    };
  }

  private Reply list(Call call, DSLContext tx) {
    Optional<UUID> after = call.after(Call::uuid);
    UUID conversation = call.id("conversation");
    if (views.find(tx, conversation).isEmpty()) {
      throw ApiException.notFound("conversation");
    }
    return Cursor.page(
        call.limit(),
        limit -> extractions.list(tx, conversation, after, limit),
        ExtractionResource::json,
        run -> run.id().toString());
  }

  private Reply accept(Call call) {
    call.fields().done();
    UUID conversation = call.id("conversation");
    return switch (extractions.accept(
        call.tenant(), conversation, run(call), call.caller().key())) {
      case Acceptance.Accepted(ObjectNode lead) -> Reply.ok(lead);
      case Acceptance.Outdated() ->
          throw ApiException.of(
              ApiCode.EXTRACTION_OUTDATED,
              "The lead was changed after this reading; nothing was done. Read it again.");
      case Acceptance.Unknown() -> throw ApiException.notFound("extraction");
    };
  }

  private static UUID run(Call call) {
    return Call.uuid(call.part("run")).orElseThrow(() -> ApiException.notFound("extraction"));
  }

  private static ObjectNode difference(Reading.Read read) {
    ObjectNode node = json(read.run());
    ObjectNode lead = read.lead().lead();
    node.put("lead", read.lead().id().toString());
    node.put("lead_revision", read.lead().revision());
    ObjectNode score = node.putObject("score");
    score.set("before", lead.path("score"));
    score.set("after", read.run().result().path("score"));
    ArrayNode changes = node.putArray("changes");
    for (Change change : LeadChanges.between(lead, read.run().result(), read.lead().edited())) {
      ObjectNode one = changes.addObject();
      one.put("field", change.field());
      one.set("before", change.before().orElse(null));
      one.set("after", change.after().orElse(null));
      one.put("kept", change.kept());
    }
    ObjectNode result = read.run().result();
    for (String member :
        List.of("summary", "intent", "objections", "next_step", "summary_by", "disagreements")) {
      JsonNode value = result.get(member);
      if (value != null) {
        node.set(member, value);
      }
    }
    return node;
  }

  private static ObjectNode json(ExtractionRun run) {
    ObjectNode node = Json.object();
    node.put("id", run.id().toString());
    node.put("conversation", run.conversation().toString());
    node.put("agent_version", run.agentVersion());
    node.put("extractor", run.extractor());
    node.put("outcome", run.outcome());
    node.put("model", run.model().orElse(null));
    node.put("prompt_hash", run.promptHash().orElse(null));
    node.put("schema_hash", run.schemaHash().orElse(null));
    node.put("input_tokens", run.inputTokens());
    node.put("output_tokens", run.outputTokens());
    node.put("total_millis", run.totalMillis());
    node.put("at", run.at().toString());
    node.put("asked_by", run.askedBy().orElse(null));
    node.put("base_revision", run.baseRevision());
    node.put("accepted_at", run.acceptedAt().map(Instant::toString).orElse(null));
    return node;
  }
}
