package dev.parley.crm.pipedrive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.crm.acceptance.Simulator;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import mockwebserver3.MockResponse;
import okhttp3.Headers;

/// Pipedrive as far as leads meet it: nothing is unique, the search does not see a new person for a
/// while, leads live in version 1 and borrow the deals' fields. Checks every field and header.
final class PipedriveSimulator extends Simulator {
  static final String API_TOKEN = "pd-personal-token-0123456789";
  private static final Pattern UNICODE_DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final Pattern TIME = Pattern.compile("\\d{2}:\\d{2}");
  private static final int NOTE_CHARACTERS_MAX = 100_000;

  final Map<Long, ObjectNode> persons = new LinkedHashMap<>();
  final Map<String, ObjectNode> leads = new LinkedHashMap<>();
  final Map<Long, ObjectNode> notes = new LinkedHashMap<>();
  final Map<Long, ObjectNode> activities = new LinkedHashMap<>();
  final Map<String, ObjectNode> personFields = new LinkedHashMap<>();
  final Map<String, ObjectNode> dealFields = new LinkedHashMap<>();
  final Set<String> tokens = new TreeSet<>(Set.of(API_TOKEN));
  final Set<String> missingScopes = new TreeSet<>();
  final Set<String> refused = new TreeSet<>();
  final PipedriveTokens oauth = new PipedriveTokens(this);

  /// How long the search does not see a person that was made.
  Duration searchLag = Duration.ZERO;

  /// Calls left before every further one is too many.
  int callsLeft = Integer.MAX_VALUE;

  private final Map<Long, Long> bornNanos = new HashMap<>();
  private long ids = 100;

  PipedriveSimulator() {
    for (String code : List.of("name", "emails", "phones")) {
      personFields.put(code, field(code, code, "varchar", false));
    }
    for (String code : List.of("title", "value", "expected_close_date")) {
      dealFields.put(code, field(code, code, "varchar", false));
    }
  }

  static ObjectNode field(String code, String name, String type, boolean custom) {
    return object()
        .put("field_code", code)
        .put("field_name", name)
        .put("field_type", type)
        .put("is_custom_field", custom);
  }

  /// Adds a custom field and returns its key.
  String custom(Map<String, ObjectNode> to, String name, String type, String... options) {
    String code = "%040x".formatted(++ids * 7919);
    ObjectNode field = field(code, name, type, true);
    ArrayNode list = field.putArray("options");
    for (String option : options) {
      list.addObject().put("id", (int) ++ids).put("label", option);
    }
    to.put(code, field);
    return code;
  }

  @Override
  protected boolean writes(Call call) {
    return !call.method().equals("GET") && !call.path().equals("/oauth/token");
  }

  @Override
  protected MockResponse answer(Call call) {
    if (call.path().equals("/oauth/token")) {
      return oauth.grant(call);
    }
    if (!signedIn(call)) {
      return refusal(401, "unauthorized access");
    }
    if (callsLeft-- <= 0) {
      return limited();
    }
    if (!call.method().equals("GET") && !call.method().equals("DELETE")) {
      String type = String.valueOf(call.headers().get("Content-Type"));
      breach(!type.startsWith("application/json"), call, "content type " + type);
    }
    String path = call.path();
    if (path.startsWith("/api/v2/persons")) {
      return scoped("contacts", () -> persons(call, path.substring(15)));
    }
    if (path.startsWith("/v1/leads")) {
      return scoped("leads", () -> leads(call, path.substring(9)));
    }
    if (path.startsWith("/v1/notes")) {
      return scoped("leads", () -> notes(call, path.substring(9)));
    }
    if (path.startsWith("/api/v2/activities")) {
      return scoped("activities", () -> activities(call, path.substring(18)));
    }
    return switch (call.toString()) {
      case "GET /v1/users/me" -> data(object().put("company_domain", "acme"));
      case "GET /api/v2/personFields" -> data(array(personFields.values(), _ -> true));
      case "GET /api/v2/dealFields" ->
          scoped("deals", () -> data(array(dealFields.values(), _ -> true)));
      case "POST /api/v2/dealFields" -> makeField(call);
      case "GET /v1/activityTypes" -> {
        ArrayNode types = JSON.createArrayNode();
        List.of("call", "task").forEach(key -> types.addObject().put("key_string", key));
        yield data(types);
      }
      default -> {
        breach(true, call, "no such address");
        yield refusal(404, "Unknown method");
      }
    };
  }

