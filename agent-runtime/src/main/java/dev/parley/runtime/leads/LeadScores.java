package dev.parley.runtime.leads;

import static dev.parley.config.store.generated.Tables.CONVERSATIONS;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.agent.AgentDefinition;
import dev.parley.config.agent.FieldType;
import dev.parley.config.tenant.TenantId;
import dev.parley.lead.LeadField;
import dev.parley.lead.LeadFieldJson;
import dev.parley.lead.LeadJson;
import dev.parley.runtime.driver.EngineSource;
import dev.parley.score.Score;
import dev.parley.score.Scorer;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;

/// Scores stored leads by the fields they have. Works in the caller's transaction; thread-safe.
final class LeadScores {
  private final EngineSource engines;

  LeadScores(EngineSource engines) {
    this.engines = engines;
  }

  AgentDefinition definition(TenantId tenant, String agent, int version) {
    return engines.engine(tenant, agent, version).definition();
  }

  /// The definition whose fields the lead has.
  AgentDefinition fieldsOf(TenantId tenant, ObjectNode lead) {
    return definition(tenant, lead.path("agent").asText(), lead.path("agent_version").asInt());
  }

  /// Sets the score anew, by the rules it was scored by.
  void again(DSLContext tx, TenantId tenant, ObjectNode lead) {
    int version = lead.path("score_version").asInt(lead.path("agent_version").asInt());
    LeadJson.score(lead, by(tx, tenant, lead, version), version);
  }

  /// What it is worth by the rules of that version of its agent. Fields another version knows
  /// under another type are unknown to its rules.
  Score by(DSLContext tx, TenantId tenant, ObjectNode lead, int version) {
    AgentDefinition rules = definition(tenant, lead.path("agent").asText(), version);
    Map<String, FieldType> known = types(fieldsOf(tenant, lead));
    Map<String, FieldType> wanted = types(rules);
    Map<String, LeadField> fields = new LinkedHashMap<>();
    known.forEach(
        (id, type) -> {
          if (type == wanted.get(id) && lead.path("fields").has(id)) {
            fields.put(id, LeadFieldJson.read(lead.path("fields").path(id), type));
          }
        });
    return Scorer.score(rules, fields, day(tx, lead, rules));
  }

  private static LocalDate day(DSLContext tx, ObjectNode lead, AgentDefinition rules) {
    return tx.select(CONVERSATIONS.STARTED_AT)
        .from(CONVERSATIONS)
        .where(CONVERSATIONS.ID.eq(UUID.fromString(lead.path("conversation").asText())))
        .fetchSingle()
        .value1()
        .atZone(rules.timeZone())
        .toLocalDate();
  }

  static Map<String, FieldType> types(AgentDefinition definition) {
    Map<String, FieldType> types = new LinkedHashMap<>();
    definition.questions().forEach(question -> types.put(question.id(), question.type()));
    definition.leadFields().forEach(field -> types.put(field.id(), field.type()));
    return types;
  }
}
