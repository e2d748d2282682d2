package dev.parley.runtime.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.json.Json;
import dev.parley.runtime.closing.ContactErasure.Erasure;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Contacts, as far as they ask to be forgotten.
final class ContactResource {
  private static final String ONE = "/v1/contacts/{id}";

  private final ContactEraser eraser;

  ContactResource(ContactEraser eraser) {
    this.eraser = eraser;
  }

  List<Operation> operations() {
    return List.of(
        Operations.of("DELETE", ONE, "eraseContact", "Contacts", "Forget a contact everywhere")
            .needs(Access.ADMINISTER)
            .gives(200, "Erasure")
            .refuses(ApiCode.ERASURE_NOT_NOW)
            .outside(this::erase));
  }

  private Reply erase(Call call) {
    UUID contact = call.id("contact");
    return switch (eraser.erase(call.tenant(), contact)) {
      case Erasure.NotFound() -> throw ApiException.notFound("contact");
      case Erasure.NotNow() ->
          throw ApiException.with(
              ApiCode.ERASURE_NOT_NOW,
              "A lead of the contact is being pushed this moment; nothing was erased.",
              Map.of("Retry-After", "5"));
      case Erasure.Erased(int conversations, List<UUID> leads, List<UUID> deliveries) -> {
        ObjectNode body = Json.object();
        body.put("contact", contact.toString());
        body.put("conversations", conversations);
        ids(body.putArray("leads"), leads);
        ids(body.putArray("deliveries"), deliveries);
        yield Reply.ok(body);
      }
    };
  }

  private static void ids(ArrayNode into, List<UUID> ids) {
    ids.forEach(id -> into.add(id.toString()));
  }
}