  private boolean signedIn(Call call) {
    Optional<String> personal = Optional.ofNullable(call.headers().get("x-api-token"));
    Optional<String> bearer =
        Optional.ofNullable(call.headers().get("Authorization"))
            .map(value -> value.replaceFirst("^Bearer ", ""));
    breach(personal.isPresent() == bearer.isPresent(), call, "one way to sign in, not none or two");
    breach(call.url().query() != null && call.url().query().contains("api_token"), call, "token");
    return personal.or(() -> bearer).filter(tokens::contains).isPresent();
  }

  private MockResponse scoped(String scope, java.util.function.Supplier<MockResponse> answer) {
    return missingScopes.contains(scope) ? refusal(403, "Scope and URL mismatch") : answer.get();
  }

  private MockResponse limited() {
    return answer(
        429,
        object().put("success", false).put("error", "request over limit").toString(),
        Headers.of(
            "x-ratelimit-limit", "20", "x-ratelimit-remaining", "0", "x-ratelimit-reset", "2"));
  }

  private MockResponse persons(Call call, String rest) {
    if (rest.equals("/search")) {
      return search(call);
    }
    if (rest.isEmpty() && call.method().equals("POST")) {
      JsonNode body = call.json();
      return refusedPerson(call, body, true)
          .orElseGet(
              () -> {
                ObjectNode person = body.deepCopy();
                long id = ++ids;
                person.put("id", id).put("is_deleted", false);
                persons.put(id, person);
                bornNanos.put(id, System.nanoTime());
                return answer(201, ok(person));
              });
    }
    if (rest.isEmpty()) {
      return data(array(persons.values(), _ -> true));
    }
    ObjectNode person = persons.get(Long.parseLong(rest.substring(1)));
    if (person == null) {
      return refusal(404, "Person not found");
    }
    return switch (call.method()) {
      case "GET" -> data(person);
      case "PATCH" ->
          refusedPerson(call, call.json(), false)
              .orElseGet(
                  () -> {
                    merge(person, call.json());
                    return data(person);
                  });
      default -> {
        persons.remove(person.path("id").asLong());
        yield data(object().put("id", person.path("id").asLong()));
      }
    };
  }

  private static void merge(ObjectNode into, JsonNode changes) {
    for (var entry : changes.properties()) {
      if (entry.getKey().equals("custom_fields") && into.has("custom_fields")) {
        ((ObjectNode) into.path("custom_fields")).setAll((ObjectNode) entry.getValue());
      } else {
        into.set(entry.getKey(), entry.getValue());
      }
    }
  }

  private Optional<MockResponse> refusedPerson(Call call, JsonNode body, boolean whole) {
    keys(call, body, Set.of("name", "emails", "phones", "custom_fields"));
    breach(whole && body.path("name").asText().isBlank(), call, "a person has a name");
    for (String list : List.of("emails", "phones")) {
      for (JsonNode one : body.path(list)) {
        keys(call, one, Set.of("value", "primary", "label"));
        breach(!one.path("primary").isBoolean(), call, list + " say which is primary");
        if (refused.contains(one.path("value").asText())) {
          return Optional.of(refusal(400, one.path("value").asText() + " is not an e-mail"));
        }
      }
    }
    body.path("custom_fields")
        .properties()
        .forEach(entry -> typed(call, personFields, entry.getKey(), entry.getValue(), false));
    return Optional.empty();
  }

