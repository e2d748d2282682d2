package dev.parley.crm.zoho;

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

/// Leads as leads of Zoho CRM, known by a unique field that holds Parley's lead id, then by e-mail.
/// The conversation becomes notes, a voice call a call too. Settings and credentials:
/// `docs/connectors.md`. Thread-safe.
public final class ZohoConnector implements CrmConnector {
  private final ZohoApi api;
  private final ZohoLeads leads;
  private final ZohoNotes notes;
  private final ZohoPush push;
  private final ZohoErasure erasure;
  private final ZohoCheck check;
  private final LeadTurns turns;
  private final Transcripts transcripts;

  public ZohoConnector(
      CrmHttp http,
      ZohoSettings settings,
      AccessTokens tokens,
      RemoteKeys keys,
      Transcripts transcripts,
      Clock clock) {
    this.api = new ZohoApi(http, settings, tokens, clock);
    this.leads = new ZohoLeads(api);
    this.notes = new ZohoNotes(api);
    ZohoFields fields = new ZohoFields(api, clock);
    this.push = new ZohoPush(leads, notes, fields);
    this.erasure = new ZohoErasure(leads, notes);
    this.check = new ZohoCheck(api, fields, leads);
    this.turns = new LeadTurns(keys);
    this.transcripts = transcripts;
  }

  @Override
  public String type() {
    return "zoho";
  }

  /// The smallest edition takes five calls at once.
  @Override
  public int concurrencyMax() {
    return 5;
  }

  @Override
  public Validation validate(ConnectorConfig config) {
    return ZohoConfigRules.check(config);
  }

  /// Reads the fields of leads, makes missing ones where allowed, and tries each scope.
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
    return ZohoRef.of(remoteRef)
        .map(
            ref ->
                ZohoOptions.of(connector)
                    .dataCentre()
                    .pages()
                    .newBuilder()
                    .addPathSegments("crm/tab/Leads")
                    .addPathSegment(ref.id())
                    .build()
                    .toString());
  }

  @Override
  public List<PlannedCall> preview(DeliveryRequest request) {
    ZohoPush.Work work = work(request);
    ZohoOptions options = work.options();
    String record =
        request.remoteRef().flatMap(ZohoRef::of).map(ZohoRef::id).orElse("{id of the lead}");
    if (isErasure(request)) {
      String url = api.url(options, "Leads").addPathSegment(record).build().toString();
      return List.of(new PlannedCall(options.anonymise() ? "PUT" : "DELETE", url, ""));
    }
    List<PlannedCall> calls = new ArrayList<>();
    calls.add(
        new PlannedCall(
            "POST",
            leads.upsertUrl(options).toString(),
            ZohoLeads.upsertBody(options, request.lead(), work.lead(), Map.of()).toString()));
    if (!work.parts().isEmpty()) {
      calls.add(
          planned(options, ZohoNotes.Kind.NOTES, ZohoNotes.notes(record, work.parts()).toString()));
    }
    work.call()
        .ifPresent(
            call ->
                calls.add(
                    planned(
                        options,
                        ZohoNotes.Kind.CALLS,
                        ZohoNotes.call(record, work.lead(), call).toString())));
    return calls;
  }

  private PlannedCall planned(ZohoOptions options, ZohoNotes.Kind kind, String body) {
    return new PlannedCall("POST", notes.url(options, kind).toString(), body);
  }

  @Override
  public DeliveryResult deliver(DeliveryRequest request) {
    return turns.alone(
        request, () -> isErasure(request) ? erasure.run(request) : push.run(work(request)));
  }

  private static boolean isErasure(DeliveryRequest request) {
    return request.event().equals(LeadEvent.ERASED.wireName());
  }

  private ZohoPush.Work work(DeliveryRequest request) {
    ZohoOptions options = ZohoOptions.of(request.connector());
    LeadView lead = LeadView.of(request);
    boolean voice = options.calls() && lead.text("channel").equals("voice");
    Optional<Transcript> transcript =
        (options.transcript() || voice) && !isErasure(request)
            ? transcripts.of(request.connector().tenant(), lead.conversation())
            : Optional.empty();
    List<ConversationText.Part> parts = new ArrayList<>();
    if (options.transcript()) {
      parts.addAll(ConversationText.parts(lead, transcript, api.noteCharactersMax()));
    }
    ConversationText.decision(lead, request, api.noteCharactersMax()).ifPresent(parts::add);
    Optional<TelephoneCall> call = voice ? TelephoneCall.of(lead, transcript) : Optional.empty();
    return new ZohoPush.Work(request, options, lead, parts, call);
  }
}
