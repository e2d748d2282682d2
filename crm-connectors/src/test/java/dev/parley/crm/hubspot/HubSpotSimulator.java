package dev.parley.crm.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.crm.acceptance.Simulator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import mockwebserver3.MockResponse;

/// HubSpot as far as leads meet it: objects with unique properties and associations, batches that
/// fail in part, properties, scopes, OAuth, limits. Checks every field and header.
final class HubSpotSimulator extends Simulator {
  static final String PRIVATE_TOKEN = "pat-good";
  private static final int BODY_MAX = 65_536;
  private static final Map<String, Integer> TO_CONTACT =
      Map.of("notes", 202, "communications", 81, "calls", 194, "leads", 578, "deals", 3);
  private static final Map<String, Set<String>> REQUIRED =
      Map.of(
          "notes", Set.of("hs_timestamp", "hs_note_body"),
          "communications",
              Set.of(
                  "hs_timestamp",
                  "hs_communication_body",
                  "hs_communication_channel_type",
                  "hs_communication_logged_from"),
          "calls", Set.of("hs_timestamp", "hs_call_title", "hs_call_body", "hs_call_status"),
          "leads", Set.of("hs_lead_name"),
          "deals", Set.of("dealname", "pipeline", "dealstage"));

  final Map<String, Map<String, ObjectNode>> objects = new LinkedHashMap<>();
  final Map<String, Map<String, ObjectNode>> propertiesOf = new LinkedHashMap<>();
  final Set<String> tokens = new TreeSet<>(Set.of(PRIVATE_TOKEN));
  final Set<String> scopes =
      new TreeSet<>(
          Set.of(
              "crm.objects.contacts.read",
              "crm.objects.contacts.write",
              "crm.schemas.contacts.read",
              "crm.schemas.contacts.write",
              "crm.objects.leads.read",
              "crm.objects.leads.write",
              "crm.objects.deals.read",
              "crm.objects.deals.write"));
  final Set<String> refused = new TreeSet<>();
  final HubSpotTokens oauth = new HubSpotTokens(this);

  /// Contacts, notes and contact properties, by id and name.
  final Map<String, ObjectNode> contacts = objects("contacts");

  final Map<String, ObjectNode> notes = objects("notes");
  final Map<String, ObjectNode> properties;

  /// Reads by a unique property that do not see a record yet, as if it was made a moment later.
  int unseenReads;

  /// Inputs of the next batch creation that fail, by their place.
  final Set<Integer> failingInputs = new TreeSet<>();

  /// Calls left before every further one is too many.
  int callsLeft = Integer.MAX_VALUE;

  private int ids = 100;

  HubSpotSimulator() {
    for (String type : List.of("contacts", "leads", "deals", "notes", "communications", "calls")) {
      objects(type);
      propertiesOf.put(type, new LinkedHashMap<>());
    }
    properties = propertiesOf.get("contacts");
    for (String name : List.of("email", "phone", "firstname", "lastname", "company", "city")) {
      property(name, name.equals("email"));
    }
    REQUIRED.forEach((type, names) -> names.forEach(name -> property(type, name, false)));
    property("deals", "amount", false);
    for (String name :
        List.of(
            "hs_call_direction",
            "hs_call_duration",
            "hs_call_from_number",
            "hs_call_to_number",
            "hs_call_recording_url",
            "hs_call_disposition")) {
      property("calls", name, false);
    }
  }

  private Map<String, ObjectNode> objects(String type) {
    return objects.computeIfAbsent(type, _ -> new LinkedHashMap<>());
  }

  void property(String name, boolean unique) {
    property("contacts", name, unique);
  }

  void property(String type, String name, boolean unique) {
    propertiesOf
        .get(type)
        .put(name, object().put("name", name).put("label", name).put("hasUniqueValue", unique));
  }

  @Override
  protected boolean writes(Call call) {
    boolean asks = call.method().equals("GET") || call.path().contains("/oauth/");
    return !asks && !call.path().endsWith("/batch/read");
  }

