package dev.parley.runtime.risk;

import static dev.parley.config.store.generated.Tables.RISK_POLICIES;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.json.Json;
import dev.parley.config.tenant.TenantId;
import dev.parley.risk.RiskPolicy;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.JSONB;

/// Each business's bounds; the default ones where it never set any. Works in the caller's
/// transaction; thread-safe.
public final class RiskPolicies {
  public RiskPolicy read(DSLContext tx, TenantId tenant) {
    return tx.select(RISK_POLICIES.POLICY)
        .from(RISK_POLICIES)
        .where(RISK_POLICIES.TENANT_ID.eq(tenant.value()))
        .fetchOptional(row -> read(Json.stored(row.value1().data())))
        .orElse(RiskPolicy.DEFAULT);
  }

  public void write(DSLContext tx, TenantId tenant, RiskPolicy policy, Instant now) {
    JSONB json = JSONB.jsonb(json(policy).toString());
    tx.insertInto(RISK_POLICIES)
        .set(RISK_POLICIES.TENANT_ID, tenant.value())
        .set(RISK_POLICIES.POLICY, json)
        .set(RISK_POLICIES.UPDATED_AT, now)
        .onConflict(RISK_POLICIES.TENANT_ID)
        .doUpdate()
        .set(RISK_POLICIES.POLICY, json)
        .set(RISK_POLICIES.UPDATED_AT, now)
        .execute();
  }

  /// As it is stored and shown.
  public static ObjectNode json(RiskPolicy policy) {
    ObjectNode node = Json.object();
    node.put("review_from", policy.reviewFrom());
    node.put("block_from", policy.blockFrom());
    texts(node, "allowed_domains", policy.allowedDomains());
    texts(node, "blocked_domains", policy.blockedDomains());
    texts(node, "countries", policy.countries());
    node.put("ip_hour_max", policy.ipHourMax());
    node.put("ip_day_max", policy.ipDayMax());
    node.put("email_day_max", policy.emailDayMax());
    node.put("phone_day_max", policy.phoneDayMax());
    return node;
  }

  private static void texts(ObjectNode node, String name, Collection<String> texts) {
    texts.stream().sorted().forEach(node.putArray(name)::add);
  }

  private static RiskPolicy read(JsonNode node) {
    return new RiskPolicy(
        node.path("review_from").asInt(),
        node.path("block_from").asInt(),
        texts(node, "allowed_domains"),
        texts(node, "blocked_domains"),
        texts(node, "countries"),
        node.path("ip_hour_max").asInt(),
        node.path("ip_day_max").asInt(),
        node.path("email_day_max").asInt(),
        node.path("phone_day_max").asInt());
  }

  private static Set<String> texts(JsonNode node, String name) {
    Set<String> texts = new LinkedHashSet<>();
    node.path(name).forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