  /// Exact, and blind to what is new.
  private MockResponse search(Call call) {
    String term = String.valueOf(call.url().queryParameter("term"));
    String fields = String.valueOf(call.url().queryParameter("fields"));
    breach(term.length() < 2, call, "a term has two characters");
    breach(!Set.of("email", "phone", "custom_fields").contains(fields), call, "fields " + fields);
    breach(!"true".equals(call.url().queryParameter("exact_match")), call, "not exact");
    ArrayNode items = JSON.createArrayNode();
    for (ObjectNode person : persons.values()) {
      long age = System.nanoTime() - bornNanos.getOrDefault(person.path("id").asLong(), 0L);
      boolean holds =
          fields.equals("custom_fields")
              ? person.path("custom_fields").toString().contains("\"" + term + "\"")
              : person.path(fields + "s").toString().contains("\"value\":\"" + term + "\"");
      if (holds && age >= searchLag.toNanos()) {
        items
            .addObject()
            .put("result_score", 0.3)
            .set("item", object().put("id", person.path("id").asLong()).put("type", "person"));
      }
    }
    return data(object().set("items", items));
  }

  private MockResponse leads(Call call, String rest) {
    if (rest.isEmpty() && call.method().equals("POST")) {
      JsonNode body = call.json();
      checkLead(call, body);
      breach(body.path("title").asText().isBlank(), call, "a lead has a title");
      if (!persons.containsKey(body.path("person_id").asLong())) {
        return refusal(400, "A lead must be linked to a person or an organization");
      }
      ObjectNode lead = body.deepCopy();
      lead.put("id", UUID.randomUUID().toString()).put("is_archived", false);
      leads.put(lead.path("id").asText(), lead);
      return answer(201, ok(lead));
    }
    if (rest.isEmpty() || rest.equals("/archived")) {
      String person = call.url().queryParameter("person_id");
      boolean archived = !rest.isEmpty();
      return data(
          array(
              leads.values(),
              lead ->
                  lead.path("is_archived").asBoolean() == archived
                      && (person == null || lead.path("person_id").asText().equals(person))));
    }
    ObjectNode lead = leads.get(rest.substring(1));
    if (lead == null) {
      return refusal(404, "Lead not found");
    }
    switch (call.method()) {
      case "GET" -> {}
      case "PATCH" -> {
        checkLead(call, call.json());
        merge(lead, call.json());
      }
      default -> leads.remove(lead.path("id").asText());
    }
    return data(lead);
  }

  private void checkLead(Call call, JsonNode body) {
    for (var entry : body.properties()) {
      JsonNode value = entry.getValue();
      boolean wrong =
          switch (entry.getKey()) {
            case "title", "origin_id" -> !value.isTextual();
            case "person_id" -> !value.isIntegralNumber();
            case "expected_close_date" -> !UNICODE_DATE.matcher(value.asText()).matches();
            case "value" ->
                !value.path("amount").isNumber() || value.path("currency").asText().length() != 3;
            default -> {
              String key = entry.getKey().replaceFirst("_currency$", "");
              yield !dealFields.containsKey(key)
                  || (key.equals(entry.getKey()) && !typed(call, dealFields, key, value, true));
            }
          };
      breach(wrong, call, "lead field " + entry.getKey() + " = " + value);
    }
  }

  private boolean typed(
      Call call, Map<String, ObjectNode> fields, String code, JsonNode value, boolean lead) {
    JsonNode field = fields.get(code);
    boolean fits =
        field != null
            && switch (field.path("field_type").asText()) {
              case "enum" ->
                  value.isInt()
                      && field.path("options").toString().contains("\"id\":" + value.asInt() + ",");
              case "double" -> value.isNumber();
              case "monetary" -> lead ? value.isNumber() : value.path("value").isNumber();
              case "date" -> UNICODE_DATE.matcher(value.asText()).matches();
              case "varchar" -> value.isTextual() && value.asText().length() <= 255;
              default -> true;
            };
    breach(!fits, call, "custom field " + code + " = " + value);
    return fits;
  }