  @Override
  protected MockResponse answer(Call call) {
    if (call.path().equals("/oauth/v1/token")) {
      return oauth.grant(call);
    }
    String authorization = String.valueOf(call.headers().get("Authorization"));
    breach(!authorization.startsWith("Bearer "), call, "no bearer token");
    if (!tokens.contains(authorization.replace("Bearer ", ""))) {
      return error(401, "EXPIRED_AUTHENTICATION", "The OAuth token used to make this call expired");
    }
    if (callsLeft-- <= 0) {
      return answer(
          429,
          object()
              .put("message", "You have reached your ten_secondly_rolling limit.")
              .put("policyName", "TEN_SECONDLY_ROLLING"));
    }
    if (!call.body().isEmpty()) {
      String type = String.valueOf(call.headers().get("Content-Type"));
      breach(!type.startsWith("application/json"), call, "content type " + type);
    }
    if (call.path().startsWith("/oauth/")) {
      return oauth.info(call, authorization.replace("Bearer ", ""));
    }
    List<String> parts = call.url().pathSegments();
    String under = parts.size() > 2 ? parts.get(1) + "/" + parts.get(2) : "";
    return switch (under) {
      case "v3/properties" -> properties(call, parts.get(3));
      case "v3/objects" -> objects(call, parts.get(3), parts.subList(4, parts.size()));
      case "v4/objects" -> associated(parts.get(4), parts.get(6));
      default -> {
        breach(true, call, "no such address");
        yield error(404, "OBJECT_NOT_FOUND", "no such path");
      }
    };
  }

  private MockResponse properties(Call call, String type) {
    Map<String, ObjectNode> known = propertiesOf.get(type);
    if (call.method().equals("GET")) {
      return list(known.values());
    }
    JsonNode body = call.json();
    for (String key : List.of("name", "label", "type", "fieldType", "groupName")) {
      breach(body.path(key).asText().isEmpty(), call, key + " is missing");
    }
    if (known.containsKey(body.path("name").asText())) {
      return error(409, "CONFLICT", "Property already exists");
    }
    property(type, body.path("name").asText(), body.path("hasUniqueValue").asBoolean());
    return answer(201, known.get(body.path("name").asText()));
  }

  private MockResponse objects(Call call, String type, List<String> rest) {
    String what = call.method() + " " + String.join("/", rest);
    boolean engagement = Set.of("notes", "communications", "calls").contains(type);
    String needed =
        "crm.objects."
            + (engagement ? "contacts" : type)
            + (call.method().equals("GET") ? ".read" : ".write");
    if (!scopes.contains(needed)) {
      return error(403, "MISSING_SCOPES", "This app hasn't been granted all required scopes");
    }
    return switch (what) {
      case "POST " -> create(call, type, call.json());
      case "POST batch/create" -> createSome(call, type);
      case "POST batch/read" -> readSome(call, type);
      case "POST gdpr-delete" -> {
        String id = call.json().path("objectId").asText();
        contacts.remove(id);
        objects.values().forEach(all -> all.values().removeIf(each -> on(each, id)));
        yield answer(204, "", okhttp3.Headers.EMPTY);
      }
      default -> one(call, type, rest.getFirst());
    };
  }

  private static boolean on(ObjectNode record, String contact) {
    return record.path("contact").asText().equals(contact)
        && !record.path("properties").has("hs_lead_name")
        && !record.path("properties").has("dealname");
  }

  private MockResponse one(Call call, String type, String key) {
    String property = Optional.ofNullable(call.url().queryParameter("idProperty")).orElse("id");
    if (!property.equals("id")) {
      JsonNode known = propertiesOf.get(type).get(property);
      if (known == null || !known.path("hasUniqueValue").asBoolean()) {
        return error(400, "VALIDATION_ERROR", property + " is not a unique property");
      }
    }
    Optional<ObjectNode> found = find(type, key, property);
    if (found.isPresent() && unseenReads > 0 && !property.equals("id")) {
      unseenReads--;
      found = Optional.empty();
    }
    if (found.isEmpty()) {
      return call.method().equals("DELETE")
          ? answer(204, "", okhttp3.Headers.EMPTY)
          : error(404, "OBJECT_NOT_FOUND", "resource not found");
    }
    ObjectNode record = found.get();
    return switch (call.method()) {
      case "GET" -> answer(200, asked(call, record));
      case "PATCH" ->
          checked(call, type, call.json(), Optional.of(key))
              .orElseGet(
                  () -> {
                    ((ObjectNode) record.path("properties"))
                        .setAll((ObjectNode) call.json().path("properties"));
                    return answer(200, record);
                  });
      default -> {
        objects(type).remove(record.path("id").asText());
        yield answer(204, "", okhttp3.Headers.EMPTY);
      }
    };
  }

  /// HubSpot leaves out what was not asked for.
  private static ObjectNode asked(Call call, ObjectNode record) {
    String names = call.url().queryParameter("properties");
    ObjectNode answer = object().put("id", record.path("id").asText());
    ObjectNode properties = answer.putObject("properties");
    for (String name : names == null ? new String[0] : names.split(",")) {
      properties.set(name, record.path("properties").get(name));
    }
    return answer;
  }

