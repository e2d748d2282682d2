package dev.parley.crm.pipedrive;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.crm.Connector;
import dev.parley.crm.ConversationText;
import dev.parley.crm.DeliveryRequest;
import dev.parley.crm.LeadView;
import dev.parley.crm.RemoteKeys;
import dev.parley.crm.RemoteKeys.Claim;
import dev.parley.crm.pipedrive.PipedriveNotes.Place;
import java.time.Duration;
import java.util.Optional;

/// Takes back what was delivered: notes, activities, the lead, and the person unless the connector
/// keeps persons. What is not there any more is no trouble. Pipedrive itself removes deleted
/// records for good after 30 days.
final class PipedriveErasure {
  private final PipedriveApi api;
  private final PipedriveLeads leads;
  private final PipedriveNotes notes;
  private final PipedriveActivities activities;
  private final RemoteKeys keys;

  PipedriveErasure(
      PipedriveApi api,
      PipedriveLeads leads,
      PipedriveNotes notes,
      PipedriveActivities activities,
      RemoteKeys keys) {
    this.api = api;
    this.leads = leads;
    this.notes = notes;
    this.activities = activities;
    this.keys = keys;
  }

  /// @return what to know about it
  String run(DeliveryRequest request) {
    Connector connector = request.connector();
    LeadView lead = LeadView.of(request);
    String key = PipedrivePersons.key(lead.contact());
    Optional<String> person = person(connector, key);
    Optional<JsonNode> found = lead(request, lead, person);
    found.ifPresent(there -> erase(connector, lead, there.path("id").asText()));
    Optional<String> whose =
        found
            .map(there -> there.path("person_id").asText(""))
            .filter(id -> !id.isEmpty())
            .or(() -> person);
    whose.ifPresent(id -> erasePerson(connector, lead, key, id));
    return found.isEmpty() && whose.isEmpty()
        ? "Nothing of this lead is known there: nothing was erased."
        : "Erased; Pipedrive removes it for good after 30 days.";
  }

  private Optional<String> person(Connector connector, String key) {
    return switch (keys.claim(connector, key, Duration.ofSeconds(1))) {
      case Claim.Known(var id) -> Optional.of(id);
      case Claim.Mine(var holder) -> {
        keys.release(connector, key, holder);
        yield Optional.empty();
      }
      case Claim.Held() -> throw PipedriveTurns.held();
    };
  }

  private Optional<JsonNode> lead(DeliveryRequest request, LeadView lead, Optional<String> person) {
    Optional<String> ref = PipedriveLeads.known(request.remoteRef());
    return ref.isPresent()
        ? leads.read(request.connector(), ref.get())
        : person.flatMap(
            id -> leads.find(request.connector(), Long.parseLong(id), lead.text("id")));
  }

  private void erase(Connector connector, LeadView lead, String id) {
    notes.erase(connector, new Place("lead_id", id), ConversationText.mark(lead));
    activities.erase(connector, id, ConversationText.mark(lead));
    api.delete(connector, api.v1("leads").addPathSegment(id).build());
  }

  private void erasePerson(Connector connector, LeadView lead, String key, String id) {
    notes.erase(connector, new Place("person_id", id), ConversationText.mark(lead));
    if (connector.config().settings().path("erase_person").asBoolean(true)) {
      api.delete(connector, api.v2("persons").addPathSegment(id).build());
    }
    keys.forget(connector, key, id);
  }
}
