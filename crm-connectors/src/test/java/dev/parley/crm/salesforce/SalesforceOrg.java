package dev.parley.crm.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// The records of an org and the rules it keeps them by: types, lengths, unique keys, required
/// fields, duplicate rules.
final class SalesforceOrg {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// @param type as a description names it
  record Field(String name, String type, int length, boolean required, boolean key) {}

  enum DuplicateRule {
    NONE,
    ALERT,
    BLOCK
  }

  /// A refusal: `errorCode`, message, fields.
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;
    final transient JsonNode body;
    final int status;

    Refused(int status, ObjectNode error) {
      super(error.path("errorCode").asText());
      this.status = status;
      this.body = JSON.createArrayNode().add(error);
    }
  }

  /// What one write came to.
  record Written(int status, JsonNode body) {}

  final Map<String, Map<String, Field>> fields = new HashMap<>();
  final Map<String, ObjectNode> leads = new LinkedHashMap<>();
  final Map<String, ObjectNode> contacts = new LinkedHashMap<>();
  final Map<String, ObjectNode> tasks = new LinkedHashMap<>();
  final Set<String> refusedEmails = new java.util.HashSet<>();
  DuplicateRule duplicateRule = DuplicateRule.NONE;
  private int ids = 1000;

  SalesforceOrg() {
    for (String name : List.of("FirstName", "Phone", "MobilePhone", "City", "LeadSource")) {
      add("Lead", new Field(name, "string", 80, false, false));
    }
    add("Lead", new Field("LastName", "string", 80, true, false));
    add("Lead", new Field("Company", "string", 255, true, false));
    add("Lead", new Field("Email", "email", 80, false, false));
    add("Lead", new Field("AnnualRevenue", "currency", 0, false, false));
    add("Task", new Field("Subject", "combobox", 255, false, false));
    add("Task", new Field("Description", "textarea", 32_000, false, false));
    add("Task", new Field("WhoId", "reference", 18, false, false));
    add("Task", new Field("Status", "picklist", 255, true, false));
    add("Task", new Field("Priority", "picklist", 255, true, false));
    add("Task", new Field("ActivityDate", "date", 0, false, false));
    add("Task", new Field("TaskSubtype", "picklist", 40, false, false));
    add("Task", new Field("CallType", "picklist", 40, false, false));
    add("Task", new Field("CallDurationInSeconds", "int", 0, false, false));
    add("Task", new Field("CallDisposition", "string", 255, false, false));
    add("Task", new Field("CallObject", "string", 255, false, false));
  }

  void add(String object, Field field) {
    fields.computeIfAbsent(object, _ -> new TreeMap<>()).put(field.name(), field);
  }

  private Map<String, ObjectNode> records(String object) {
    return object.equals("Lead") ? leads : tasks;
  }

  ObjectNode describe(String object) {
    ObjectNode description = JSON.createObjectNode().put("name", object);
    ArrayNode list = description.putArray("fields");
    for (Field field : fields.get(object).values()) {
      ObjectNode node =
          list.addObject()
              .put("name", field.name())
              .put("label", field.name().replace("__c", "").replace('_', ' '))
              .put("type", field.type())
              .put("length", field.length())
              .put("createable", true)
              .put("updateable", true)
              .put("nillable", !field.required())
              .put("defaultedOnCreate", false)
              .put("externalId", field.key())
              .put("unique", field.key())
              .put("restrictedPicklist", false);
      node.putArray("picklistValues");
    }
    return description;
  }

  ObjectNode read(String object, String id, String wanted) {
    ObjectNode record = records(object).get(id);
    if (record == null) {
      throw new Refused(404, error("NOT_FOUND", "The requested resource does not exist"));
    }
    ObjectNode read = JSON.createObjectNode();
    read.putObject("attributes").put("type", object);
    for (String name : wanted.split(",", -1)) {
      boolean own = Set.of("Id", "IsConverted", "ConvertedContactId").contains(name);
      if (!own && !fields.get(object).containsKey(name)) {
        throw new Refused(400, error("INVALID_FIELD", "No such column '" + name + "'"));
      }
      read.set(name, record.path(name).isMissingNode() ? JSON.nullNode() : record.path(name));
    }
    return read;
  }

  Optional<String> byKey(String object, String field, String value) {
    if (!Optional.ofNullable(fields.get(object).get(field)).map(Field::key).orElse(false)) {
      throw new Refused(
          404, error("NOT_FOUND", "Provided external ID field does not exist: " + field));
    }
    return records(object).values().stream()
        .filter(record -> record.path(field).asText().equalsIgnoreCase(value))
        .map(record -> record.path("Id").asText())
        .findFirst();
  }

  Written upsert(String object, String field, String value, JsonNode body, boolean saveDuplicates) {
    if (body.has(field)) {
      throw new Refused(400, error("INVALID_FIELD", "the key is not repeated in the body", field));
    }
    Optional<String> found = byKey(object, field, value);
    if (found.isPresent()) {
      update(object, found.get(), body);
      return new Written(200, success(found.get()).put("created", false));
    }
    ObjectNode keyed = body.deepCopy();
    keyed.put(field, value);
    String id = create(object, keyed, saveDuplicates);
    return new Written(201, success(id).put("created", true));
  }

  String create(String object, JsonNode body, boolean saveDuplicates) {
    check(object, body);
    for (Field field : fields.get(object).values()) {
      if (field.required() && body.path(field.name()).asText("").isBlank()) {
        throw new Refused(
            400, error("REQUIRED_FIELD_MISSING", "Required fields are missing", field.name()));
      }
    }
    if (object.equals("Lead")) {
      findDuplicate(body, saveDuplicates);
    }
    String id = (object.equals("Lead") ? "00Q" : "00T") + "%015d".formatted(++ids);
    ObjectNode record = body.deepCopy();
    record.put("Id", id);
    if (object.equals("Lead")) {
      record.put("IsConverted", false);
    }
    records(object).put(id, record);
    return id;
  }

  void update(String object, String id, JsonNode body) {
    ObjectNode record = records(object).get(id);
    if (record == null) {
      throw new Refused(404, error("ENTITY_IS_DELETED", "entity is deleted"));
    }
    if (record.path("IsConverted").asBoolean()) {
      throw new Refused(400, error("CANNOT_UPDATE_CONVERTED_LEAD", "cannot reference it"));
    }
    check(object, body);
    for (var entry : body.properties()) {
      if (entry.getValue().isNull() && fields.get(object).get(entry.getKey()).required()) {
        throw new Refused(400, error("REQUIRED_FIELD_MISSING", "missing", entry.getKey()));
      }
      record.set(entry.getKey(), entry.getValue());
    }
  }

  private void check(String object, JsonNode body) {
    for (var entry : body.properties()) {
      Field field = fields.get(object).get(entry.getKey());
      if (field == null) {
        throw new Refused(
            400, error("INVALID_FIELD", "No such column '" + entry.getKey() + "' on " + object));
      }
      if (!entry.getValue().isNull()) {
        check(field, entry.getValue());
      }
    }
    if (refusedEmails.contains(body.path("Email").asText())) {
      throw new Refused(
          400,
          error(
              "FIELD_CUSTOM_VALIDATION_EXCEPTION",
              body.path("Email").asText() + " is not welcome",
              "Email"));
    }
  }

  private void check(Field field, JsonNode value) {
    boolean number = Set.of("currency", "double", "int", "percent").contains(field.type());
    boolean fits =
        number
            ? value.isNumber()
            : field.type().equals("boolean") ? value.isBoolean() : value.isTextual();
    if (!fits) {
      throw new Refused(
          400, error("JSON_PARSER_ERROR", "Cannot deserialize instance of " + field.type()));
    }
    if (field.length() > 0 && value.asText().length() > field.length()) {
      throw new Refused(
          400, error("STRING_TOO_LONG", "data value too large: " + value.asText(), field.name()));
    }
    if (field.type().equals("email") && !value.asText().matches("[^@ ]+@[^@ ]+\\.[^@ ]+")) {
      throw new Refused(
          400, error("INVALID_EMAIL_ADDRESS", "invalid: " + value.asText(), field.name()));
    }
    if (field.type().equals("date") && !value.asText().matches("\\d{4}-\\d\\d-\\d\\d")) {
      throw new Refused(400, error("JSON_PARSER_ERROR", "no date: " + value.asText()));
    }
    if (field.type().equals("reference")
        && !leads.containsKey(value.asText())
        && !contacts.containsKey(value.asText())) {
      throw new Refused(400, error("MALFORMED_ID", "no such record: " + value.asText()));
    }
  }

  private void findDuplicate(JsonNode body, boolean saveDuplicates) {
    String email = body.path("Email").asText("");
    if (duplicateRule == DuplicateRule.NONE
        || email.isEmpty()
        || (saveDuplicates && duplicateRule == DuplicateRule.ALERT)) {
      return;
    }
    match("Contact", contacts, email).or(() -> match("Lead", leads, email)).ifPresent(this::refuse);
  }

  private static Optional<ObjectNode> match(
      String type, Map<String, ObjectNode> records, String email) {
    return records.values().stream()
        .filter(record -> record.path("Email").asText().equalsIgnoreCase(email))
        .map(
            record ->
                JSON.createObjectNode().put("type", type).put("Id", record.path("Id").asText()))
        .findFirst();
  }

  private void refuse(ObjectNode match) {
    ObjectNode error = error("DUPLICATES_DETECTED", "Use one of these records?");
    ObjectNode result =
        error.putObject("duplicateResult").put("allowSave", duplicateRule == DuplicateRule.ALERT);
    ObjectNode record =
        result.putArray("matchResults").addObject().putArray("matchRecords").addObject();
    ObjectNode found = record.putObject("record").put("Id", match.path("Id").asText());
    found.putObject("attributes").put("type", match.path("type").asText());
    throw new Refused(400, error);
  }

  private static ObjectNode success(String id) {
    ObjectNode body = JSON.createObjectNode().put("id", id).put("success", true);
    body.putArray("errors");
    return body;
  }

  static ObjectNode error(String code, String message, String... fields) {
    ObjectNode error = JSON.createObjectNode().put("message", message).put("errorCode", code);
    ArrayNode list = error.putArray("fields");
    for (String field : fields) {
      list.add(field);
    }
    return error;
  }
}
