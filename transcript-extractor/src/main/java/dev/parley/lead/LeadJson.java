package dev.parley.lead;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.evidence.Evidence;
import dev.parley.score.Score;
import dev.parley.value.ValueWire;
import java.util.Map;

/// The wire form of a lead, the same for the API, connectors and storage. Thread-safe.
public final class LeadJson {
  /// Stripped of its zeros, 120 would be written 1.2E+2.
  private static final JsonMapper JSON =
      JsonMapper.builder().disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES).build();

  private LeadJson() {}

  public static ObjectNode write(Lead lead) {
    ObjectNode json = JSON.createObjectNode();
    json.put("id", lead.id().toString());
    json.put("revision", lead.revision());
    json.put("conversation", lead.conversation().toString());
    json.put("agent", lead.agent());
    json.put("agent_version", lead.agentVersion());
    json.put("channel", lead.channel());
    ObjectNode contact = json.putObject("contact").put("id", lead.contact().id().toString());
    ArrayNode addresses = contact.putArray("addresses");
    lead.contact().addresses().forEach(addresses::add);
    json.put("disposition", lead.disposition().wireName());
    json.put("reason", lead.reason().orElse(null));
    score(json, lead.score(), lead.agentVersion());
    json.putNull("review");
    json.put("language", lead.language());
    json.put("created_at", lead.createdAt().toString());
    gist(json, lead.gist());
    json.set("fields", fields(lead.fields()));
    ArrayNode disagreements = json.putArray("disagreements");
    lead.disagreements().forEach(disagreements::add);
    return json;
  }

  /// Sets the members of a score.
  ///
  /// @param version of the agent, whose rules it is by
  public static void score(ObjectNode json, Score score, int version) {
    json.put("score", score.points());
    json.put("band", score.band().name());
    ArrayNode reasons = json.putArray("score_reasons");
    score.reasons().forEach(reasons::add);
    json.put("score_rules", score.rules());
    json.put("score_version", version);
  }

  /// Sets the members of a gist.
  public static void gist(ObjectNode json, Gist gist) {
    json.put("summary", gist.summary().orElse(null));
    json.put("intent", gist.intent().orElse(null));
    ArrayNode objections = json.putArray("objections");
    for (Gist.Met met : gist.objections()) {
      objections
          .addObject()
          .put("objection", met.objection())
          .put("turn", met.evidence().turn())
          .put("quote", met.evidence().quote());
    }
    json.put("next_step", gist.nextStep().orElse(null));
    json.put("summary_by", gist.author().wireName());
  }

  /// The fields alone, in their order.
  public static ObjectNode fields(Map<String, LeadField> fields) {
    ObjectNode json = JSON.createObjectNode();
    fields.forEach((id, field) -> json.set(id, field(field)));
    return json;
  }

  private static ObjectNode field(LeadField field) {
    ObjectNode json = JSON.createObjectNode();
    json.put("status", field.status().wireName());
    json.set(
        "value",
        field
            .value()
            .<JsonNode>map(value -> JSON.valueToTree(ValueWire.wire(value)))
            .orElse(JSON.nullNode()));
    json.put("said", field.said().orElse(null));
    json.put("confidence", Math.round(field.confidence() * 1000) / 1000.0);
    ArrayNode evidence = json.putArray("evidence");
    for (Evidence one : field.evidence()) {
      ObjectNode proof = evidence.addObject();
      one.media()
          .ifPresentOrElse(
              file -> proof.put("media", file.toString()), () -> proof.put("turn", one.turn()));
      proof.put("quote", one.quote());
    }
    return json;
  }
}
