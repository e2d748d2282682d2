package dev.parley.crm.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.crm.Connector;
import dev.parley.crm.ConnectorConfig;
import dev.parley.crm.DeliveryStopped;
import dev.parley.crm.Discovery;
import dev.parley.crm.MappingProposal;
import dev.parley.crm.Problem;
import dev.parley.crm.RemoteField;
import dev.parley.crm.TestResult;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Asks HubSpot whether deliveries would work: the token, its scopes, the properties.
final class HubSpotCheck {
  private final HubSpotApi api;

  HubSpotCheck(HubSpotApi api) {
    this.api = api;
  }

  TestResult run(Connector connector) {
    List<Problem> problems = new ArrayList<>();
    String account = "";
    try {
      account = scopes(connector, problems);
      if (problems.isEmpty()) {
        contacts(connector, problems);
        for (String type : HubSpotSales.types(connector.config())) {
          String unique = HubSpotConfigRules.leadProperty(connector.config());
          unique(connector, type, unique, "settings.lead_property", problems);
        }
      }
    } catch (DeliveryStopped stopped) {
      problems.add(new Problem("credentials", stopped.code(), stopped.text()));
    }
    return problems.isEmpty()
        ? new TestResult.Ready("HubSpot accepts the token and has every property." + account)
        : new TestResult.NotReady(problems);
  }

  /// HubSpot says of a token what it may do, so that nothing need be tried. Where it does not, the
  /// calls that follow show it.
  private String scopes(Connector connector, List<Problem> problems) {
    Optional<JsonNode> info = HubSpotApi.done(api.tokenInfo(connector));
    JsonNode scopes =
        info.map(each -> each.path("scopes")).orElseGet(JsonNodeFactory.instance::arrayNode);
    if (scopes.isEmpty()) {
      return "";
    }
    Set<String> granted = new HashSet<>();
    scopes.forEach(scope -> granted.add(scope.asText()));
    for (String scope : needed(connector.config())) {
      if (!granted.contains(scope)) {
        problems.add(
            new Problem(
                "credentials",
                "scope_missing",
                "The token lacks the scope " + scope + ". Grant it in HubSpot."));
      }
    }
    JsonNode details = info.orElseThrow();
    String portal = details.path("hubId").asText(details.path("hub_id").asText());
    return portal.isEmpty() || connector.config().settings().has("portal_id")
        ? ""
        : " Set portal_id to " + portal + " for links to its records.";
  }

  static List<String> needed(ConnectorConfig config) {
    List<String> needed =
        new ArrayList<>(
            List.of(
                "crm.objects.contacts.read",
                "crm.objects.contacts.write",
                "crm.schemas.contacts.read"));
    boolean creates = config.settings().path("create_properties").asBoolean(false);
    if (creates) {
      needed.add("crm.schemas.contacts.write");
    }
    for (String type : HubSpotSales.types(config)) {
      needed.add("crm.objects." + type + ".read");
      needed.add("crm.objects." + type + ".write");
    }
    return needed;
  }

  private void contacts(Connector connector, List<Problem> problems) {
    Map<String, JsonNode> known = properties(connector, "contacts");
    for (String property : HubSpotMapping.of(connector.config()).properties()) {
      JsonNode found = known.get(property);
      if (found == null) {
        missing(connector, "contacts", property, false, "mapping", problems);
      } else if (readOnly(found)) {
        problems.add(
            new Problem(
                "mapping", "property_read_only", "HubSpot lets nobody write " + property + "."));
      }
    }
    unique(
        connector,
        "contacts",
        HubSpotConfigRules.uniqueProperty(connector.config()),
        "settings.unique_property",
        problems);
  }

  private void unique(
      Connector connector, String type, String property, String path, List<Problem> problems) {
    JsonNode found = properties(connector, type).get(property);
    if (found == null) {
      missing(connector, type, property, true, path, problems);
    } else if (!found.path("hasUniqueValue").asBoolean()) {
      problems.add(
          new Problem(
              path,
              "property_not_unique",
              "The property " + property + " allows the same value twice; name another."));
    }
  }

  private Map<String, JsonNode> properties(Connector connector, String type) {
    JsonNode body =
        HubSpotApi.done(api.get(connector, api.url("crm/v3/properties/" + type).build()))
            .orElseThrow(
                () ->
                    new DeliveryStopped(
                        new dev.parley.crm.DeliveryResult.Rejected(
                            "hubspot_missing",
                            java.util.OptionalInt.of(404),
                            "HubSpot does not know this address; check its configured base URL.",
                            false)));
    Map<String, JsonNode> known = new LinkedHashMap<>();
    body.path("results").forEach(each -> known.put(each.path("name").asText(), each));
    return known;
  }

  private static boolean readOnly(JsonNode property) {
    return property.path("modificationMetadata").path("readOnlyValue").asBoolean();
  }

  private void missing(
      Connector connector,
      String type,
      String property,
      boolean unique,
      String path,
      List<Problem> problems) {
    if (!connector.config().settings().path("create_properties").asBoolean(false)) {
      problems.add(
          new Problem(
              path,
              "property_missing",
              "HubSpot's "
                  + type
                  + " have no property "
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
            .put("groupName", group(type))
            .put("hasUniqueValue", unique);
    HubSpotReply made =
        api.define(connector, api.url("crm/v3/properties/" + type).build(), creation);
    // A conflict: somebody made it meanwhile, and the next test looks at it.
    if (!(made instanceof HubSpotReply.Conflict)) {
      HubSpotApi.done(made);
    }
  }

  private static String group(String type) {
    return switch (type) {
      case "leads" -> "lead_information";
      case "deals" -> "dealinformation";
      default -> "contactinformation";
    };
  }

  Discovery discover(Connector connector, List<String> leadFields) {
    List<RemoteField> fields = new ArrayList<>();
    try {
      properties(connector, "contacts").values().forEach(each -> fields.add(field(each)));
    } catch (DeliveryStopped stopped) {
      return Discovery.NotFound.because("credentials", stopped.code(), stopped.text());
    }
    Discovery.Found proposal = MappingProposal.of(fields, leadFields, HubSpotMapping.proposed());
    if (!connector.config().settings().path("create_properties").asBoolean(false)) {
      return proposal;
    }
    // Those without a place get a property of their own: the next test makes it.
    ObjectNode mapping = proposal.mapping().deepCopy();
    Set<String> left = new TreeSet<>();
    for (String field : proposal.unmapped()) {
      if (HubSpotMapping.isProperty(field)) {
        mapping.put(field, field);
      } else {
        left.add(field);
      }
    }
    return new Discovery.Found(fields, mapping, List.copyOf(left));
  }

  private static RemoteField field(JsonNode property) {
    List<String> options = new ArrayList<>();
    property.path("options").forEach(option -> options.add(option.path("value").asText()));
    return new RemoteField(
        property.path("name").asText(),
        property.path("label").asText(property.path("name").asText()),
        property.path("type").asText(),
        !readOnly(property) && !property.path("calculated").asBoolean(),
        false,
        property.path("hasUniqueValue").asBoolean(),
        0,
        options);
  }
}
