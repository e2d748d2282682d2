package dev.parley.runtime.leads;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.agent.AgentDefinition;
import dev.parley.config.json.Json;
import dev.parley.config.tenant.TenantId;
import dev.parley.crm.LeadEvent;
import dev.parley.crm.delivery.DeliveryOutbox;
import dev.parley.lead.Disposition;
import dev.parley.lead.FieldStatus;
import dev.parley.lead.LeadRevisions.Change;
import dev.parley.lead.LeadRows;
import dev.parley.lead.LeadRows.StoredLead;
import dev.parley.runtime.driver.EngineSource;
import dev.parley.value.ValueWire;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jooq.DSLContext;

/// What people do to a lead: set fields, ask for a review, decide. What a person said stays said:
/// no extraction, merge or scoring changes it afterwards. Works in the caller's transaction of the
/// tenant; thread-safe.
public final class LeadEdits {
  static final String REVIEW = "review";
  static final String REQUESTED = "requested";
  static final String DECIDED = "decided";

  private final LeadRows leads = new LeadRows();
  private final LeadScores scores;
  private final Amendments amendments;
  private final Merges merges;
  private final Clock clock;

  public LeadEdits(EngineSource engines, DeliveryOutbox outbox, Merges merges, Clock clock) {
    this.scores = new LeadScores(engines);
    this.amendments = new Amendments(outbox, clock);
    this.merges = merges;
    this.clock = clock;
  }

  /// What came of it.
  public sealed interface Outcome {
    /// @param lead as it stands now
    record Done(ObjectNode lead) implements Outcome {}

    record Unknown() implements Outcome {}

    /// A person has decided on it before, and that is final; nothing was done.
    record Final() implements Outcome {}

    /// It went into another lead, which is the one to change; nothing was done.
    record Merged(UUID into) implements Outcome {}

    /// Nothing was done.
    record Invalid(List<Fault> faults) implements Outcome {
      public Invalid {
        faults = List.copyOf(faults);
      }
    }
  }

  /// @param code stable
  public record Fault(String field, String code, String message) {}

  /// Sets fields; a null takes the value away. Fields set are the person's from now on.
  ///
  /// @param key id of the API key
  public Outcome edit(
      DSLContext tx, TenantId tenant, UUID id, Map<String, JsonNode> typed, String key) {
    leads.find(tx, id).ifPresent(lead -> hold(tx, tenant, lead.lead(), typed, key));
    return change(tx, id, lead -> edit(tx, tenant, lead, typed, key));
  }

  private void hold(
      DSLContext tx, TenantId tenant, ObjectNode lead, Map<String, JsonNode> typed, String key) {
    AgentDefinition definition = scores.fieldsOf(tenant, lead);
    if (StrongKeys.among(typed.keySet(), LeadScores.types(definition))) {
      ObjectNode edited = lead.deepCopy();
      read(tenant, lead, typed, Person.of(tx, key), new ArrayList<>())
          .forEach(edited.withObjectProperty("fields")::set);
      merges.hold(tx, tenant, edited, definition);
    }
  }

  private Outcome edit(
      DSLContext tx, TenantId tenant, StoredLead stored, Map<String, JsonNode> typed, String key) {
    Person person = Person.of(tx, key);
    List<Fault> faults = new ArrayList<>();
    Map<String, ObjectNode> read = read(tenant, stored.lead(), typed, person, faults);
    if (!faults.isEmpty()) {
      return new Outcome.Invalid(faults);
    }
    ObjectNode lead = stored.lead().deepCopy();
    ObjectNode fields = lead.withObjectProperty("fields");
    ObjectNode detail = Json.object();
    ArrayNode changes = detail.putArray("changes");
    read.forEach(
        (field, now) -> {
          JsonNode before = fields.get(field);
          changes
              .addObject()
              .put("field", field)
              .<ObjectNode>set("before", before)
              .set("after", now);
          fields.set(field, now);
        });
    scores.again(tx, tenant, lead);
    Set<String> edited = new TreeSet<>(stored.edited());
    edited.addAll(read.keySet());
    Amendments.edited(tx, stored.id(), edited);
    amendments.write(
        tx,
        tenant,
        stored,
        lead,
        Change.by("edit", person.key(), person.label(), detail),
        LeadEvent.UPDATED);
    AgentDefinition definition = scores.fieldsOf(tenant, lead);
    if (StrongKeys.among(read.keySet(), LeadScores.types(definition))) {
      merges.revised(tx, tenant, stored.id(), lead, definition);
    }
    return new Outcome.Done(leads.find(tx, stored.id()).orElseThrow().lead());
  }

