package dev.parley.crm.salesforce;

import dev.parley.crm.AccessTokens;
import dev.parley.crm.Connector;
import dev.parley.crm.ConnectorConfig;
import dev.parley.crm.ConversationText;
import dev.parley.crm.CrmConnector;
import dev.parley.crm.DeliveryRequest;
import dev.parley.crm.DeliveryResult;
import dev.parley.crm.Discovery;
import dev.parley.crm.LeadEvent;
import dev.parley.crm.LeadTurns;
import dev.parley.crm.LeadView;
import dev.parley.crm.PlannedCall;
import dev.parley.crm.RemoteKeys;
import dev.parley.crm.TelephoneCall;
import dev.parley.crm.TestResult;
import dev.parley.crm.Transcripts;
import dev.parley.crm.Validation;
import dev.parley.crm.http.CrmHttp;
import dev.parley.transcript.Transcript;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Leads as leads of Salesforce, known by an External Id field that holds Parley's lead id, so that
/// a lead without an e-mail address is known as well. The conversation becomes completed tasks.
/// Settings and credentials: `docs/connectors.md`. Thread-safe.
public final class SalesforceConnector implements CrmConnector {
  private final SalesforceApi api;
  private final SalesforceLeads leads;
  private final SalesforceTasks tasks;
  private final SalesforceComposite composite;
  private final SalesforcePush push;
  private final SalesforceErasure erasure;
  private final SalesforceCheck check;
  private final LeadTurns turns;
  private final Transcripts transcripts;

  public SalesforceConnector(
      CrmHttp http,
      SalesforceSettings settings,
      AccessTokens tokens,
      RemoteKeys keys,
      Transcripts transcripts,
      Clock clock) {
    this.api = new SalesforceApi(http, settings, tokens, clock);
    this.leads = new SalesforceLeads(api);
    this.tasks = new SalesforceTasks(api);
    this.composite = new SalesforceComposite(api);
    SalesforceFields fields = new SalesforceFields(api, clock);
    this.push = new SalesforcePush(leads, tasks, composite, fields);
    this.erasure = new SalesforceErasure(leads, tasks);
    this.check = new SalesforceCheck(api, fields);
    this.turns = new LeadTurns(keys);
    this.transcripts = transcripts;
  }

  @Override
  public String type() {
    return "salesforce";
  }

  /// Salesforce counts calls per org and day; more at once only meets more row locks.
  @Override
  public int concurrencyMax() {
    return 8;
  }

  @Override
  public Validation validate(ConnectorConfig config) {
    return SalesforceConfigRules.check(config);
  }

  /// Describes leads and tasks, makes missing custom fields where allowed, says what is missing.
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
    String base = SalesforceOptions.of(connector).instanceUrl().replaceAll("/$", "");
    return SalesforceRef.of(remoteRef).map(ref -> base + "/" + ref.id());
  }

  @Override
  public List<PlannedCall> preview(DeliveryRequest request) {
    SalesforcePush.Work work = work(request);
    SalesforceOptions options = work.options();
    if (isErasure(request)) {
      String record = options.externalId() + "/" + request.lead();
      String url = api.url(options, "sobjects/Lead").addPathSegments(record).build().toString();
      return List.of(new PlannedCall(options.anonymise() ? "PATCH" : "DELETE", url, ""));
    }
    List<SalesforceComposite.Part> parts = new ArrayList<>();
    parts.add(leads.creation(options, request.lead(), work.lead(), Map.of(), false));
    for (ConversationText.Part part : work.parts()) {
      parts.add(
          tasks.part(
              options, work.lead(), part, parts.size(), SalesforceLeads.TO_REFERENCE, work.call()));
    }
    String body = SalesforceComposite.body(parts).toString();
    return List.of(new PlannedCall("POST", composite.url(options).toString(), body));
  }

  @Override
  public DeliveryResult deliver(DeliveryRequest request) {
    if (isErasure(request)) {
      return erasure.run(request);
    }
    SalesforcePush.Work work = work(request);
    // Tasks that are unique there need no turns here.
    return work.options().taskExternalId().isPresent()
        ? push.run(work)
        : turns.alone(request, () -> push.run(work));
  }

  private static boolean isErasure(DeliveryRequest request) {
    return request.event().equals(LeadEvent.ERASED.wireName());
  }

  private SalesforcePush.Work work(DeliveryRequest request) {
    SalesforceOptions options = SalesforceOptions.of(request.connector());
    LeadView lead = LeadView.of(request);
    Optional<Transcript> transcript =
        options.transcript() && !isErasure(request)
            ? transcripts.of(request.connector().tenant(), lead.conversation())
            : Optional.empty();
    List<ConversationText.Part> parts = new ArrayList<>();
    if (options.transcript()) {
      parts.addAll(ConversationText.parts(lead, transcript, api.taskCharactersMax()));
    }
    ConversationText.decision(lead, request, api.taskCharactersMax()).ifPresent(parts::add);
    return new SalesforcePush.Work(
        request, options, lead, parts, TelephoneCall.of(lead, transcript));
  }
}
