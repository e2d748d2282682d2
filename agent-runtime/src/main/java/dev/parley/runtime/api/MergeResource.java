package dev.parley.runtime.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.json.Json;
import dev.parley.runtime.leads.Merge;
import dev.parley.runtime.leads.Merges;
import dev.parley.runtime.leads.Merges.Outcome;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;

/// Contacts that are, or may be, the same person.
final class MergeResource {
  private static final String TAG = "Merges";
  private static final String ALL = "/v1/merges";
  private static final String ONE = ALL + "/{id}";

  private final Merges merges;

  MergeResource(Merges merges) {
    this.merges = merges;
  }

  private interface Decision {
    Outcome by(Call call, DSLContext tx, UUID id);
  }

  List<Operation> operations() {
    return List.of(
        Operations.of("GET", ALL, "listMerges", TAG, "List merges of contacts, oldest first")
            .paged("MergeList")
            .filters("status", "Only open, merged, rejected or undone ones")
            .in(this::list),
        Operations.of("GET", ONE, "getMerge", TAG, "Read a merge")
            .gives(200, "Merge")
            .in(
                (call, tx) ->
                    merges
                        .find(tx, call.id("merge"))
                        .map(merge -> Reply.ok(json(merge)))
                        .orElseThrow(() -> ApiException.notFound("merge"))),
        decision(
            "accept",
            "acceptMerge",
            "They are one person",
            (call, tx, id) -> merges.accept(tx, call.tenant(), id, call.caller().key())),
        decision(
            "reject",
            "rejectMerge",
            "They are two",
            (call, tx, id) -> merges.reject(tx, id, call.caller().key())),
        decision(
            "undo",
            "undoMerge",
            "They are two after all",
            (call, tx, id) -> merges.undo(tx, call.tenant(), id, call.caller().key())));
  }

  private static Operation decision(String action, String name, String summary, Decision decision) {
    return Operations.of("POST", ONE + "/" + action, name, TAG, summary)
        .needs(Access.ADMINISTER)
        .gives(200, "Merge")
        .refuses(ApiCode.MERGE_NOT_NOW)
        .in(
            (call, tx) -> {
              call.fields().done();
              return switch (decision.by(call, tx, call.id("merge"))) {
                case Outcome.Done(Merge merge) -> Reply.ok(json(merge));
                case Outcome.Unknown() -> throw ApiException.notFound("merge");
                case Outcome.NotNow(String why) ->
                    throw ApiException.of(ApiCode.MERGE_NOT_NOW, why + " Nothing was done.");
              };
            });
  }

  private Reply list(Call call, DSLContext tx) {
    Optional<UUID> after = call.after(Call::uuid);
    Optional<Merge.Status> status =
        call.word(
                "status", Arrays.stream(Merge.Status.values()).map(Merge.Status::wireName).toList())
            .map(word -> Merge.Status.valueOf(word.toUpperCase(Locale.ROOT)));
    return Cursor.page(
        call.limit(),
        limit -> merges.list(tx, status, after, limit),
        MergeResource::json,
        merge -> merge.id().toString());
  }

  private static ObjectNode json(Merge merge) {
    ObjectNode node = Json.object();
    node.put("id", merge.id().toString());
    node.put("status", merge.status().wireName());
    node.put("contact", merge.contact().toString());
    node.put("other", merge.other().toString());
    node.putObject("key").put("kind", merge.kind()).put("value", merge.key());
    node.put("reason", merge.reason().orElse(null));
    ArrayNode leads = node.putArray("leads");
    merge.leads().forEach(lead -> leads.add(lead.toString()));
    node.put("decided_by", merge.decidedBy().orElse(null));
    node.put("created_at", merge.createdAt().toString());
    node.put("decided_at", merge.decidedAt().map(Instant::toString).orElse(null));
    return node;
  }
}
