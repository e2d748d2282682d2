package dev.parley.crm.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.crm.Connector;
import dev.parley.crm.DeliveryResult;
import dev.parley.crm.Problem;
import dev.parley.crm.TestResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Asks HubSpot whether deliveries would work: the token, its scopes, the properties.
final class HubSpotCheck {
  private final HubSpotApi api;

  HubSpotCheck(HubSpotApi api) {
    this.api = api;
  }

  TestResult run(Connector connector) {
    HubSpotReply reply = api.get(connector, api.url("crm/v3/properties/contacts").build());
    if (!(reply instanceof HubSpotReply.Done(_, var body))) {
      return TestResult.NotReady.because("credentials", code(reply), text(reply));
    }
    Map<String, JsonNode> known = new HashMap<>();
    body.path("results").forEach(each -> known.put(each.path("name").asText(), each));
    List<Problem> problems = new ArrayList<>();
    String unique = HubSpotConfigRules.uniqueProperty(connector.config());
    Set<String> needed = new TreeSet<>(HubSpotMapping.of(connector.config()).properties());
    needed.add(unique);
    boolean mayCreate = connector.config().settings().path("create_properties").asBoolean(false);
    for (String property : needed) {
      JsonNode found = known.get(property);
      if (found == null) {
        missing(connector, property, property.equals(unique), mayCreate, problems);
      } else if (property.equals(unique) && !found.path("hasUniqueValue").asBoolean()) {
        problems.add(
            new Problem(
                "settings.unique_property",
                "property_not_unique",
                "The property " + unique + " allows the same value twice; name another."));
      } else if (found.path("modificationMetadata").path("readOnlyValue").asBoolean()) {
        problems.add(
            new Problem(
                "mapping", "property_read_only", "HubSpot lets nobody write " + property + "."));
      }
    }
    return problems.isEmpty()
        ? new TestResult.Ready("HubSpot accepts the token and has every property.")
        : new TestResult.NotReady(problems);
  }

  private void missing(
      Connector connector,
      String property,
      boolean unique,
      boolean mayCreate,
      List<Problem> problems) {
    if (!mayCreate) {
      problems.add(
          new Problem(
              unique ? "settings.unique_property" : "mapping",
              "property_missing",
              "HubSpot has no contact property "
                  + property
                  + ". Make it there, or set create_properties."));
      return;
    }
    ObjectNode creation =
        JsonNodeFactory.instance
            .objectNode()
            .put("name", property)
            .put("label", property)
            .put("type", "string")
            .put("fieldType", "text")
            .put("groupName", "contactinformation")
            .put("hasUniqueValue", unique);
    HubSpotReply made =
        api.send(connector, "POST", api.url("crm/v3/properties/contacts").build(), creation);
    // A conflict: somebody made it meanwhile, and the next test looks at it.
    if (!(made instanceof HubSpotReply.Done) && !(made instanceof HubSpotReply.Conflict)) {
      problems.add(new Problem("mapping", code(made), text(made)));
    }
  }

  private static String code(HubSpotReply reply) {
    return switch (reply) {
      case HubSpotReply.Failed(DeliveryResult.Blocked blocked) -> blocked.code();
      case HubSpotReply.Failed(DeliveryResult.Retry retry) -> retry.code();
      case HubSpotReply.Failed(DeliveryResult.Rejected rejected) -> rejected.code();
      case HubSpotReply other ->
          "hubspot_" + other.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
    };
  }

  private static String text(HubSpotReply reply) {
    return switch (reply) {
      case HubSpotReply.Failed(DeliveryResult.Blocked blocked) -> blocked.text();
      case HubSpotReply.Failed(DeliveryResult.Retry retry) -> retry.text();
      case HubSpotReply.Failed(DeliveryResult.Rejected rejected) -> rejected.text();
      case HubSpotReply _ -> "HubSpot does not know this address; check its configured base URL.";
    };
  }
}
