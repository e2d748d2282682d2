package dev.parley.crm.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.crm.Connector;
import dev.parley.crm.ConnectorConfig;
import dev.parley.crm.LeadView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import okhttp3.HttpUrl;

/// Leads and deals, where the connector is set to make them: one of each per lead, known by a
/// unique property of our own that holds the lead's id. Made once and left to people from then on.
final class HubSpotSales {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int LEAD_TO_CONTACT = 578;
  private static final int DEAL_TO_CONTACT = 3;

  /// A record that is wanted.
  ///
  /// @param type `leads` or `deals`
  record Sale(String type, ObjectNode properties, int toContact) {
    ObjectNode creation(String contact) {
      ObjectNode creation = NODES.objectNode();
      creation.set("properties", properties);
      ObjectNode association = creation.putArray("associations").addObject();
      association.putObject("to").put("id", contact);
      association
          .putArray("types")
          .addObject()
          .put("associationCategory", "HUBSPOT_DEFINED")
          .put("associationTypeId", toContact);
      return creation;
    }
  }

  private final HubSpotApi api;

  HubSpotSales(HubSpotApi api) {
    this.api = api;
  }

  /// The object types this connector makes beside contacts.
  static List<String> types(ConnectorConfig config) {
    List<String> types = new ArrayList<>();
    for (String type : List.of("leads", "deals")) {
      if (config.settings().path(type).asBoolean(false)) {
        types.add(type);
      }
    }
    return types;
  }

  /// A deal is made of a qualified lead only.
  static List<Sale> of(ConnectorConfig config, LeadView lead) {
    String name =
        lead.value("full_name")
                .or(() -> lead.value("email"))
                .or(() -> lead.value("phone"))
                .or(lead::channelPhone)
                .orElse("Contact " + lead.contact())
            + " ("
            + lead.text("agent")
            + ")";
    String unique = HubSpotConfigRules.leadProperty(config);
    List<Sale> sales = new ArrayList<>();
    for (String type : types(config)) {
      ObjectNode properties = NODES.objectNode().put(unique, lead.text("id"));
      if (type.equals("leads")) {
        sales.add(new Sale(type, properties.put("hs_lead_name", name), LEAD_TO_CONTACT));
      } else if (lead.text("disposition").equals("qualified")) {
        var settings = config.settings();
        properties
            .put("dealname", name)
            .put("pipeline", settings.path("deal_pipeline").asText("default"))
            .put("dealstage", settings.path("deal_stage").asText("appointmentscheduled"));
        lead.value(settings.path("deal_amount").asText(""))
            .ifPresent(amount -> properties.put("amount", amount));
        sales.add(new Sale(type, properties, DEAL_TO_CONTACT));
      }
    }
    return sales;
  }

  void write(Connector connector, String contact, List<Sale> sales, String unique) {
    for (Sale sale : sales) {
      String id = sale.properties().path(unique).asText();
      if (find(connector, sale.type(), unique, id).isEmpty()) {
        HubSpotReply made =
            api.send(connector, "POST", api.objects(sale.type()).build(), sale.creation(contact));
        // A conflict: somebody else made it meanwhile.
        if (!(made instanceof HubSpotReply.Conflict)) {
          HubSpotApi.done(made);
        }
      }
    }
  }

  void erase(Connector connector, String unique, String lead) {
    for (String type : types(connector.config())) {
      find(connector, type, unique, lead)
          .ifPresent(
              there -> {
                HttpUrl url = api.objects(type).addPathSegment(there.path("id").asText()).build();
                HubSpotApi.done(api.order(connector, "DELETE", url, null));
              });
    }
  }

  private Optional<JsonNode> find(Connector connector, String type, String unique, String id) {
    HttpUrl url =
        api.objects(type).addPathSegment(id).addQueryParameter("idProperty", unique).build();
    return HubSpotApi.done(api.get(connector, url));
  }
}
