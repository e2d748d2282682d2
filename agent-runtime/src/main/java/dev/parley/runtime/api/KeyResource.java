package dev.parley.runtime.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.json.Json;
import dev.parley.config.tenant.ApiKey;
import dev.parley.config.tenant.ApiKeys;
import dev.parley.config.tenant.Role;
import dev.parley.config.tenant.TenantId;
import dev.parley.config.tenant.Tenants;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jooq.DSLContext;

/// API keys of a tenant, and new tenants with their first key.
final class KeyResource {
  private static final String TAG = "Keys";
  private static final Map<String, Role> ROLES =
      Arrays.stream(Role.values())
          .collect(Collectors.toMap(role -> role.name().toLowerCase(Locale.ROOT), role -> role));
  private static final int LABEL_CHARS_MAX = 100;

  private final ApiKeys keys;
  private final Tenants tenants;

  KeyResource(ApiKeys keys, Tenants tenants) {
    this.keys = keys;
    this.tenants = tenants;
  }

  List<Operation> operations() {
    return List.of(
        Operations.of("POST", "/v1/keys", "createKey", TAG, "Make an API key, shown once")
            .needs(Access.ADMINISTER)
            .takes("NewKey")
            .gives(201, "CreatedKey")
            .in(this::create),
        Operations.of("GET", "/v1/keys", "listKeys", TAG, "List the keys that work")
            .paged("KeyList")
            .in(
                (call, tx) -> {
                  Optional<String> after = call.after(Optional::of);
                  return Cursor.page(
                      call.limit(),
                      limit -> keys.list(tx, after, limit),
                      KeyResource::json,
                      ApiKey::id);
                }),
        Operations.of("DELETE", "/v1/keys/{id}", "revokeKey", TAG, "Revoke a key at once")
            .needs(Access.ADMINISTER)
            .gives(204, "")
            .refuses(ApiCode.LAST_ADMIN_KEY)
            .in(this::revoke),
        Operations.of("POST", "/v1/tenants", "createTenant", "Tenants", "Create a tenant")
            .needs(Access.SERVER)
            .takes("NewTenant")
            .gives(201, "CreatedTenant")
            .refuses(ApiCode.TENANT_EXISTS)
            .across(this::createTenant));
  }

  private Reply create(Call call, DSLContext tx) {
    Fields fields = call.fields();
    fields.require("role");
    Optional<Role> role = fields.word("role", ROLES);
    String label = fields.text("label", LABEL_CHARS_MAX);
    fields.done();
    ApiKeys.Fresh fresh = keys.create(tx, call.tenant(), role.orElseThrow(), label);
    ObjectNode body = json(fresh.key());
    body.put("key", fresh.secret().reveal());
    return new Reply(201, Optional.of(body), Map.of());
  }

  private Reply revoke(Call call, DSLContext tx) {
    ApiKey key = keys.lock(tx, call.part("id")).orElseThrow(() -> ApiException.notFound("key"));
    // The default tenant always has the server's own admin key besides.
    if (key.role() == Role.ADMIN
        && !call.tenant().equals(TenantId.DEFAULT)
        && keys.admins(tx) == 1) {
      throw ApiException.of(
          ApiCode.LAST_ADMIN_KEY, "Nobody could make keys any more; make another one first.");
    }
    keys.revoke(tx, key.id());
    return Reply.nothing();
  }

  private Reply createTenant(Call call, DSLContext tx) {
    Fields fields = call.fields();
    String name = fields.text("name", LABEL_CHARS_MAX);
    fields.done();
    TenantId tenant =
        tenants
            .create(tx, name)
            .orElseThrow(
                () ->
                    ApiException.at(
                        ApiCode.TENANT_EXISTS, "name", "There is a tenant of that name already."));
    ApiKeys.Fresh fresh = keys.create(tx, tenant, Role.ADMIN, "admin");
    ObjectNode body = Json.object();
    body.put("tenant", tenant.toString());
    body.put("name", name);
    body.put("admin_key", fresh.secret().reveal());
    return new Reply(201, Optional.of(body), Map.of());
  }

  private static ObjectNode json(ApiKey key) {
    ObjectNode node = Json.object();
    node.put("id", key.id());
    node.put("role", key.role().name().toLowerCase(Locale.ROOT));
    node.put("label", key.label());
    node.put("created_at", key.createdAt().toString());
    return node;
  }
}
