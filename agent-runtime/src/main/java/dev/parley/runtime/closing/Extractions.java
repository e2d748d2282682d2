package dev.parley.runtime.closing;

import static dev.parley.config.store.generated.Tables.EXTRACTION_RUNS;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.agent.AgentDefinition;
import dev.parley.config.agent.FieldType;
import dev.parley.config.store.Database;
import dev.parley.config.tenant.TenantId;
import dev.parley.crm.delivery.DeliveryOutbox;
import dev.parley.lead.LeadChanges;
import dev.parley.lead.LeadField;
import dev.parley.lead.LeadFieldJson;
import dev.parley.lead.LeadJson;
import dev.parley.lead.LeadRevisions;
import dev.parley.lead.LeadRows;
import dev.parley.runtime.closing.LeadExtraction.Extracted;
import dev.parley.runtime.conversation.ConversationId;
import dev.parley.runtime.driver.EngineSource;
import dev.parley.runtime.leads.Merges;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jooq.DSLContext;

/// Reads a closed conversation again with today's agent, and lets a person take what came out. The
/// reading changes nothing but its own row; accepting it is a revision of the lead. Thread-safe.
public final class Extractions {
  /// The event of a lead that changed, as connectors see it.
  public static final String LEAD_UPDATED = "lead.updated";

  private final Database database;
  private final ClosedConversations conversations;
  private final LeadExtraction extraction;
  private final LeadRows leads = new LeadRows();
  private final LeadRevisions revisions = new LeadRevisions();
  private final DeliveryOutbox outbox;
  private final Merges merges;
  private final Consumer<Collection<UUID>> wakeDeliveries;
  private final Clock clock;

  /// @param wakeDeliveries told after the commit which connectors have something to do
  public Extractions(
      Database database,
      EngineSource engines,
      LeadExtraction extraction,
      DeliveryOutbox outbox,
      Merges merges,
      Consumer<Collection<UUID>> wakeDeliveries,
      Clock clock) {
    this.database = database;
    this.conversations = new ClosedConversations(database, engines);
    this.extraction = extraction;
    this.outbox = outbox;
    this.merges = merges;
    this.wakeDeliveries = wakeDeliveries;
    this.clock = clock;
  }

  /// What came of asking for a reading.
  public sealed interface Reading {
    /// @param lead as it stands now
    record Read(ExtractionRun run, LeadRows.StoredLead lead) implements Reading {}

    /// It is not closed yet.
    record StillOpen() implements Reading {}

    /// There is no such conversation, or no lead came of it.
    record Unknown() implements Reading {}
  }

  /// What came of accepting a reading.
  public sealed interface Acceptance {
    /// @param lead as it stands now; unchanged when the run had been accepted before
    record Accepted(ObjectNode lead) implements Acceptance {}

    /// The lead has changed since the run; nothing was done.
    record Outdated() implements Acceptance {}

    record Unknown() implements Acceptance {}
  }

  /// Reads the conversation with the version of its agent that new conversations begin with, or its
  /// own where there is none. Blocks while a model is asked.
  ///
  /// @param by id of the API key
  public Reading again(TenantId tenant, UUID conversation, String by) {
    ConversationId id = new ConversationId(tenant, conversation);
    Optional<LeadRows.StoredLead> lead = lead(id);
    Optional<ClosedConversation> closed = conversations.today(id);
    if (closed.isEmpty() && conversations.open(id)) {
      return new Reading.StillOpen();
    }
    if (closed.isEmpty() || lead.isEmpty()) {
      return new Reading.Unknown();
    }
    Extracted extracted = extraction.extract(closed.get());
    return database.inTenant(
        tenant,
        tx -> {
          UUID run = insert(tx, closed.get(), extracted, lead.get(), by);
          return new Reading.Read(
              ExtractionRows.find(tx, conversation, run).orElseThrow(), lead.get());
        });
  }

  private UUID insert(
      DSLContext tx,
      ClosedConversation closed,
      Extracted extracted,
      LeadRows.StoredLead lead,
      String by) {
    return ExtractionRows.insert(
        tx,
        closed,
        Leads.of(lead.id(), lead.revision(), closed, closed.contact(), extracted, clock.instant()),
        extracted,
        Optional.of(by));
  }

  /// Runs of a conversation, oldest first.
  ///
  /// @param after the last id of the page before
  public List<ExtractionRun> list(
      DSLContext tx, UUID conversation, Optional<UUID> after, int limit) {
    return ExtractionRows.list(tx, conversation, after, limit);
  }

  /// A run beside its lead as it stands now.
  public Optional<Reading.Read> find(DSLContext tx, UUID conversation, UUID run) {
    return ExtractionRows.find(tx, conversation, run)
        .flatMap(
            found ->
                leads.ofConversation(tx, conversation).map(lead -> new Reading.Read(found, lead)));
  }

