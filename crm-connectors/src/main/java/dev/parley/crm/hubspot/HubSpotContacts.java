package dev.parley.crm.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.crm.Connector;
import dev.parley.crm.FieldPolicy;
import dev.parley.crm.hubspot.HubSpotMapping.Wanted;
import java.util.Map;
import java.util.Set;
import okhttp3.HttpUrl;

/// Finds or makes the contact of a lead, by a key HubSpot keeps unique: search is no gate, its
/// index lags.
final class HubSpotContacts {
  /// How HubSpot knows the person: a unique property and its value.
  record Key(String property, String value) {}

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final HubSpotApi api;

  HubSpotContacts(HubSpotApi api) {
    this.api = api;
  }

  /// The contact as it is after the lead, its `id` in the body.
  HubSpotReply upsert(
      Connector connector, Key key, Map<String, Wanted> wanted, Set<String> properties) {
    HubSpotReply found = api.get(connector, byKey(key, properties));
    if (found instanceof HubSpotReply.Done(_, var contact)) {
      return update(connector, contact, wanted);
    }
    if (!(found instanceof HubSpotReply.Missing)) {
      return found;
    }
    HubSpotReply created =
        api.send(connector, "POST", api.objects("contacts").build(), creation(key, wanted));
    // Somebody else made it meanwhile, or another contact holds one of its unique values.
    return created instanceof HubSpotReply.Conflict(var existing) && !existing.isEmpty()
        ? updateById(connector, existing, wanted, properties)
        : created;
  }

  private HubSpotReply updateById(
      Connector connector, String id, Map<String, Wanted> wanted, Set<String> properties) {
    HttpUrl url =
        api.objects("contacts")
            .addPathSegment(id)
            .addQueryParameter("properties", String.join(",", properties))
            .build();
    HubSpotReply found = api.get(connector, url);
    return found instanceof HubSpotReply.Done(_, var contact)
        ? update(connector, contact, wanted)
        : found;
  }

  /// Writes what the field policies let it write, and nothing where that is nothing.
  private HubSpotReply update(Connector connector, JsonNode contact, Map<String, Wanted> wanted) {
    ObjectNode changed = NODES.objectNode();
    wanted.forEach(
        (property, want) -> {
          String now = contact.path("properties").path(property).asText("");
          if (writes(want.policy(), now) && !now.equals(want.value())) {
            changed.put(property, want.value());
          }
        });
    if (changed.isEmpty()) {
      return new HubSpotReply.Done(200, contact);
    }
    HttpUrl url = api.objects("contacts").addPathSegment(contact.path("id").asText()).build();
    return api.send(connector, "PATCH", url, NODES.objectNode().set("properties", changed));
  }

  private static boolean writes(FieldPolicy policy, String now) {
    return switch (policy) {
      case FILL_EMPTY -> now.isEmpty();
      case OVERWRITE -> true;
      case NEVER -> false;
    };
  }

  static ObjectNode creation(Key key, Map<String, Wanted> wanted) {
    ObjectNode body = NODES.objectNode();
    ObjectNode properties = body.putObject("properties");
    wanted.forEach((property, want) -> properties.put(property, want.value()));
    properties.put(key.property(), key.value());
    body.putArray("associations");
    return body;
  }

  private HttpUrl byKey(Key key, Set<String> properties) {
    return api.objects("contacts")
        .addPathSegment(key.value())
        .addQueryParameter("idProperty", key.property())
        .addQueryParameter("properties", String.join(",", properties))
        .build();
  }
}
