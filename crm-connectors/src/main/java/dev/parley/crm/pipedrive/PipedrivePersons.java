package dev.parley.crm.pipedrive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.crm.Connector;
import dev.parley.crm.DeliveryStopped;
import dev.parley.crm.FieldMapping.Wanted;
import dev.parley.crm.RemoteKeys;
import dev.parley.crm.RemoteKeys.Claim;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import okhttp3.HttpUrl;

/// Finds or makes the person of a lead. Pipedrive keeps nothing unique and its search does not see
/// a new person for a while: one worker makes a contact's person, and who it is is remembered.
final class PipedrivePersons {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final PipedriveApi api;
  private final PipedriveSettings settings;
  private final RemoteKeys keys;

  PipedrivePersons(PipedriveApi api, PipedriveSettings settings, RemoteKeys keys) {
    this.api = api;
    this.settings = settings;
    this.keys = keys;
  }

  static String key(String contact) {
    return "contact/" + contact;
  }

  /// The person's id, after what the lead says of them was written as the policies let it.
  long upsert(PipedriveDelivery delivery) {
    Connector connector = delivery.connector();
    String key = key(delivery.lead().contact());
    return switch (PipedriveTurns.claim(keys, connector, key, settings)) {
      case Claim.Known(var id) -> {
        Optional<JsonNode> person = read(connector, id);
        if (person.isEmpty()) {
          // Deleted there, or merged into another: looked for anew.
          keys.forget(connector, key, id);
          yield upsert(delivery);
        }
        yield updated(delivery, person.get());
      }
      case Claim.Mine(var holder) -> foundOrMade(delivery, key, holder);
      case Claim.Held() -> throw PipedriveTurns.held();
    };
  }

  private long foundOrMade(PipedriveDelivery delivery, String key, UUID holder) {
    Connector connector = delivery.connector();
    Optional<JsonNode> found;
    try {
      found = search(delivery);
    } catch (DeliveryStopped stopped) {
      keys.release(connector, key, holder);
      throw stopped;
    }
    long id = found.map(person -> id(person)).orElseGet(() -> made(delivery, key, holder));
    keys.made(connector, key, holder, Long.toString(id));
    return found.isPresent() ? updated(delivery, found.get()) : id;
  }

  private long made(PipedriveDelivery delivery, String key, UUID holder) {
    try {
      return api.send(delivery.connector(), "POST", api.v2("persons").build(), creation(delivery))
          .map(body -> id(body.path("data")))
          .filter(id -> id > 0)
          .orElseThrow(() -> new DeliveryStopped(PipedriveTurns.again("person_unreadable")));
    } catch (DeliveryStopped stopped) {
      // Refused is not made. After anything else nobody knows: the key stays held until the search
      // would see the person.
      int status = stopped.result().statusCode().orElse(0);
      if (status >= 400 && status < 500) {
        keys.release(delivery.connector(), key, holder);
      }
      throw stopped;
    }
  }

  Optional<JsonNode> read(Connector connector, String id) {
    return api.get(connector, api.v2("persons").addPathSegment(id).build())
        .map(body -> body.path("data"));
  }

  /// By e-mail, else by phone, else by our own field; the oldest of several.
  private Optional<JsonNode> search(PipedriveDelivery delivery) {
    Optional<JsonNode> found = Optional.empty();
    Optional<String> email = PipedriveMapping.text(delivery.wanted(), PipedriveMapping.EMAIL);
    Optional<String> phone = PipedriveMapping.text(delivery.wanted(), PipedriveMapping.PHONE);
    if (email.isPresent()) {
      found = search(delivery.connector(), "email", email.get());
    }
    if (found.isEmpty() && phone.isPresent()) {
      found = search(delivery.connector(), "phone", phone.get());
    }
    if (found.isEmpty() && delivery.personKey().isPresent()) {
      found = search(delivery.connector(), "custom_fields", delivery.lead().contact());
    }
    return found;
  }

  private Optional<JsonNode> search(Connector connector, String fields, String term) {
    if (term.length() < 2) {
      return Optional.empty();
    }
    HttpUrl url =
        api.v2("persons/search")
            .addQueryParameter("term", term)
            .addQueryParameter("fields", fields)
            .addQueryParameter("exact_match", "true")
            .build();
    JsonNode items = api.get(connector, url).map(body -> body.at("/data/items")).orElse(null);
    OptionalLong oldest = OptionalLong.empty();
    if (items != null) {
      for (JsonNode item : items) {
        long id = id(item.path("item"));
        if (id > 0 && (oldest.isEmpty() || id < oldest.getAsLong())) {
          oldest = OptionalLong.of(id);
        }
      }
    }
    return oldest.isPresent()
        ? read(connector, Long.toString(oldest.getAsLong()))
        : Optional.empty();
  }

