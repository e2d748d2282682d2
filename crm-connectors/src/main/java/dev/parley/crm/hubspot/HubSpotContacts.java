package dev.parley.crm.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.crm.Connector;
import dev.parley.crm.DeliveryRequest;
import dev.parley.crm.FieldPolicy;
import dev.parley.crm.LeadView;
import dev.parley.crm.hubspot.HubSpotMapping.Wanted;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import okhttp3.HttpUrl;

/// Finds or makes the contact of a lead, by keys HubSpot keeps unique: the id it had last, our own
/// property, the e-mail address. Search is no gate, its index lags.
final class HubSpotContacts {
  static final String REF = "contacts/";
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final HubSpotApi api;

  HubSpotContacts(HubSpotApi api) {
    this.api = api;
  }

  /// One delivery as the contact sees it.
  ///
  /// @param contact our id of the person
  /// @param unique our own property, which holds it
  /// @param wanted with our own property
  /// @param before what the last delivery said
  record Wish(
      DeliveryRequest request,
      String contact,
      String unique,
      Map<String, Wanted> wanted,
      Map<String, Wanted> before,
      Set<String> properties) {
    static Wish of(DeliveryRequest request, LeadView lead) {
      HubSpotMapping mapping = HubSpotMapping.of(request.connector().config());
      String unique = HubSpotConfigRules.uniqueProperty(request.connector().config());
      Map<String, Wanted> wanted = new LinkedHashMap<>(mapping.wanted(lead));
      wanted.put(unique, new Wanted(lead.contact(), FieldPolicy.FILL_EMPTY));
      Set<String> properties = new LinkedHashSet<>(mapping.properties());
      properties.add(unique);
      return new Wish(
          request,
          lead.contact(),
          unique,
          wanted,
          request.previous().map(LeadView::of).map(mapping::wanted).orElse(Map.of()),
          properties);
    }

    Connector connector() {
      return request.connector();
    }

    Optional<String> email() {
      return Optional.ofNullable(wanted.get(HubSpotMapping.EMAIL)).map(Wanted::value);
    }
  }

  static Optional<String> known(Optional<String> remoteRef) {
    return remoteRef.filter(ref -> ref.startsWith(REF)).map(ref -> ref.substring(REF.length()));
  }

  /// The contact as it is after the lead, its `id` in the body.
  HubSpotReply upsert(Wish wish) {
    HubSpotReply found = find(wish);
    if (found instanceof HubSpotReply.Done(_, var contact)) {
      return update(wish, contact);
    }
    if (!(found instanceof HubSpotReply.Missing)) {
      return found;
    }
    HubSpotReply created =
        api.send(
            wish.connector(), "POST", api.objects("contacts").build(), creation(wish.wanted()));
    // Somebody else made it meanwhile, or another contact holds one of its unique values.
    if (!(created instanceof HubSpotReply.Conflict(var existing))) {
      return created;
    }
    HubSpotReply other = existing.isEmpty() ? find(wish) : get(wish, existing, Optional.empty());
    return other instanceof HubSpotReply.Done(_, var contact) ? update(wish, contact) : other;
  }

  private HubSpotReply find(Wish wish) {
    HubSpotReply found = new HubSpotReply.Missing();
    Optional<String> ref = known(wish.request().remoteRef());
    if (ref.isPresent()) {
      found = get(wish, ref.get(), Optional.empty());
    }
    if (found instanceof HubSpotReply.Missing) {
      found = get(wish, wish.contact(), Optional.of(wish.unique()));
    }
    if (found instanceof HubSpotReply.Missing && wish.email().isPresent()) {
      found = get(wish, wish.email().get(), Optional.of(HubSpotMapping.EMAIL));
    }
    return found;
  }

  private HubSpotReply get(Wish wish, String id, Optional<String> idProperty) {
    HttpUrl.Builder url = api.objects("contacts").addPathSegment(id);
    idProperty.ifPresent(property -> url.addQueryParameter("idProperty", property));
    return api.get(
        wish.connector(),
        url.addQueryParameter("properties", String.join(",", wish.properties())).build());
  }

  /// Writes what the field policies let it write, and nothing where that is nothing. A unique value
  /// that another contact holds is left to that one.
  private HubSpotReply update(Wish wish, JsonNode contact) {
    ObjectNode changed = changes(wish, contact);
    if (changed.isEmpty()) {
      return new HubSpotReply.Done(200, contact);
    }
    HubSpotReply patched = patch(wish, contact, changed);
    if (patched instanceof HubSpotReply.Conflict) {
      changed.remove(wish.unique());
      changed.remove(HubSpotMapping.EMAIL);
      return changed.isEmpty()
          ? new HubSpotReply.Done(200, contact)
          : patch(wish, contact, changed);
    }
    return patched;
  }

  private HubSpotReply patch(Wish wish, JsonNode contact, ObjectNode changed) {
    HttpUrl url = api.objects("contacts").addPathSegment(contact.path("id").asText()).build();
    return api.send(wish.connector(), "PATCH", url, NODES.objectNode().set("properties", changed));
  }

  private static ObjectNode changes(Wish wish, JsonNode contact) {
    ObjectNode changed = NODES.objectNode();
    wish.wanted()
        .forEach(
            (property, want) -> {
              String now = contact.path("properties").path(property).asText("");
              Optional<String> before =
                  Optional.ofNullable(wish.before().get(property)).map(Wanted::value);
              if (!now.equals(want.value()) && want.policy().writes(now, before)) {
                changed.put(property, want.value());
              }
            });
    return changed;
  }

  static ObjectNode creation(Map<String, Wanted> wanted) {
    ObjectNode body = NODES.objectNode();
    ObjectNode properties = body.putObject("properties");
    wanted.forEach((property, want) -> properties.put(property, want.value()));
    body.putArray("associations");
    return body;
  }
}
