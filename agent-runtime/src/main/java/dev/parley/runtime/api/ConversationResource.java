package dev.parley.runtime.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.json.Json;
import dev.parley.config.store.Database;
import dev.parley.lead.Disposition;
import dev.parley.runtime.conversation.ConversationView;
import dev.parley.runtime.conversation.ConversationViews;
import dev.parley.transcript.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jooq.DSLContext;

/// Conversations, their transcripts, and their end from outside.
final class ConversationResource {
  private static final String TAG = "Conversations";
  private static final String ALL = "/v1/conversations";
  private static final String ONE = "/v1/conversations/{id}";
  private static final List<String> STATUSES = List.of("open", "with_human", "closed");
  private static final Map<String, Disposition> DISPOSITIONS =
      Arrays.stream(Disposition.values())
          .collect(Collectors.toMap(Disposition::wireName, known -> known));
  private static final int REASON_CHARS_MAX = 100;

  private final ConversationViews views;
  private final ConversationCloser closer;
  private final Database database;
  private final Duration patience;

  /// @param patience how long closing waits for a turn under way
  ConversationResource(
      ConversationViews views, ConversationCloser closer, Database database, Duration patience) {
    this.views = views;
    this.closer = closer;
    this.database = database;
    this.patience = patience;
  }

  List<Operation> operations() {
    return List.of(
        Operations.of("GET", ALL, "listConversations", TAG, "List conversations, oldest first")
            .paged("ConversationList")
            .filters("agent", "Only of this agent")
            .filters("status", "Only open, with_human or closed ones")
            .filters("disposition", "Only those that ended so")
            .in(this::list),
        Operations.of("GET", ONE, "getConversation", TAG, "Read a conversation")
            .gives(200, "Conversation")
            .in((call, tx) -> Reply.ok(json(find(call, tx)))),
        Operations.of("GET", ONE + "/transcript", "getTranscript", TAG, "Read what was said")
            .gives(200, "Transcript")
            .in(this::transcript),
        Operations.of("POST", ONE + "/close", "closeConversation", TAG, "End a conversation")
            .needs(Access.ADMINISTER)
            .mayTake("Close")
            .gives(200, "Conversation")
            .outside(this::close));
  }

  private Reply list(Call call, DSLContext tx) {
    Optional<UUID> after = call.after(Call::uuid);
    ConversationViews.Filter filter =
        new ConversationViews.Filter(
            Optional.ofNullable(call.query().get("agent")),
            call.word("status", STATUSES),
            call.word("disposition", DISPOSITIONS.keySet()));
    return Cursor.page(
        call.limit(),
        limit -> views.list(tx, call.tenant(), filter, after, limit),
        ConversationResource::json,
        view -> view.id().toString());
  }

  private Reply transcript(Call call, DSLContext tx) {
    UUID id = call.id("conversation");
    List<Turn> turns =
        views.transcript(tx, id).orElseThrow(() -> ApiException.notFound("conversation"));
    ObjectNode body = Json.object();
    body.put("conversation", id.toString());
    ArrayNode all = body.putArray("turns");
    turns.forEach(turn -> all.add(said(turn)));
    return Reply.ok(body);
  }

  private static ObjectNode said(Turn turn) {
    ObjectNode node =
        Json.object()
            .put("seq", turn.seq())
            .put("from", turn.from().wireName())
            .put("text", turn.text())
            .put("at", turn.at().toString())
            .put("language", turn.language());
    turn.confidence().ifPresent(sure -> node.put("confidence", Math.round(sure * 1_000) / 1_000.0));
    return node;
  }

  private Reply close(Call call) {
    Fields fields = call.fields();
    Optional<Disposition> disposition = fields.word("disposition", DISPOSITIONS);
    Optional<String> reason = fields.optionalText("reason", REASON_CHARS_MAX);
    fields.done();
    ConversationView before = database.inTenant(call.tenant(), tx -> find(call, tx));
    if (!before.status().equals("closed")) {
      end(call, before.id(), disposition.orElse(Disposition.ABANDONED), reason);
    }
    return Reply.ok(json(database.inTenant(call.tenant(), tx -> find(call, tx))));
  }

  private void end(Call call, UUID id, Disposition disposition, Optional<String> reason) {
    try {
      var _ =
          closer
              .close(call.tenant(), id, disposition, reason)
              .get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw notNow();
    } catch (ExecutionException | TimeoutException | CancellationException e) {
      throw notNow();
    }
  }

  private static ApiException notNow() {
    return ApiException.with(
        ApiCode.TRY_AGAIN,
        "The conversation could not be closed right now; it may close in a moment. Ask again.",
        Map.of("Retry-After", "2"));
  }

  private ConversationView find(Call call, DSLContext tx) {
    return views
        .find(tx, call.id("conversation"))
        .orElseThrow(() -> ApiException.notFound("conversation"));
  }

  private static ObjectNode json(ConversationView view) {
    ObjectNode node = Json.object();
    node.put("id", view.id().toString());
    node.put("agent", view.agent());
    node.put("agent_version", view.agentVersion());
    node.put("channel", view.channel());
    ObjectNode contact = node.putObject("contact");
    contact.put("id", view.contact().toString());
    ArrayNode addresses = contact.putArray("addresses");
    view.addresses().forEach(addresses::add);
    node.put("status", view.status());
    node.put("disposition", view.disposition().orElse(null));
    node.put("reason", view.reason().orElse(null));
    node.put("language", view.language());
    node.put("started_at", view.startedAt().toString());
    node.put("ended_at", view.endedAt().map(Instant::toString).orElse(null));
    node.set("answers", AnswerJson.of(view.state()));
    view.call().ifPresent(call -> node.set("call", call(call)));
    return node;
  }

  private static ObjectNode call(ConversationView.CallView call) {
    ObjectNode node = Json.object();
    node.put("call_id", call.callId().orElse(null));
    node.put("direction", call.direction());
    node.put("business", call.business());
    node.put("contact", call.contact().orElse(null));
    node.put("started_at", call.startedAt().toString());
    node.put("ended_at", call.endedAt().map(Instant::toString).orElse(null));
    node.put("seconds", call.seconds().orElse(null));
    node.put("outcome", call.outcome().orElse(null));
    node.put("recording", call.recording());
    node.put("recording_id", call.recordingId().orElse(null));
    node.put("cost", call.cost().orElse(null));
    node.put("currency", call.currency().orElse(null));
    return node;
  }
}