  private Optional<ObjectNode> find(String type, String key, String property) {
    return objects(type).values().stream()
        .filter(
            record ->
                property.equals("id")
                    ? record.path("id").asText().equals(key)
                    : record.path("properties").path(property).asText().equalsIgnoreCase(key))
        .findFirst();
  }

  private MockResponse create(Call call, String type, JsonNode body) {
    Optional<MockResponse> refusal = checked(call, type, body, Optional.empty());
    if (refusal.isPresent()) {
      return refusal.get();
    }
    String contact = body.at("/associations/0/to/id").asText();
    if (type.equals("contacts")) {
      breach(!body.path("associations").isArray(), call, "associations is required");
    } else {
      int wanted = TO_CONTACT.get(type);
      breach(
          body.at("/associations/0/types/0/associationTypeId").asInt() != wanted
              || !body.at("/associations/0/types/0/associationCategory")
                  .asText()
                  .equals("HUBSPOT_DEFINED"),
          call,
          "bad association");
      for (String name : REQUIRED.get(type)) {
        breach(!body.path("properties").has(name), call, name + " is missing");
      }
      if (!contacts.containsKey(contact)) {
        return error(400, "VALIDATION_ERROR", "no such contact");
      }
    }
    ObjectNode record = object().put("id", String.valueOf(++ids)).put("contact", contact);
    record.set("properties", body.path("properties").deepCopy());
    objects(type).put(record.path("id").asText(), record);
    return answer(201, record);
  }

  private MockResponse createSome(Call call, String type) {
    JsonNode inputs = call.json().path("inputs");
    breach(inputs.isEmpty() || inputs.size() > 100, call, inputs.size() + " inputs");
    ObjectNode answer = object().put("status", "COMPLETE");
    ArrayNode results = answer.putArray("results");
    ArrayNode errors = answer.putArray("errors");
    for (int i = 0; i < inputs.size(); i++) {
      if (failingInputs.contains(i)) {
        errors.addObject().put("category", "VALIDATION_ERROR").put("message", "not this one");
      } else {
        create(call, type, inputs.get(i));
        results.addObject().put("id", String.valueOf(ids));
      }
    }
    failingInputs.clear();
    return answer(errors.isEmpty() ? 201 : 207, answer.put("numErrors", errors.size()));
  }

  private MockResponse readSome(Call call, String type) {
    JsonNode inputs = call.json().path("inputs");
    breach(inputs.isEmpty() || inputs.size() > 100, call, inputs.size() + " inputs");
    List<ObjectNode> found = new ArrayList<>();
    inputs.forEach(input -> find(type, input.path("id").asText(), "id").ifPresent(found::add));
    ObjectNode answer = object();
    answer.putArray("results").addAll(found);
    return answer(found.size() == inputs.size() ? 200 : 207, answer);
  }

  private MockResponse associated(String contact, String type) {
    List<ObjectNode> found = new ArrayList<>();
    objects(type).values().stream()
        .filter(record -> record.path("contact").asText().equals(contact))
        .forEach(record -> found.add(object().put("toObjectId", record.path("id").asLong())));
    return list(found);
  }

  /// Strings only, known properties only, unique values once, bodies within their limit.
  private Optional<MockResponse> checked(
      Call call, String type, JsonNode body, Optional<String> self) {
    for (var entry : body.path("properties").properties()) {
      JsonNode property = propertiesOf.get(type).get(entry.getKey());
      if (property == null) {
        return Optional.of(
            error(400, "VALIDATION_ERROR", "Property " + entry.getKey() + " does not exist"));
      }
      breach(!entry.getValue().isTextual(), call, entry.getKey() + " is no string");
      String value = entry.getValue().asText();
      breach(value.length() > BODY_MAX, call, entry.getKey() + " is too long");
      if (refused.contains(value)) {
        return Optional.of(error(400, "VALIDATION_ERROR", value + " is invalid"));
      }
      Optional<String> holder =
          property.path("hasUniqueValue").asBoolean()
              ? find(type, value, entry.getKey()).map(record -> record.path("id").asText())
              : Optional.empty();
      if (holder.isPresent() && !holder.equals(self)) {
        return Optional.of(
            error(409, "CONFLICT", "Contact already exists. Existing ID: " + holder.get()));
      }
    }
    return Optional.empty();
  }

  private static MockResponse list(Iterable<ObjectNode> nodes) {
    ObjectNode list = object();
    ArrayNode results = list.putArray("results");
    nodes.forEach(results::add);
    return answer(200, list);
  }

  static MockResponse error(int status, String category, String message) {
    return answer(
        status,
        object()
            .put("status", "error")
            .put("message", message)
            .put("category", category)
            .put("correlationId", "c0ffee00-0000-0000-0000-000000000000"));
  }
}
