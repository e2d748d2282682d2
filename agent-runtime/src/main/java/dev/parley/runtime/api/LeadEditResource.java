package dev.parley.runtime.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.json.Json;
import dev.parley.lead.Disposition;
import dev.parley.lead.LeadRevisions;
import dev.parley.lead.LeadRevisions.Noted;
import dev.parley.lead.LeadRows;
import dev.parley.runtime.leads.LeadEdits;
import dev.parley.runtime.leads.LeadEdits.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.DSLContext;

/// What people do to leads, and the record of it.
final class LeadEditResource {
  static final int NOTE_CHARS_MAX = 2_000;
  static final int FIELDS_MAX = 200;

  private static final String TAG = "Leads";
  private static final String ONE = "/v1/leads/{id}";
  private static final Map<String, Disposition> DECISIONS =
      Stream.of(
              Disposition.QUALIFIED,
              Disposition.DISQUALIFIED,
              Disposition.CALLBACK,
              Disposition.HANDED_OFF)
          .collect(
              Collectors.toMap(
                  Disposition::wireName, one -> one, (one, other) -> one, LinkedHashMap::new));

  private final LeadEdits edits;
  private final RemoteRecords records;
  private final LeadRows leads = new LeadRows();
  private final LeadRevisions revisions = new LeadRevisions();

  LeadEditResource(LeadEdits edits, RemoteRecords records) {
    this.edits = edits;
    this.records = records;
  }

  List<Operation> operations() {
    return List.of(
        Operations.of("PATCH", ONE, "editLead", TAG, "Set fields of a lead, for good")
            .needs(Access.ADMINISTER)
            .takes("LeadEdit")
            .gives(200, "Lead")
            .refuses(ApiCode.INVALID_BODY, ApiCode.LEAD_MERGED)
            .in(this::edit),
        Operations.of("POST", ONE + "/review", "reviewLead", TAG, "Ask that a person looks at it")
            .needs(Access.ADMINISTER)
            .takes("ReviewRequest")
            .gives(200, "Lead")
            .refuses(ApiCode.LEAD_DECIDED, ApiCode.LEAD_MERGED)
            .in(this::review),
        Operations.of("POST", ONE + "/decision", "decideLead", TAG, "Decide on a lead, for good")
            .needs(Access.ADMINISTER)
            .takes("LeadDecision")
            .gives(200, "Lead")
            .refuses(ApiCode.LEAD_DECIDED, ApiCode.LEAD_MERGED)
            .in(this::decide),
        Operations.of("GET", ONE + "/audit", "auditLead", TAG, "Changes of a lead, oldest first")
            .paged("LeadAudit")
            .in(this::audit));
  }

  private Reply edit(Call call, DSLContext tx) {
    Fields body = call.fields();
    body.require("fields");
    ObjectNode fields = body.object("fields");
    if (body.has("fields") && (fields.isEmpty() || fields.size() > FIELDS_MAX)) {
      body.wrong("fields", "out_of_range", "1 to " + FIELDS_MAX + " fields at once");
    }
    body.done();
    Map<String, JsonNode> typed = new LinkedHashMap<>();
    fields.properties().forEach(entry -> typed.put(entry.getKey(), entry.getValue()));
    UUID id = call.id("lead");
    return reply(call, tx, edits.edit(tx, call.tenant(), id, typed, call.caller().key()));
  }

  private Reply review(Call call, DSLContext tx) {
    Fields body = call.fields();
    String reason = body.text("reason", NOTE_CHARS_MAX);
    body.done();
    UUID id = call.id("lead");
    return reply(call, tx, edits.review(tx, call.tenant(), id, reason, call.caller().key()));
  }

  private Reply decide(Call call, DSLContext tx) {
    Fields body = call.fields();
    body.require("disposition");
    Optional<Disposition> disposition = body.word("disposition", DECISIONS);
    Optional<String> note = body.optionalText("note", NOTE_CHARS_MAX);
    body.done();
    return reply(
        call,
        tx,
        edits.decide(
            tx,
            call.tenant(),
            call.id("lead"),
            disposition.orElseThrow(),
            note,
            call.caller().key()));
  }

  private Reply reply(Call call, DSLContext tx, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done(ObjectNode lead) -> Reply.ok(records.shown(tx, lead, call.id("lead")));
      case Outcome.Unknown() -> throw ApiException.notFound("lead");
      case Outcome.Final() ->
          throw ApiException.of(
              ApiCode.LEAD_DECIDED, "A person has decided on this lead; nothing was done.");
      case Outcome.Merged(UUID into) ->
          throw ApiException.of(
              ApiCode.LEAD_MERGED, "This lead went into lead " + into + "; nothing was done.");
      case Outcome.Invalid(List<LeadEdits.Fault> faults) ->
          throw ApiException.of(
              ApiCode.INVALID_BODY,
              faults.stream()
                  .map(fault -> ApiError.of(shown(fault.field()), fault.code(), fault.message()))
                  .toList());
    };
  }

  private static String shown(String field) {
    return field.matches("[a-z0-9_]{1,63}") ? "fields." + field : "fields";
  }

  private Reply audit(Call call, DSLContext tx) {
    Optional<Integer> after = call.after(LeadEditResource::revision);
    UUID lead = call.id("lead");
    if (leads.find(tx, lead).isEmpty()) {
      throw ApiException.notFound("lead");
    }
    return Cursor.page(
        call.limit(),
        limit -> revisions.list(tx, lead, after.orElse(0), limit),
        LeadEditResource::json,
        noted -> Integer.toString(noted.revision()));
  }

  private static Optional<Integer> revision(String text) {
    return text.matches("[0-9]{1,9}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
  }

  private static ObjectNode json(Noted noted) {
    ObjectNode node = Json.object();
    node.put("revision", noted.revision());
    node.put("cause", noted.change().cause());
    node.put("actor", noted.change().actor().orElse(null));
    node.put("actor_label", noted.change().actorLabel().orElse(null));
    node.put("extraction", noted.change().run().map(UUID::toString).orElse(null));
    node.set("detail", noted.change().detail().orElse(null));
    node.put("at", noted.at().toString());
    return node;
  }
}
