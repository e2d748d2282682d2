package dev.parley.crm.zoho;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.crm.acceptance.Simulator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mockwebserver3.MockResponse;
import okhttp3.Headers;
import okhttp3.HttpUrl;

/// Zoho CRM and its accounts server, as far as leads meet them: ten tokens in ten minutes, rows
/// that fail alone, fields with types and unique values, an index that lags, a rate limit.
final class ZohoSimulator extends Simulator {
  private static final String ROOT = "/crm/v8/";
  private static final Pattern CRITERION = Pattern.compile("\\((\\w+):equals:([^()]*)\\)");

  /// @param type as the list of fields names it
  record Field(String name, String type, int length, boolean unique, boolean mandatory) {}

  final Map<String, Field> fields = new TreeMap<>();
  final Map<String, ObjectNode> leads = new LinkedHashMap<>();
  final Map<String, ObjectNode> notes = new LinkedHashMap<>();
  final Map<String, ObjectNode> voiceCalls = new LinkedHashMap<>();
  final List<String> granted = new ArrayList<>();
  final Set<String> tokens = new HashSet<>();
  final Set<String> scopesMissing = new HashSet<>();
  final Set<String> refusedEmails = new HashSet<>();
  boolean revoked;
  int callsLeft = Integer.MAX_VALUE;

  /// Searches that do not find a new lead yet.
  int searchesUnseen = 1;

  Clock clock = Clock.systemUTC();
  private final Map<String, Integer> unseen = new HashMap<>();
  private final List<Instant> grants = new ArrayList<>();
  private long ids = 554023000000100000L;

  ZohoSimulator() {
    for (String name : List.of("First_Name", "Phone", "City", "Lead_Source")) {
      fields.put(name, new Field(name, "text", 100, false, false));
    }
    fields.put("Last_Name", new Field("Last_Name", "text", 80, false, true));
    fields.put("Company", new Field("Company", "text", 200, false, true));
    fields.put("Email", new Field("Email", "email", 100, false, false));
    fields.put("Annual_Revenue", new Field("Annual_Revenue", "currency", 16, false, false));
  }

  @Override
  protected boolean writes(Call call) {
    return !call.method().equals("GET") && call.path().startsWith(ROOT);
  }

  @Override
  protected MockResponse answer(Call call) {
    if (call.path().equals("/oauth/v2/token")) {
      return token(call);
    }
    String authorization = String.valueOf(call.headers().get("Authorization"));
    breach(!authorization.startsWith("Zoho-oauthtoken "), call, "authorization");
    if (!tokens.contains(authorization.replaceFirst("^Zoho-oauthtoken ", ""))) {
      return answer(401, error("INVALID_TOKEN", "invalid oauth token"));
    }
    if (--callsLeft < 0) {
      return answer(
          429,
          error("TOO_MANY_REQUESTS", "too many requests").toString(),
          Headers.of("Retry-After", "30"));
    }
    breach(!call.path().startsWith(ROOT), call, "no API version");
    breach(
        !call.body().isEmpty()
            && !String.valueOf(call.headers().get("Content-Type")).startsWith("application/json"),
        call,
        "no JSON sent");
    return route(call, call.path().substring(ROOT.length()).split("/", -1));
  }