  private MockResponse notes(Call call, String rest) {
    if (call.method().equals("GET")) {
      return data(array(notes.values(), note -> on(call, note)));
    }
    if (call.method().equals("DELETE")) {
      notes.remove(Long.parseLong(rest.substring(1)));
      return data(JSON.getNodeFactory().booleanNode(true));
    }
    JsonNode body = call.json();
    keys(call, body, Set.of("content", "lead_id", "person_id"));
    String content = body.path("content").asText();
    breach(content.isEmpty() || content.length() > NOTE_CHARACTERS_MAX, call, "content's length");
    breach(body.has("lead_id") == body.has("person_id"), call, "a note hangs on one record");
    breach(
        body.has("lead_id")
            ? !leads.containsKey(body.path("lead_id").asText())
            : !persons.containsKey(body.path("person_id").asLong()),
        call,
        "no such record");
    ObjectNode note = body.deepCopy();
    note.put("id", ++ids);
    notes.put(ids, note);
    return data(note);
  }

  private static boolean on(Call call, ObjectNode record) {
    for (String key : List.of("lead_id", "person_id")) {
      String wanted = call.url().queryParameter(key);
      if (wanted != null && !record.path(key).asText().equals(wanted)) {
        return false;
      }
    }
    return true;
  }

  private MockResponse activities(Call call, String rest) {
    if (call.method().equals("GET")) {
      return data(array(activities.values(), activity -> on(call, activity)));
    }
    if (call.method().equals("DELETE")) {
      activities.remove(Long.parseLong(rest.substring(1)));
      return data(object());
    }
    JsonNode body = call.json();
    keys(
        call,
        body,
        Set.of(
            "subject",
            "type",
            "lead_id",
            "done",
            "due_date",
            "due_time",
            "duration",
            "note",
            "participants"));
    breach(!body.path("done").isBoolean(), call, "done is a boolean");
    breach(!UNICODE_DATE.matcher(body.path("due_date").asText()).matches(), call, "due_date");
    breach(!TIME.matcher(body.path("due_time").asText()).matches(), call, "due_time");
    breach(!TIME.matcher(body.path("duration").asText()).matches(), call, "duration");
    breach(!Set.of("call", "task").contains(body.path("type").asText()), call, "type");
    breach(!leads.containsKey(body.path("lead_id").asText()), call, "no such lead");
    breach(
        !persons.containsKey(body.at("/participants/0/person_id").asLong()), call, "participant");
    ObjectNode activity = body.deepCopy();
    activity.put("id", ++ids);
    activities.put(ids, activity);
    return answer(201, ok(activity));
  }

  private MockResponse makeField(Call call) {
    JsonNode body = call.json();
    keys(call, body, Set.of("field_name", "field_type", "options"));
    String code =
        custom(dealFields, body.path("field_name").asText(), body.path("field_type").asText());
    return answer(201, ok(dealFields.get(code)));
  }

  private void keys(Call call, JsonNode body, Set<String> known) {
    body.fieldNames()
        .forEachRemaining(name -> breach(!known.contains(name), call, "unknown key " + name));
  }

  private static ArrayNode array(Iterable<ObjectNode> all, Predicate<ObjectNode> which) {
    ArrayNode array = JSON.createArrayNode();
    for (ObjectNode one : all) {
      if (which.test(one)) {
        array.add(one.deepCopy());
      }
    }
    return array;
  }

  private static ObjectNode ok(JsonNode data) {
    return object().put("success", true).set("data", data);
  }

  private static MockResponse data(JsonNode data) {
    return answer(200, ok(data));
  }

  private static MockResponse refusal(int status, String error) {
    return answer(status, object().put("success", false).put("error", error));
  }
}
