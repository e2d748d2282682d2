package dev.parley.runtime.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.lead.Disposition;
import dev.parley.lead.LeadRows;
import dev.parley.score.Score;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;

/// Leads as they were written.
final class LeadResource {
  private static final String TAG = "Leads";

  private final LeadRows leads;
  private final RemoteRecords records;

  LeadResource(LeadRows leads, RemoteRecords records) {
    this.leads = leads;
    this.records = records;
  }

  List<Operation> operations() {
    return List.of(
        Operations.of("GET", "/v1/leads", "listLeads", TAG, "List leads, oldest first")
            .paged("LeadList")
            .filters("agent", "Only of this agent")
            .filters("disposition", "Only those that ended so")
            .filters("band", "Only those of this band: A, B, C or D")
            .filters("review", "Only those of which a review was requested, or which were decided")
            .filters("conversation", "Only of this conversation")
            .in(this::list),
        Operations.of("GET", "/v1/leads/{id}", "getLead", TAG, "Read a lead")
            .gives(200, "Lead")
            .in(this::read));
  }

  private Reply read(Call call, DSLContext tx) {
    UUID id = call.id("lead");
    ObjectNode lead = leads.find(tx, id).orElseThrow(() -> ApiException.notFound("lead")).lead();
    return Reply.ok(records.shown(tx, lead, id));
  }

  private Reply list(Call call, DSLContext tx) {
    Optional<UUID> after = call.after(Call::uuid);
    LeadRows.Filter filter =
        new LeadRows.Filter(
            Optional.ofNullable(call.query().get("agent")),
            call.word(
                "disposition",
                Arrays.stream(Disposition.values()).map(Disposition::wireName).toList()),
            call.word("band", Arrays.stream(Score.Band.values()).map(Score.Band::name).toList()),
            call.word("review", List.of("requested", "decided")),
            call.idFilter("conversation"));
    return Cursor.page(
        call.limit(),
        limit -> leads.list(tx, filter, after, limit),
        LeadRows.StoredLead::lead,
        lead -> lead.id().toString());
  }
}
