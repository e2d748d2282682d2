package dev.parley.crm.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.crm.AccessTokens;
import dev.parley.crm.Connector;
import dev.parley.crm.ConnectorConfig;
import dev.parley.crm.CrmConnector;
import dev.parley.crm.DeliveryRequest;
import dev.parley.crm.DeliveryResult;
import dev.parley.crm.DeliveryResult.Trouble;
import dev.parley.crm.LeadView;
import dev.parley.crm.PlannedCall;
import dev.parley.crm.TestResult;
import dev.parley.crm.Transcripts;
import dev.parley.crm.Validation;
import dev.parley.crm.http.CrmHttp;
import dev.parley.crm.hubspot.HubSpotMapping.Wanted;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// Leads as contacts of HubSpot, known by e-mail, or, where a lead has none, by a unique property
/// of our own holding Parley's contact id. Settings: `unique_property`, `create_properties`,
/// `notes`. Credentials: `access_token` of a private app, or `client_id`, `client_secret` and
/// `refresh_token`. Thread-safe.
public final class HubSpotConnector implements CrmConnector {
  private final HubSpotApi api;
  private final HubSpotContacts contacts;
  private final HubSpotNotes notes;
  private final HubSpotCheck check;
  private final Transcripts transcripts;

  public HubSpotConnector(
      CrmHttp http,
      HubSpotSettings settings,
      AccessTokens tokens,
      Transcripts transcripts,
      Clock clock) {
    this.api = new HubSpotApi(http, settings, tokens, clock);
    this.contacts = new HubSpotContacts(api);
    this.notes = new HubSpotNotes(api, settings.noteCharactersMax());
    this.check = new HubSpotCheck(api);
    this.transcripts = transcripts;
  }

  @Override
  public String type() {
    return "hubspot";
  }

  /// HubSpot counts calls per ten seconds and account; more at once only waits longer.
  @Override
  public int concurrencyMax() {
    return 8;
  }

  @Override
  public Validation validate(ConnectorConfig config) {
    return HubSpotConfigRules.check(config);
  }

  /// Reads the contact properties, makes the missing ones where allowed, and says what is missing.
  @Override
  public TestResult test(Connector connector) {
    return check.run(connector);
  }

  @Override
  public List<PlannedCall> preview(DeliveryRequest request) {
    LeadView lead = LeadView.of(request);
    ConnectorConfig config = request.connector().config();
    Map<String, Wanted> wanted = HubSpotMapping.of(config).wanted(lead);
    List<PlannedCall> calls = new ArrayList<>();
    calls.add(
        new PlannedCall(
            "POST",
            api.objects("contacts").build().toString(),
            HubSpotContacts.creation(key(config, lead, wanted), wanted).toString()));
    for (String body : bodies(request, lead)) {
      calls.add(new PlannedCall("POST", api.objects("notes").build().toString(), body));
    }
    return calls;
  }

  @Override
  public DeliveryResult deliver(DeliveryRequest request) {
    Connector connector = request.connector();
    LeadView lead = LeadView.of(request);
    HubSpotMapping mapping = HubSpotMapping.of(connector.config());
    Map<String, Wanted> wanted = mapping.wanted(lead);
    HubSpotContacts.Key key = key(connector.config(), lead, wanted);
    return switch (contacts.upsert(connector, key, wanted, mapping.properties())) {
      case HubSpotReply.Done(var status, var contact) ->
          noted(request, lead, status, contact.path("id").asText());
      case HubSpotReply other -> failed(other);
    };
  }

  private DeliveryResult noted(DeliveryRequest request, LeadView lead, int status, String contact) {
    List<String> bodies = bodies(request, lead);
    boolean fresh = request.attempt() == 1 && request.remoteRef().isEmpty();
    Optional<HubSpotReply> failure = notes.write(request.connector(), contact, lead, bodies, fresh);
    return failure
        .map(HubSpotConnector::failed)
        .orElseGet(
            () ->
                new DeliveryResult.Delivered(
                    OptionalInt.of(status), Optional.of("contacts/" + contact), ""));
  }

  private List<String> bodies(DeliveryRequest request, LeadView lead) {
    JsonNode wanted = request.connector().config().settings().path("notes");
    return wanted.asBoolean(true)
        ? notes.bodies(lead, transcripts.of(request.connector().tenant(), lead.conversation()))
        : List.of();
  }

  private static HubSpotContacts.Key key(
      ConnectorConfig config, LeadView lead, Map<String, Wanted> wanted) {
    Wanted email = wanted.get(HubSpotMapping.EMAIL);
    return email != null
        ? new HubSpotContacts.Key(HubSpotMapping.EMAIL, email.value())
        : new HubSpotContacts.Key(HubSpotConfigRules.uniqueProperty(config), lead.contact());
  }

  private static DeliveryResult failed(HubSpotReply reply) {
    return switch (reply) {
      case HubSpotReply.Failed(var result) -> result;
      case HubSpotReply.Missing() -> again("record_gone", 404, "The contact went away meanwhile.");
      case HubSpotReply.Conflict(_) ->
          again("conflict", 409, "Another contact holds one of the unique values.");
      case HubSpotReply.Done done ->
          throw new IllegalStateException("no failure: " + done.status());
    };
  }

  private static DeliveryResult again(String code, int status, String text) {
    return new DeliveryResult.Retry(
        code, OptionalInt.of(status), text, Optional.empty(), Trouble.RECORD);
  }
}