  private long updated(PipedriveDelivery delivery, JsonNode person) {
    ObjectNode changes = NODES.objectNode();
    ObjectNode custom = NODES.objectNode();
    for (var entry : delivery.wanted().entrySet()) {
      Wanted want = entry.getValue();
      switch (entry.getKey()) {
        case PipedriveMapping.NAME -> {
          if (delivery.writes(entry.getKey(), want, person.path("name").asText(""))) {
            changes.put("name", want.value());
          }
        }
        case PipedriveMapping.EMAIL ->
            several(delivery, entry.getKey(), want, person.path("emails"), "emails", changes);
        case PipedriveMapping.PHONE ->
            several(delivery, entry.getKey(), want, person.path("phones"), "phones", changes);
        default ->
            delivery
                .field(entry.getKey(), "person")
                .ifPresent(
                    field ->
                        delivery
                            .value(entry.getKey(), field, want, false)
                            .filter(
                                value ->
                                    delivery.changes(
                                        entry.getKey(),
                                        field,
                                        want,
                                        person.path("custom_fields").path(field.code()),
                                        value,
                                        false))
                            .ifPresent(value -> custom.set(field.code(), value)));
      }
    }
    long id = id(person);
    if (!custom.isEmpty()) {
      changes.set("custom_fields", custom);
    }
    if (!changes.isEmpty()) {
      HttpUrl url = api.v2("persons").addPathSegment(Long.toString(id)).build();
      api.send(delivery.connector(), "PATCH", url, changes);
    }
    return id;
  }

  /// A person has several addresses, and writing the list replaces it: what is there stays, unless
  /// it is what we wrote before.
  private static void several(
      PipedriveDelivery delivery,
      String target,
      Wanted want,
      JsonNode there,
      String name,
      ObjectNode changes) {
    String main = main(there);
    for (JsonNode one : there) {
      if (one.path("value").asText().equalsIgnoreCase(want.value())) {
        return;
      }
    }
    if (!delivery.writes(target, want, main)) {
      return;
    }
    boolean ours = delivery.before(target).filter(main::equals).isPresent();
    ArrayNode list = changes.putArray(name);
    list.add(address(want.value()));
    for (JsonNode one : there) {
      String value = one.path("value").asText();
      if (!ours || !value.equals(main)) {
        list.addObject()
            .put("value", value)
            .put("primary", false)
            .put("label", one.path("label").asText("work"));
      }
    }
  }

  private static String main(JsonNode there) {
    for (JsonNode one : there) {
      if (one.path("primary").asBoolean()) {
        return one.path("value").asText("");
      }
    }
    return there.isEmpty() ? "" : there.get(0).path("value").asText("");
  }

  static ObjectNode creation(PipedriveDelivery delivery) {
    ObjectNode body = NODES.objectNode();
    ObjectNode custom = NODES.objectNode();
    Map<String, Wanted> wanted = delivery.wanted();
    PipedriveMapping.text(wanted, PipedriveMapping.NAME).ifPresent(name -> body.put("name", name));
    PipedriveMapping.text(wanted, PipedriveMapping.EMAIL)
        .ifPresent(email -> body.putArray("emails").add(address(email)));
    PipedriveMapping.text(wanted, PipedriveMapping.PHONE)
        .ifPresent(phone -> body.putArray("phones").add(address(phone)));
    for (var entry : wanted.entrySet()) {
      delivery
          .field(entry.getKey(), "person")
          .ifPresent(
              field ->
                  delivery
                      .value(entry.getKey(), field, entry.getValue(), false)
                      .ifPresent(value -> custom.set(field.code(), value)));
    }
    delivery.personKey().ifPresent(code -> custom.put(code, delivery.lead().contact()));
    if (!custom.isEmpty()) {
      body.set("custom_fields", custom);
    }
    return body;
  }

  private static ObjectNode address(String value) {
    return NODES.objectNode().put("value", value).put("primary", true).put("label", "work");
  }

  private static long id(JsonNode node) {
    return node.path("id").asLong();
  }
}