  private MockResponse route(Call call, String[] path) {
    String module = path[path.length == 3 ? 2 : 0];
    if (scopesMissing.contains(path.length == 2 && path[1].equals("search") ? "search" : module)) {
      return answer(401, error("OAUTH_SCOPE_MISMATCH", "invalid oauth scope to access this URL"));
    }
    String shape = call.method() + " " + path.length + " " + module;
    return switch (shape) {
      case "GET 2 settings" -> answer(200, listFields());
      case "POST 2 settings" -> answer(201, makeField(call));
      case "GET 2 Leads" -> path[1].equals("search") ? search(call) : read(call, path[1]);
      case "POST 2 Leads" -> upsert(call);
      case "PUT 2 Leads" -> put(call, path[1]);
      case "DELETE 2 Leads" -> delete(path[1]);
      case "GET 1 Notes" -> found(List.of());
      case "GET 1 Calls" -> found(List.of());
      case "GET 3 Notes" -> related(call, path[1], notes, "Note_Title");
      case "GET 3 Calls" -> related(call, path[1], voiceCalls, "Subject");
      case "POST 1 Notes" -> rows(call, this::note);
      case "POST 1 Calls" -> rows(call, this::call);
      case "DELETE 1 Notes" -> deleteRows(call, notes);
      case "DELETE 1 Calls" -> deleteRows(call, voiceCalls);
      default -> {
        breach(true, call, "no such resource: " + shape);
        yield answer(404, error("INVALID_URL_PATTERN", "Please check the URL"));
      }
    };
  }

  private MockResponse token(Call call) {
    Map<String, String> form = new HashMap<>();
    HttpUrl parsed = HttpUrl.get("http://form/?" + call.body());
    parsed.queryParameterNames().forEach(name -> form.put(name, parsed.queryParameter(name)));
    breach(call.url().querySize() > 0, call, "secrets in an address");
    if (revoked || !"refresh-hush-hush".equals(form.get("refresh_token"))) {
      return answer(200, object().put("error", "invalid_code"));
    }
    if (!"1000.APP".equals(form.get("client_id"))
        || !"client-hush-hush".equals(form.get("client_secret"))
        || !"refresh_token".equals(form.get("grant_type"))) {
      return answer(200, object().put("error", "invalid_client"));
    }
    Instant now = clock.instant();
    grants.removeIf(at -> at.isBefore(now.minus(Duration.ofMinutes(10))));
    if (breach(grants.size() >= 10, call, "more than ten tokens in ten minutes")) {
      return answer(400, object().put("error", "Access Denied"));
    }
    grants.add(now);
    String token = "1000.token-" + granted.size() + "-of-the-test";
    granted.add(token);
    tokens.add(token);
    return answer(
        200,
        object()
            .put("access_token", token)
            .put("api_domain", url().toString())
            .put("token_type", "Bearer")
            .put("expires_in", 3600));
  }

  private ObjectNode listFields() {
    ObjectNode body = object();
    ArrayNode list = body.putArray("fields");
    for (Field field : fields.values()) {
      ObjectNode node =
          list.addObject()
              .put("api_name", field.name())
              .put("field_label", field.name().replace('_', ' '))
              .put("data_type", field.type())
              .put("length", field.length())
              .put("system_mandatory", field.mandatory())
              .put("read_only", false);
      ObjectNode unique = node.putObject("unique");
      if (field.unique()) {
        unique.put("case_sensitive", false);
      }
      node.putArray("pick_list_values");
    }
    return body;
  }

  private ObjectNode makeField(Call call) {
    JsonNode wanted = call.json().path("fields").path(0);
    breach(!"Leads".equals(call.url().queryParameter("module")), call, "module");
    breach(!wanted.path("data_type").asText().equals("text"), call, "data_type");
    String name = wanted.path("field_label").asText().replace(' ', '_');
    boolean unique = wanted.has("unique");
    fields.put(name, new Field(name, "text", wanted.path("length").asInt(), unique, false));
    ObjectNode body = object();
    body.putArray("fields").addObject().put("code", "SUCCESS").put("status", "success");
    return body;
  }

  private MockResponse search(Call call) {
    String criteria = String.valueOf(call.url().queryParameter("criteria"));
    Matcher matcher = CRITERION.matcher(criteria);
    breach(!criteria.startsWith("((") || !criteria.endsWith("))"), call, "criteria " + criteria);
    List<ObjectNode> matches = new ArrayList<>();
    while (matcher.find()) {
      breach(!fields.containsKey(matcher.group(1)), call, "no field " + matcher.group(1));
      by(matcher.group(1), matcher.group(2))
          .filter(lead -> !matches.contains(lead))
          .filter(lead -> unseen.merge(lead.path("id").asText(), -1, Integer::sum) < 0)
          .ifPresent(matches::add);
    }
    return found(matches);
  }