  private Map<String, ObjectNode> read(
      TenantId tenant,
      ObjectNode lead,
      Map<String, JsonNode> typed,
      Person person,
      List<Fault> faults) {
    AgentDefinition definition = scores.fieldsOf(tenant, lead);
    Map<String, FieldShape> shapes = FieldShape.of(definition);
    LocalDateTime now = clock.instant().atZone(definition.timeZone()).toLocalDateTime();
    Map<String, ObjectNode> read = new LinkedHashMap<>();
    typed.forEach(
        (id, value) -> {
          FieldShape shape = shapes.get(id);
          if (shape == null) {
            faults.add(new Fault(id, "unknown_field", "the lead's agent has no such field"));
            return;
          }
          try {
            read.put(
                id,
                value.isNull()
                    ? field(FieldStatus.UNANSWERED, NullNode.getInstance(), person)
                    : field(
                        FieldStatus.CONFIRMED,
                        Json.tree(ValueWire.wire(TypedValue.read(shape, definition, value, now))),
                        person));
          } catch (TypedValue.Refused e) {
            faults.add(new Fault(id, "invalid_value", e.why()));
          }
        });
    return read;
  }

  private ObjectNode field(FieldStatus status, JsonNode value, Person person) {
    ObjectNode field = Json.object();
    field.put("status", status.wireName());
    field.set("value", value);
    field.putNull("said");
    field.put("confidence", status.filled() ? 1.0 : 0.0);
    field
        .putArray("evidence")
        .addObject()
        .put("human", person.label())
        .put("at", clock.instant().toString());
    return field;
  }

  /// Asks that a person looks at what was decided by rule; again while one was asked for changes
  /// nothing.
  ///
  /// @param reason in words
  /// @param key id of the API key
  public Outcome review(DSLContext tx, TenantId tenant, UUID id, String reason, String key) {
    return change(tx, id, lead -> review(tx, tenant, lead, reason, key));
  }

  private Outcome review(
      DSLContext tx, TenantId tenant, StoredLead stored, String reason, String key) {
    String standing = stored.lead().path(REVIEW).asText("");
    if (standing.equals(DECIDED)) {
      return new Outcome.Final();
    }
    if (standing.equals(REQUESTED)) {
      return new Outcome.Done(stored.lead());
    }
    Person person = Person.of(tx, key);
    ObjectNode lead = stored.lead().deepCopy();
    lead.put(REVIEW, REQUESTED);
    ObjectNode detail = Json.object().put("reason", reason);
    amendments.write(
        tx,
        tenant,
        stored,
        lead,
        Change.by("review", person.key(), person.label(), detail),
        LeadEvent.UPDATED);
    return new Outcome.Done(lead);
  }

  /// Decides, once and for all.
  ///
  /// @param key id of the API key
  public Outcome decide(
      DSLContext tx,
      TenantId tenant,
      UUID id,
      Disposition disposition,
      Optional<String> note,
      String key) {
    return change(tx, id, lead -> decide(tx, tenant, lead, disposition, note, key));
  }

  private Outcome decide(
      DSLContext tx,
      TenantId tenant,
      StoredLead stored,
      Disposition disposition,
      Optional<String> note,
      String key) {
    if (stored.lead().path(REVIEW).asText("").equals(DECIDED)) {
      return new Outcome.Final();
    }
    Person person = Person.of(tx, key);
    ObjectNode lead = stored.lead().deepCopy();
    ObjectNode detail = Json.object();
    detail
        .putObject("disposition")
        .put("before", lead.path("disposition").asText())
        .put("after", disposition.wireName());
    detail.put("note", note.orElse(null));
    lead.put("disposition", disposition.wireName());
    lead.putNull("reason");
    lead.put(REVIEW, DECIDED);
    lead.putObject("decision")
        .put("disposition", disposition.wireName())
        .put("note", note.orElse(null))
        .put("by", person.label())
        .put("at", clock.instant().toString());
    amendments.write(
        tx,
        tenant,
        stored,
        lead,
        Change.by("decision", person.key(), person.label(), detail),
        LeadEvent.DECIDED);
    return new Outcome.Done(lead);
  }

  private interface Work {
    Outcome on(StoredLead lead);
  }

  private Outcome change(DSLContext tx, UUID id, Work work) {
    Optional<StoredLead> stored = leads.lock(tx, id);
    if (stored.isEmpty()) {
      return new Outcome.Unknown();
    }
    String into = stored.get().lead().path("merged_into").asText("");
    return into.isEmpty() ? work.on(stored.get()) : new Outcome.Merged(UUID.fromString(into));
  }
}
