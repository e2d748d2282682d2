package dev.parley.crm.pipedrive;

import dev.parley.crm.AccessTokens;
import dev.parley.crm.Connector;
import dev.parley.crm.ConnectorConfig;
import dev.parley.crm.ConversationText;
import dev.parley.crm.ConversationText.Part;
import dev.parley.crm.CrmConnector;
import dev.parley.crm.DeliveryRequest;
import dev.parley.crm.DeliveryResult;
import dev.parley.crm.DeliveryStopped;
import dev.parley.crm.Discovery;
import dev.parley.crm.LeadEvent;
import dev.parley.crm.LeadView;
import dev.parley.crm.PlannedCall;
import dev.parley.crm.RemoteKeys;
import dev.parley.crm.RemoteKeys.Claim;
import dev.parley.crm.TestResult;
import dev.parley.crm.Transcripts;
import dev.parley.crm.Validation;
import dev.parley.crm.http.CrmHttp;
import dev.parley.crm.pipedrive.PipedriveLeads.Placed;
import dev.parley.crm.pipedrive.PipedriveNotes.Place;
import dev.parley.transcript.Transcript;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// Leads as Pipedrive persons and leads. Settings: `company_domain`, `currency`, `person_key`,
/// `call_activity`, `message_activity`, `activities`, `notes`, `create_fields`, `erase_person`.
/// Credentials: `api_token`, or `client_id`, `client_secret` and `refresh_token`. Thread-safe.
public final class PipedriveConnector implements CrmConnector {
  private final PipedriveApi api;
  private final PipedriveSettings settings;
  private final PipedriveFields fields;
  private final PipedrivePersons persons;
  private final PipedriveLeads leads;
  private final PipedriveNotes notes;
  private final PipedriveActivities activities;
  private final PipedriveErasure erasure;
  private final PipedriveCheck check;
  private final RemoteKeys keys;
  private final Transcripts transcripts;

  public PipedriveConnector(
      CrmHttp http,
      PipedriveSettings settings,
      AccessTokens tokens,
      RemoteKeys keys,
      Transcripts transcripts,
      Clock clock) {
    this.api = new PipedriveApi(http, settings, tokens, clock);
    this.settings = settings;
    this.fields = new PipedriveFields(api, settings, clock);
    this.persons = new PipedrivePersons(api, settings, keys);
    this.leads = new PipedriveLeads(api);
    this.notes = new PipedriveNotes(api, settings.noteCharactersMax());
    this.activities = new PipedriveActivities(api);
    this.erasure = new PipedriveErasure(api, leads, notes, activities, keys);
    this.check = new PipedriveCheck(api, fields);
    this.keys = keys;
    this.transcripts = transcripts;
  }

  @Override
  public String type() {
    return "pipedrive";
  }

  /// A lead takes a dozen calls, and a small plan allows twenty in two seconds.
  @Override
  public int concurrencyMax() {
    return 2;
  }

  @Override
  public Validation validate(ConnectorConfig config) {
    return PipedriveConfigRules.check(config);
  }

  /// Reads fields, activity types and leads, makes missing fields where allowed, and says what is
  /// missing.
  @Override
  public TestResult test(Connector connector) {
    return check.run(connector);
  }

  @Override
  public TestResult checkMapping(Connector connector) {
    return test(connector);
  }

  @Override
  public Discovery discover(Connector connector, List<String> leadFields) {
    return check.discover(connector, leadFields);
  }

  @Override
  public Optional<String> link(Connector connector, String remoteRef) {
    String company = connector.config().settings().path("company_domain").asText();
    Optional<String> lead = PipedriveLeads.known(Optional.of(remoteRef));
    return company.isEmpty()
        ? Optional.empty()
        : lead.map(id -> "https://" + company + ".pipedrive.com/leads/inbox/" + id)
            .or(() -> Optional.of("https://" + company + ".pipedrive.com/" + person(remoteRef)));
  }

  private static String person(String remoteRef) {
    return remoteRef.replaceFirst("^persons/", "person/");
  }