  /// Makes the run's result the lead's next revision and tells every connector; fields a person
  /// decided stay as they are.
  ///
  /// @param by id of the API key
  public Acceptance accept(TenantId tenant, UUID conversation, UUID run, String by) {
    Optional<ClosedConversation> closed =
        conversations.asOf(new ConversationId(tenant, conversation), version(tenant, run));
    if (closed.isEmpty()) {
      return new Acceptance.Unknown();
    }
    Accepting accepting =
        database.inTenant(tenant, tx -> accept(tx, closed.get(), conversation, run, by));
    wakeDeliveries.accept(accepting.connectors());
    return accepting.outcome();
  }

  private record Accepting(Acceptance outcome, List<UUID> connectors) {
    static Accepting of(Acceptance outcome) {
      return new Accepting(outcome, List.of());
    }
  }

  private Accepting accept(
      DSLContext tx, ClosedConversation closed, UUID conversation, UUID run, String by) {
    hold(tx, closed, conversation, run);
    Optional<ExtractionRun> found = ExtractionRows.lock(tx, conversation, run);
    Optional<LeadRows.StoredLead> lead = leads.ofConversation(tx, conversation);
    if (found.isEmpty() || lead.isEmpty()) {
      return Accepting.of(new Acceptance.Unknown());
    }
    if (found.get().acceptedAt().isPresent()) {
      return Accepting.of(new Acceptance.Accepted(lead.get().lead()));
    }
    ObjectNode accepted =
        LeadChanges.accept(lead.get().lead(), found.get().result(), lead.get().edited());
    if (!lead.get().edited().isEmpty()) {
      rescore(accepted, closed);
    }
    UUID tenant = closed.id().tenant().value();
    Optional<Integer> revision =
        revisions.revise(
            tx,
            tenant,
            lead.get().id(),
            found.get().baseRevision(),
            accepted,
            new LeadRevisions.Change("extraction", Optional.of(by), Optional.of(run)),
            clock.instant());
    if (revision.isEmpty()) {
      return Accepting.of(new Acceptance.Outdated());
    }
    ExtractionRows.accepted(tx, run, by, clock.instant());
    List<UUID> connectors =
        new ArrayList<>(
            outbox.enqueue(
                tx, closed.id().tenant(), lead.get().id(), LEAD_UPDATED, accepted.toString()));
    connectors.addAll(
        merges.revised(tx, closed.id().tenant(), lead.get().id(), accepted, closed.definition()));
    ObjectNode stands =
        leads.ofConversation(tx, conversation).map(LeadRows.StoredLead::lead).orElse(accepted);
    return new Accepting(new Acceptance.Accepted(stands), connectors.stream().distinct().toList());
  }

  private void hold(DSLContext tx, ClosedConversation closed, UUID conversation, UUID run) {
    find(tx, conversation, run)
        .ifPresent(
            reading -> {
              LeadRows.StoredLead lead = reading.lead();
              ObjectNode accepted =
                  LeadChanges.accept(lead.lead(), reading.run().result(), lead.edited());
              merges.hold(tx, closed.id().tenant(), accepted, closed.definition());
            });
  }

  /// The score is that of the fields as they are now, those a person decided among them.
  private static void rescore(ObjectNode lead, ClosedConversation closed) {
    Map<String, LeadField> fields = new LinkedHashMap<>();
    types(closed.definition())
        .forEach(
            (id, type) -> {
              if (lead.path("fields").has(id)) {
                fields.put(id, LeadFieldJson.read(lead.path("fields").path(id), type));
              }
            });
    LeadJson.score(lead, Leads.score(closed, fields), closed.agentVersion());
  }

  private static Map<String, FieldType> types(AgentDefinition definition) {
    Map<String, FieldType> types = new LinkedHashMap<>();
    definition.questions().forEach(question -> types.put(question.id(), question.type()));
    definition.leadFields().forEach(field -> types.put(field.id(), field.type()));
    return types;
  }

  private Optional<LeadRows.StoredLead> lead(ConversationId id) {
    return database.inTenant(id.tenant(), tx -> leads.ofConversation(tx, id.id()));
  }

  private Optional<Integer> version(TenantId tenant, UUID run) {
    return database.inTenant(
        tenant,
        tx ->
            tx.select(EXTRACTION_RUNS.AGENT_VERSION)
                .from(EXTRACTION_RUNS)
                .where(EXTRACTION_RUNS.ID.eq(run))
                .fetchOptional(EXTRACTION_RUNS.AGENT_VERSION));
  }
}
