package dev.parley.runtime.api;

import static dev.parley.config.store.generated.Tables.CALLS;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.json.Json;
import dev.parley.runtime.call.PlacedCall;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Record;

/// Telephone calls: placing them, and what is known of each.
final class CallResource {
  private static final String TAG = "Calls";
  private static final String ALL = "/v1/calls";
  private static final String ONE = "/v1/calls/{id}";
  private static final int ENTRIES_MAX = 20;
  private static final int ENTRY_CHARS_MAX = 500;
  private static final int NUMBER_CHARS_MAX = 40;

  private final CallPlacer placer;
  private final Clock clock;

  CallResource(CallPlacer placer, Clock clock) {
    this.placer = placer;
    this.clock = clock;
  }

  List<Operation> operations() {
    return List.of(
        Operations.of("POST", ALL, "placeCall", TAG, "Have an agent call somebody")
            .needs(Access.ADMINISTER)
            .takes("NewCall")
            .gives(202, "PlacedCall")
            .refuses(ApiCode.CHANNEL_UNAVAILABLE, ApiCode.CALL_NOT_NOW, ApiCode.CALL_REFUSED)
            .outside(this::place),
        Operations.of("GET", ONE, "getCall", TAG, "Read what is known of a conversation's call")
            .gives(200, "Call")
            .in((call, tx) -> Reply.ok(json(find(call, tx)))));
  }

  private Reply place(Call call) {
    Fields fields = call.fields();
    String agent = fields.text("agent", 63);
    String to = fields.text("to", NUMBER_CHARS_MAX);
    Optional<String> number = E164.read(to);
    if (number.isEmpty() && !to.isEmpty()) {
      fields.wrong("to", "bad_number", "a telephone number with its country: +12025550123");
    }
    Map<String, String> context = new HashMap<>();
    fields
        .entries("context", ENTRIES_MAX, ENTRY_CHARS_MAX)
        .forEach((name, text) -> text.ifPresent(one -> context.put(name, one)));
    fields.done();
    return switch (placer.place(call.tenant(), agent, number.orElseThrow(), context)) {
      case PlacedCall.Calling(var conversation, Optional<String> callId) -> {
        ObjectNode body = Json.object();
        body.put("conversation", conversation.toString());
        body.put("call", callId.orElse(null));
        yield new Reply(
            202, Optional.of(body), Map.of("Location", ALL + "/" + conversation), Optional.empty());
      }
      case PlacedCall.Held(Instant until, String reason) ->
          throw ApiException.with(
              ApiCode.CALL_NOT_NOW,
              "Nobody was called: %s, until %s.".formatted(reason, until),
              Map.of("Retry-After", Long.toString(seconds(until))));
      case PlacedCall.Refused(String reason) ->
          throw ApiException.of(ApiCode.CALL_REFUSED, "Nobody was called: %s.".formatted(reason));
      case PlacedCall.NoChannel() ->
          throw ApiException.at(
              ApiCode.CHANNEL_UNAVAILABLE,
              "agent",
              "There is no published agent of that name with a voice channel.");
    };
  }

  private long seconds(Instant until) {
    return Math.max(1, Duration.between(clock.instant(), until).toSeconds());
  }

  private static Record find(Call call, DSLContext tx) {
    return tx.selectFrom(CALLS)
        .where(CALLS.CONVERSATION_ID.eq(call.id("call")))
        .fetchOptional()
        .orElseThrow(() -> ApiException.notFound("call"));
  }

  private static ObjectNode json(Record row) {
    ObjectNode node = Json.object();
    node.put("conversation", row.get(CALLS.CONVERSATION_ID).toString());
    node.put("call", row.get(CALLS.CALL_ID));
    node.put("direction", row.get(CALLS.DIRECTION));
    node.put("business", row.get(CALLS.BUSINESS));
    node.put("contact", row.get(CALLS.CONTACT));
    node.put("started_at", row.get(CALLS.STARTED_AT).toString());
    Instant ended = row.get(CALLS.ENDED_AT);
    node.put("ended_at", ended == null ? null : ended.toString());
    node.put("seconds", row.get(CALLS.SECONDS));
    node.put("outcome", row.get(CALLS.OUTCOME));
    node.put("recording", row.get(CALLS.RECORDING));
    node.put("recording_id", row.get(CALLS.RECORDING_ID));
    node.put("cost", row.get(CALLS.COST));
    node.put("currency", row.get(CALLS.CURRENCY));
    return node;
  }
}
