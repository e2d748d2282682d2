package dev.parley.crm.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.parley.crm.Connector;
import dev.parley.crm.ConversationText;
import dev.parley.crm.DeliveryRequest;
import dev.parley.crm.LeadView;
import java.util.Optional;
import okhttp3.HttpUrl;

/// Takes back what was delivered. HubSpot's GDPR deletion removes the contact and what is on its
/// timeline for good; where the connector keeps contacts, only our own entries go.
final class HubSpotErasure {
  private final HubSpotApi api;
  private final HubSpotTimeline timeline;
  private final HubSpotSales sales;

  HubSpotErasure(HubSpotApi api, HubSpotTimeline timeline, HubSpotSales sales) {
    this.api = api;
    this.timeline = timeline;
    this.sales = sales;
  }

  /// @return what to know about it
  String run(DeliveryRequest request) {
    Connector connector = request.connector();
    LeadView lead = LeadView.of(request);
    sales.erase(connector, HubSpotConfigRules.leadProperty(connector.config()), lead.text("id"));
    Optional<String> contact = contact(request, lead);
    if (contact.isEmpty()) {
      return "The contact is not there: nothing was erased of it.";
    }
    if (!connector.config().settings().path("erase_contact").asBoolean(true)) {
      timeline.erase(connector, contact.get(), ConversationText.mark(lead));
      return "What Parley wrote on the contact's timeline was deleted; the contact stays.";
    }
    HttpUrl url = api.objects("contacts").addPathSegment("gdpr-delete").build();
    HubSpotApi.done(api.order(connector, "POST", url, body(contact.get())));
    return "HubSpot deleted the contact for good.";
  }

  private Optional<String> contact(DeliveryRequest request, LeadView lead) {
    Optional<String> ref = HubSpotContacts.known(request.remoteRef());
    if (ref.isPresent()) {
      return ref;
    }
    String unique = HubSpotConfigRules.uniqueProperty(request.connector().config());
    HttpUrl url =
        api.objects("contacts")
            .addPathSegment(lead.contact())
            .addQueryParameter("idProperty", unique)
            .build();
    return HubSpotApi.done(api.get(request.connector(), url))
        .map(there -> there.path("id").asText())
        .filter(id -> !id.isEmpty());
  }

  static JsonNode body(String contact) {
    return JsonNodeFactory.instance.objectNode().put("objectId", contact);
  }
}