  /// Ids that are not known before the calls are made read `{person}` and `{lead}`; fields that
  /// take the account's field list to be written are left out.
  @Override
  public List<PlannedCall> preview(DeliveryRequest request) {
    LeadView lead = LeadView.of(request);
    if (request.event().equals(LeadEvent.ERASED.wireName())) {
      return List.of(
          new PlannedCall("DELETE", api.v1("leads/{lead}").build().toString(), ""),
          new PlannedCall("DELETE", api.v2("persons/{person}").build().toString(), ""));
    }
    var delivery = new PipedriveDelivery(request, Map.of());
    List<PlannedCall> calls = new ArrayList<>();
    calls.add(
        planned("POST", api.v2("persons").build().toString(), PipedrivePersons.creation(delivery)));
    var creation = PipedriveLeads.creation(delivery, 0).put("person_id", "{person}");
    calls.add(planned("POST", api.v1("leads").build().toString(), creation));
    for (Part part : parts(request, lead)) {
      calls.add(
          planned(
              "POST",
              api.v1("notes").build().toString(),
              PipedriveNotes.note(new Place("lead_id", "{lead}"), part)));
    }
    if (wants(request, "activities")) {
      Optional<Transcript> transcript = transcript(request, lead);
      calls.add(
          planned(
              "POST",
              api.v2("activities").build().toString(),
              PipedriveActivities.activity(
                  request.connector().config(), lead, transcript, "{lead}", 0)));
    }
    return calls;
  }

  private static PlannedCall planned(
      String method, String url, com.fasterxml.jackson.databind.JsonNode body) {
    return new PlannedCall(method, url, body.toString());
  }

  @Override
  public DeliveryResult deliver(DeliveryRequest request) {
    try {
      return alone(request);
    } catch (DeliveryStopped stopped) {
      return stopped.result();
    }
  }

  /// One delivery of a lead at a time, whatever node it is on: nothing else keeps a second worker
  /// from making the same records.
  private DeliveryResult alone(DeliveryRequest request) {
    String key = "delivery/" + request.lead();
    return switch (PipedriveTurns.claim(keys, request.connector(), key, settings)) {
      case Claim.Mine(var holder) -> {
        try {
          yield request.event().equals(LeadEvent.ERASED.wireName())
              ? delivered(request.remoteRef(), erasure.run(request))
              : placed(request);
        } finally {
          keys.release(request.connector(), key, holder);
        }
      }
      case Claim.Held() -> throw PipedriveTurns.held();
      case Claim.Known(_) -> throw new IllegalStateException("a delivery is no record");
    };
  }

  private DeliveryResult placed(DeliveryRequest request) {
    PipedriveDelivery delivery = delivery(request);
    long person = persons.upsert(delivery);
    Optional<Placed> lead = leads.upsert(delivery, person);
    Place place =
        lead.map(there -> new Place("lead_id", there.id()))
            .orElseGet(() -> new Place("person_id", Long.toString(person)));
    boolean fresh = lead.filter(Placed::fresh).isPresent();
    notes.write(request.connector(), place, parts(request, delivery.lead()), fresh);
    if (lead.isPresent() && wants(request, "activities")) {
      activities.write(
          request.connector(),
          lead.get().id(),
          PipedriveActivities.activity(
              request.connector().config(),
              delivery.lead(),
              transcript(request, delivery.lead()),
              lead.get().id(),
              person),
          fresh);
    }
    String gone =
        "The lead is there no more (turned into a deal, or deleted): only its person was updated. ";
    return delivered(
        Optional.of(lead.map(there -> PipedriveLeads.REF + there.id()).orElse("persons/" + person)),
        (lead.isEmpty() ? gone : "") + delivery.remarks());
  }

  private PipedriveDelivery delivery(DeliveryRequest request) {
    Connector connector = request.connector();
    List<String> custom =
        PipedriveMapping.custom(
            PipedriveMapping.wanted(connector.config(), LeadView.of(request)).keySet());
    List<String> coded = custom.stream().filter(target -> target.indexOf(':') < 0).toList();
    return new PipedriveDelivery(
        request, custom.isEmpty() ? Map.of() : fields.of(connector, coded));
  }

  private static DeliveryResult delivered(Optional<String> remoteRef, String text) {
    return new DeliveryResult.Delivered(OptionalInt.of(200), remoteRef, text.strip());
  }

  /// A decision is a note of its own; the conversation is the same in every event.
  private List<Part> parts(DeliveryRequest request, LeadView lead) {
    int max = notes.textCharactersMax();
    List<Part> parts = new ArrayList<>();
    if (wants(request, "notes")) {
      parts.addAll(ConversationText.parts(lead, transcript(request, lead), max));
    }
    ConversationText.decision(lead, request, max).ifPresent(parts::add);
    return parts;
  }

  private Optional<Transcript> transcript(DeliveryRequest request, LeadView lead) {
    return transcripts.of(request.connector().tenant(), lead.conversation());
  }

  private static boolean wants(DeliveryRequest request, String what) {
    return request.connector().config().settings().path(what).asBoolean(true);
  }
}
