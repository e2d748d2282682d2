package dev.parley.crm.hubspot;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// One thing on a contact's timeline. None has a unique key: the body begins with a mark that names
/// the lead and the part, and whoever tries again first looks which marks are there.
///
/// @param properties as HubSpot takes them
record HubSpotEntry(Kind kind, String mark, ObjectNode properties) {
  /// Of a list that an account's people may change.
  static final String CALL_OUTCOME = "hs_call_disposition";

  enum Kind {
    NOTE("notes", "hs_note_body", 202),
    COMMUNICATION("communications", "hs_communication_body", 81),
    CALL("calls", "hs_call_body", 194);

    final String type;
    final String body;
    final int toContact;

    Kind(String type, String body, int toContact) {
      this.type = type;
      this.body = body;
      this.toContact = toContact;
    }
  }

  /// @param html the body after its mark
  static HubSpotEntry of(Kind kind, String mark, String html, String timestamp) {
    ObjectNode properties =
        JsonNodeFactory.instance
            .objectNode()
            .put("hs_timestamp", timestamp)
            .put(kind.body, "[" + mark + "]<br>" + html);
    return new HubSpotEntry(kind, mark, properties);
  }

  /// The body of its creation, associated to the contact.
  ObjectNode creation(String contact) {
    ObjectNode creation = JsonNodeFactory.instance.objectNode();
    creation.set("properties", properties);
    ObjectNode association = creation.putArray("associations").addObject();
    association.putObject("to").put("id", contact);
    association
        .putArray("types")
        .addObject()
        .put("associationCategory", "HUBSPOT_DEFINED")
        .put("associationTypeId", kind.toContact);
    return creation;
  }

  /// The mark a body begins with; empty where it is not one of ours.
  static String markOf(String body) {
    int end = body.indexOf(']');
    return body.startsWith("[Parley lead ") && end > 0 ? body.substring(1, end) : "";
  }
}
