package dev.parley.runtime.api;

import dev.parley.config.agent.AgentDefinitionReader;
import dev.parley.config.agent.store.AgentStore;
import dev.parley.config.binding.ChannelStore;
import dev.parley.config.binding.ChannelType;
import dev.parley.config.store.Database;
import dev.parley.config.tenant.ApiKeys;
import dev.parley.config.tenant.IdempotencyKeys;
import dev.parley.config.tenant.Tenants;
import dev.parley.crm.CrmConnector;
import dev.parley.crm.delivery.Connectors;
import dev.parley.crm.delivery.Deliveries;
import dev.parley.crm.delivery.DeliveryReplay;
import dev.parley.lead.LeadRows;
import dev.parley.runtime.closing.Extractions;
import dev.parley.runtime.consent.ConsentLedger;
import dev.parley.runtime.conversation.ConversationViews;
import dev.parley.runtime.forms.FormIntake;
import dev.parley.runtime.forms.FormRows;
import dev.parley.runtime.forms.SubmissionRows;
import dev.parley.runtime.leads.LeadCare;
import dev.parley.runtime.media.MediaChunks;
import dev.parley.runtime.media.MediaFiles;
import dev.parley.runtime.risk.RiskBook;
import dev.parley.runtime.risk.RiskPolicies;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// What the API is made of.
///
/// @param channelTypes channels this server can serve; the others are refused with a clear code
/// @param accounts what vendors want of a channel's account
/// @param connectorKinds systems leads can go to
/// @param extractions closed conversations read again
/// @param care what is done to leads after they were made
/// @param closePatience how long closing a conversation waits for a turn under way
public record ApiParts(
    Database database,
    ApiKeys keys,
    IdempotencyKeys idempotencyKeys,
    Set<ChannelType> channelTypes,
    ChannelStore channels,
    AccountCheck accounts,
    List<CrmConnector> connectorKinds,
    Connectors connectors,
    ConversationCloser closer,
    DeliveryReplay replay,
    Extractions extractions,
    LeadCare care,
    RiskBook risk,
    FormIntake forms,
    Clock clock,
    ContactEraser eraser,
    CallPlacer callPlacer,
    Duration closePatience) {
  public ApiParts {
    channelTypes = Set.copyOf(channelTypes);
    connectorKinds = List.copyOf(connectorKinds);
  }

  List<Operation> operations() {
    AgentStore agents = new AgentStore();
    // In the order they are told of, as a refusal lists them.
    Map<String, CrmConnector> kinds = new LinkedHashMap<>();
    connectorKinds.forEach(kind -> kinds.put(kind.type(), kind));
    RemoteRecords records = new RemoteRecords(connectors, kinds);
    return Stream.of(
            new AgentResource(agents, new AgentDefinitionReader()).operations(),
            new ChannelResource(channels, agents, channelTypes, accounts).operations(),
            new ConnectorResource(connectors, database, kinds).operations(),
            new ConnectorActions(connectors, database, kinds).operations(),
            new ConversationResource(new ConversationViews(), closer, database, closePatience)
                .operations(),
            new MediaResource(new MediaFiles(), new MediaChunks(database)).operations(),
            new ExtractionResource(extractions, new ConversationViews()).operations(),
            new LeadResource(new LeadRows(), records).operations(),
            new LeadExportResource(database).operations(),
            new DeliveryResource(new Deliveries(), replay::replay, database, records).operations(),
            new LeadEditResource(care.edits(), records).operations(),
            new RescoreResource(care.rescoring()).operations(),
            new MergeResource(care.merges()).operations(),
            new RedriveResource(database, replay, connectors, kinds, clock).operations(),
            new FormResource(new FormRows(), new SubmissionRows(), forms, channels, database)
                .operations(),
            new RiskResource(risk, new RiskPolicies(), clock).operations(),
            new ContactResource(eraser).operations(),
            new CallResource(callPlacer, clock).operations(),
            new ConsentResource(new ConsentLedger()).operations(),
            new KeyResource(keys, new Tenants()).operations())
        .flatMap(List::stream)
        .toList();
  }
}