  private MockResponse read(Call call, String id) {
    breach(call.url().queryParameter("fields") == null, call, "fields are required");
    return found(Optional.ofNullable(leads.get(id)).stream().toList());
  }

  private static MockResponse found(List<ObjectNode> records) {
    if (records.isEmpty()) {
      return answer(204, "", Headers.EMPTY);
    }
    ObjectNode body = object();
    body.putArray("data").addAll(records);
    return answer(200, body);
  }

  private Optional<ObjectNode> by(String field, String value) {
    return leads.values().stream()
        .filter(lead -> lead.path(field).asText().equalsIgnoreCase(value))
        .findFirst();
  }

  private MockResponse upsert(Call call) {
    JsonNode check = call.json().path("duplicate_check_fields");
    breach(check.isEmpty(), call, "duplicate_check_fields");
    return rows(
        call,
        row -> {
          for (JsonNode field : check) {
            Optional<ObjectNode> same = by(field.asText(), row.path(field.asText()).asText());
            if (same.isPresent()) {
              return change(same.get(), row)
                  .orElseGet(
                      () -> success(same.get(), "update").put("duplicate_field", field.asText()));
            }
          }
          return insert(row);
        });
  }

  private ObjectNode insert(JsonNode row) {
    for (Field field : fields.values()) {
      if (field.mandatory() && row.path(field.name()).asText("").isBlank()) {
        return refusal("MANDATORY_NOT_FOUND", "required field not found", field.name());
      }
    }
    ObjectNode lead = object().put("id", String.valueOf(++ids));
    return change(lead, row)
        .orElseGet(
            () -> {
              leads.put(lead.path("id").asText(), lead);
              unseen.put(lead.path("id").asText(), searchesUnseen);
              return success(lead, "insert").putNull("duplicate_field");
            });
  }

  /// Keys that are no fields are dropped without a word.
  private Optional<ObjectNode> change(ObjectNode lead, JsonNode row) {
    for (var entry : row.properties()) {
      Field field = fields.get(entry.getKey());
      if (field != null && !entry.getValue().isNull()) {
        Optional<ObjectNode> refusal = check(field, entry.getValue(), lead);
        if (refusal.isPresent()) {
          return refusal;
        }
      }
    }
    row.properties().stream()
        .filter(entry -> fields.containsKey(entry.getKey()))
        .forEach(entry -> lead.set(entry.getKey(), entry.getValue()));
    return Optional.empty();
  }

  private Optional<ObjectNode> check(Field field, JsonNode value, ObjectNode lead) {
    boolean fits = field.type().equals("currency") ? value.isNumber() : value.isTextual();
    if (!fits || value.asText().length() > field.length()) {
      return Optional.of(refusal("INVALID_DATA", "invalid data", field.name()));
    }
    if (field.type().equals("email") && refusedEmails.contains(value.asText())) {
      return Optional.of(refusal("INVALID_DATA", value.asText() + " is refused", field.name()));
    }
    Optional<ObjectNode> holder =
        by(field.name(), value.asText())
            .filter(other -> field.unique() && !other.path("id").equals(lead.path("id")));
    return holder.map(
        other -> {
          ObjectNode refusal = refusal("DUPLICATE_DATA", "duplicate data", field.name());
          ((ObjectNode) refusal.path("details")).put("id", other.path("id").asText());
          return refusal;
        });
  }

  private MockResponse put(Call call, String id) {
    ObjectNode lead = leads.get(id);
    return rows(
        call,
        row ->
            lead == null
                ? refusal("INVALID_DATA", "the id given seems to be invalid", "id")
                : change(lead, row).orElseGet(() -> success(lead, "update")));
  }

