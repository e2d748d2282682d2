package dev.parley.crm.hubspot;

import dev.parley.crm.AccessTokens;
import dev.parley.crm.Connector;
import dev.parley.crm.ConnectorConfig;
import dev.parley.crm.CrmConnector;
import dev.parley.crm.DeliveryRequest;
import dev.parley.crm.DeliveryResult;
import dev.parley.crm.DeliveryResult.Trouble;
import dev.parley.crm.DeliveryStopped;
import dev.parley.crm.Discovery;
import dev.parley.crm.LeadEvent;
import dev.parley.crm.LeadTurns;
import dev.parley.crm.LeadView;
import dev.parley.crm.PlannedCall;
import dev.parley.crm.RemoteKeys;
import dev.parley.crm.TestResult;
import dev.parley.crm.Transcripts;
import dev.parley.crm.Validation;
import dev.parley.crm.http.CrmHttp;
import dev.parley.crm.hubspot.HubSpotContacts.Wish;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Leads as contacts of HubSpot, known by a unique property of our own holding Parley's contact id,
/// or by e-mail; beside them, where set so, HubSpot's leads and deals. Settings: `unique_property`,
/// `lead_property`, `create_properties`, `notes`, `activities`, `leads`, `deals`, `deal_pipeline`,
/// `deal_stage`, `deal_amount`, `erase_contact`, `portal_id`. Credentials: `access_token` of a
/// private app, or `client_id`, `client_secret` and `refresh_token`. Thread-safe.
public final class HubSpotConnector implements CrmConnector {
  private static final String UNKNOWN = "{contact}";

  private final HubSpotApi api;
  private final HubSpotContacts contacts;
  private final HubSpotTimeline timeline;
  private final HubSpotSales sales;
  private final HubSpotErasure erasure;
  private final HubSpotCheck check;
  private final HubSpotSettings settings;
  private final LeadTurns turns;
  private final Transcripts transcripts;

  public HubSpotConnector(
      CrmHttp http,
      HubSpotSettings settings,
      AccessTokens tokens,
      RemoteKeys keys,
      Transcripts transcripts,
      Clock clock) {
    this.api = new HubSpotApi(http, settings, tokens, clock);
    this.contacts = new HubSpotContacts(api);
    this.timeline = new HubSpotTimeline(api);
    this.sales = new HubSpotSales(api);
    this.erasure = new HubSpotErasure(api, timeline, sales);
    this.check = new HubSpotCheck(api);
    this.settings = settings;
    this.turns = new LeadTurns(keys);
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

  /// Asks which scopes the token has, reads the properties, makes the missing ones where allowed,
  /// and says what is missing.
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
    String portal = connector.config().settings().path("portal_id").asText();
    return HubSpotContacts.known(Optional.of(remoteRef))
        .filter(_ -> !portal.isEmpty())
        .map(id -> "https://app.hubspot.com/contacts/" + portal + "/record/0-1/" + id);
  }

  /// The contact's id, which is not known before, reads `{contact}`.
  @Override
  public List<PlannedCall> preview(DeliveryRequest request) {
    String objects = api.objects("").build().toString();
    if (request.event().equals(LeadEvent.ERASED.wireName())) {
      String id = HubSpotContacts.known(request.remoteRef()).orElse(UNKNOWN);
      return List.of(
          new PlannedCall(
              "POST", objects + "contacts/gdpr-delete", HubSpotErasure.body(id).toString()));
    }
    LeadView lead = LeadView.of(request);
    ConnectorConfig config = request.connector().config();
    List<PlannedCall> calls = new ArrayList<>();
    var creation = HubSpotContacts.creation(Wish.of(request, lead).wanted());
    calls.add(new PlannedCall("POST", objects + "contacts", creation.toString()));
    HubSpotSales.of(config, lead)
        .forEach(
            sale ->
                calls.add(
                    new PlannedCall(
                        "POST", objects + sale.type(), sale.creation(UNKNOWN).toString())));
    entries(request, lead)
        .forEach(
            entry ->
                calls.add(
                    new PlannedCall(
                        "POST", objects + entry.kind().type, entry.creation(UNKNOWN).toString())));
    return calls;
  }

  @Override
  public DeliveryResult deliver(DeliveryRequest request) {
    return turns.alone(request, () -> written(request));
  }

  private DeliveryResult written(DeliveryRequest request) {
    try {
      if (request.event().equals(LeadEvent.ERASED.wireName())) {
        String text = erasure.run(request);
        return new DeliveryResult.Delivered(OptionalInt.of(200), request.remoteRef(), text);
      }
      LeadView lead = LeadView.of(request);
      HubSpotReply contact = contacts.upsert(Wish.of(request, lead));
      // Of a contact made just now nothing can be on the timeline.
      boolean fresh = contact instanceof HubSpotReply.Done(int status, _) && status == 201;
      return HubSpotApi.done(contact)
          .map(there -> placed(request, lead, there.path("id").asText(), fresh))
          .orElseGet(HubSpotConnector::gone);
    } catch (DeliveryStopped stopped) {
      return stopped.result();
    }
  }

  private DeliveryResult placed(
      DeliveryRequest request, LeadView lead, String contact, boolean fresh) {
    Connector connector = request.connector();
    String unique = HubSpotConfigRules.leadProperty(connector.config());
    sales.write(connector, contact, HubSpotSales.of(connector.config(), lead), unique);
    timeline.write(connector, contact, entries(request, lead), fresh);
    return new DeliveryResult.Delivered(
        OptionalInt.of(200), Optional.of(HubSpotContacts.REF + contact), "");
  }

  private List<HubSpotEntry> entries(DeliveryRequest request, LeadView lead) {
    return HubSpotWords.of(
        request,
        lead,
        transcripts.of(request.connector().tenant(), lead.conversation()),
        settings.noteCharactersMax());
  }

  private static DeliveryResult gone() {
    return new DeliveryResult.Retry(
        "record_gone",
        OptionalInt.of(404),
        "The contact went away meanwhile.",
        Optional.empty(),
        Trouble.RECORD);
  }
}