  private MockResponse delete(String id) {
    ObjectNode lead = leads.remove(id);
    ObjectNode row =
        lead == null
            ? refusal("INVALID_DATA", "the id given seems to be invalid", "id")
            : success(lead, "delete");
    return answered(List.of(row));
  }

  private MockResponse related(Call call, String lead, Map<String, ObjectNode> rows, String title) {
    breach(!title.equals(call.url().queryParameter("fields")), call, "fields");
    return found(
        rows.values().stream().filter(row -> row.path("lead").asText().equals(lead)).toList());
  }

  private ObjectNode note(JsonNode row) {
    String lead = row.at("/Parent_Id/id").asText();
    boolean whole =
        row.at("/Parent_Id/module/api_name").asText().equals("Leads")
            && leads.containsKey(lead)
            && row.path("Note_Title").asText().length() <= 120
            && row.path("Note_Content").asText().length() <= 32_000
            && !row.path("Note_Content").asText().isEmpty();
    return whole ? keep(notes, row, lead) : refusal("INVALID_DATA", "invalid", "Parent_Id");
  }

  private ObjectNode call(JsonNode row) {
    String lead = row.at("/What_Id/id").asText();
    boolean whole =
        row.path("$se_module").asText().equals("Leads")
            && leads.containsKey(lead)
            && Set.of("Inbound", "Outbound", "Missed").contains(row.path("Call_Type").asText())
            && row.path("Call_Duration").asText().matches("\\d{2,}:\\d\\d")
            && row.path("Call_Start_Time")
                .asText()
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d[+-]\\d\\d:\\d\\d");
    return whole ? keep(voiceCalls, row, lead) : refusal("INVALID_DATA", "invalid", "What_Id");
  }

  private ObjectNode keep(Map<String, ObjectNode> rows, JsonNode row, String lead) {
    ObjectNode kept = row.deepCopy();
    kept.put("id", String.valueOf(++ids)).put("lead", lead);
    rows.put(kept.path("id").asText(), kept);
    return success(kept, "insert");
  }

  private MockResponse deleteRows(Call call, Map<String, ObjectNode> rows) {
    List<ObjectNode> results = new ArrayList<>();
    for (String id : String.valueOf(call.url().queryParameter("ids")).split(",", -1)) {
      ObjectNode removed = rows.remove(id);
      breach(removed == null, call, "no row " + id);
      results.add(success(object().put("id", id), "delete"));
    }
    return answered(results);
  }

  private interface RowWork {
    ObjectNode of(JsonNode row);
  }

  private MockResponse rows(Call call, RowWork work) {
    JsonNode rows = call.json().path("data");
    breach(rows.isEmpty() || rows.size() > 100, call, rows.size() + " rows");
    List<ObjectNode> results = new ArrayList<>();
    rows.forEach(row -> results.add(work.of(row)));
    return answered(results);
  }

  /// Some rows failed: 207; all: 400.
  private static MockResponse answered(List<ObjectNode> results) {
    ObjectNode body = object();
    body.putArray("data").addAll(results);
    long good =
        results.stream().filter(row -> row.path("status").asText().equals("success")).count();
    return answer(good == results.size() ? 200 : good == 0 ? 400 : 207, body);
  }

  private static ObjectNode success(ObjectNode record, String action) {
    ObjectNode row = object().put("code", "SUCCESS").put("status", "success").put("action", action);
    row.putObject("details").put("id", record.path("id").asText());
    return row;
  }

  private static ObjectNode refusal(String code, String message, String field) {
    ObjectNode row = error(code, message);
    row.putObject("details").put("api_name", field);
    return row;
  }

  private static ObjectNode error(String code, String message) {
    ObjectNode error = object().put("code", code).put("message", message).put("status", "error");
    error.putObject("details");
    return error;
  }
}
