package dev.parley.crm.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.crm.acceptance.Simulator;
import dev.parley.crm.salesforce.SalesforceOrg.Field;
import dev.parley.crm.salesforce.SalesforceOrg.Refused;
import dev.parley.crm.salesforce.SalesforceOrg.Written;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mockwebserver3.MockResponse;
import okhttp3.Headers;
import okhttp3.HttpUrl;

/// Salesforce's REST API over an org: sign-in by both flows, sessions that end, the daily limit,
/// records by id and by key, composites that roll back, queries, descriptions, custom fields.
final class SalesforceSimulator extends Simulator {
  private static final String ROOT = "/services/data/v68.0/";
  private static final Pattern QUERY =
      Pattern.compile(
          "SELECT Id, Subject FROM Task WHERE WhoId = '(\\w{18})' AND Subject LIKE '([^'%]+)%'");

  final SalesforceOrg org = new SalesforceOrg();
  final List<String> granted = new ArrayList<>();
  final Set<String> sessions = new HashSet<>();
  boolean revoked;
  int callsLeft = Integer.MAX_VALUE;
  int lockedRows;
  PublicKey certificate;

  @Override
  protected boolean writes(Call call) {
    return !call.method().equals("GET") && !call.path().startsWith("/services/oauth2/");
  }

  @Override
  protected MockResponse answer(Call call) {
    if (call.path().equals("/services/oauth2/token")) {
      return token(call);
    }
    String authorization = String.valueOf(call.headers().get("Authorization"));
    if (!sessions.contains(authorization.replaceFirst("^Bearer ", ""))) {
      return refusal(new Refused(401, error("INVALID_SESSION_ID", "Session expired or invalid")));
    }
    if (--callsLeft < 0) {
      return refusal(
          new Refused(403, error("REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.")));
    }
    breach(!call.path().startsWith(ROOT), call, "no API version");
    breach(!"application/json".equals(call.headers().get("Accept")), call, "no JSON asked for");
    breach(
        !call.body().isEmpty()
            && !String.valueOf(call.headers().get("Content-Type")).startsWith("application/json"),
        call,
        "no JSON sent");
    try {
      return route(call, call.path().substring(ROOT.length()));
    } catch (Refused e) {
      return refusal(e);
    }
  }

  private MockResponse route(Call call, String path) {
    if (call.method().equals("POST") && path.equals("composite")) {
      return limited(200, composite(call));
    }
    if (call.method().equals("GET") && path.equals("query")) {
      return limited(200, query(call));
    }
    if (call.method().equals("DELETE") && path.equals("composite/sobjects")) {
      return limited(200, deleteTasks(call));
    }
    if (call.method().equals("POST") && path.equals("tooling/sobjects/CustomField")) {
      return limited(201, customField(call));
    }
    if (call.method().equals("GET") && path.endsWith("/describe")) {
      return limited(200, org.describe(path.split("/", -1)[1]));
    }
    Written written = record(call, call.method(), call.url(), call.json(), false);
    return limited(written.status(), written.body());
  }

  /// One request for a record, alone or as a part of a composite.
  private Written record(
      Call call, String method, HttpUrl url, JsonNode body, boolean saveDuplicates) {
    List<String> parts = url.pathSegments();
    String object = parts.get(4);
    breach(!Set.of("Lead", "Task").contains(object), call, "unknown object " + object);
    if (lockedRows > 0 && !method.equals("GET")) {
      lockedRows--;
      throw new Refused(400, error("UNABLE_TO_LOCK_ROW", "unable to obtain exclusive access"));
    }
    return switch (method + " " + parts.size()) {
      case "POST 5" -> {
        String id = org.create(object, body, saveDuplicates);
        yield new Written(201, object().put("id", id).put("success", true));
      }
      case "GET 6" -> new Written(200, org.read(object, parts.get(5), wanted(url)));
      case "GET 7" ->
          new Written(
              200,
              org.byKey(object, parts.get(5), parts.get(6))
                  .map(id -> org.read(object, id, wanted(url)))
                  .orElseThrow(() -> new Refused(404, error("NOT_FOUND", "does not exist"))));
      case "PATCH 6" -> {
        org.update(object, parts.get(5), body);
        yield new Written(204, JSON.missingNode());
      }
      case "PATCH 7" -> org.upsert(object, parts.get(5), parts.get(6), body, saveDuplicates);
      case "DELETE 6" -> {
        if (org.leads.remove(parts.get(5)) == null) {
          throw new Refused(404, error("ENTITY_IS_DELETED", "entity is deleted"));
        }
        org.tasks.values().removeIf(task -> task.path("WhoId").asText().equals(parts.get(5)));
        yield new Written(204, JSON.missingNode());
      }
      default -> {
        breach(true, call, "no such resource");
        throw new Refused(404, error("NOT_FOUND", "no such resource"));
      }
    };
  }

  private static String wanted(HttpUrl url) {
    return Optional.ofNullable(url.queryParameter("fields")).orElse("Id");
  }

  private ObjectNode composite(Call call) {
    JsonNode requests = call.json().path("compositeRequest");
    breach(!call.json().path("allOrNone").asBoolean(), call, "half a lead could be left");
    breach(requests.isEmpty() || requests.size() > 25, call, requests.size() + " parts");
    Map<String, ObjectNode> leads = copy(org.leads);
    Map<String, ObjectNode> tasks = copy(org.tasks);
    Map<String, String> ids = new HashMap<>();
    ObjectNode answer = object();
    ArrayNode responses = answer.putArray("compositeResponse");
    Optional<Refused> refused = Optional.empty();
    int failed = -1;
    for (int i = 0; i < requests.size() && refused.isEmpty(); i++) {
      JsonNode part = requests.get(i);
      try {
        Written written = part(call, part, ids);
        ids.put(part.path("referenceId").asText(), written.body().path("id").asText());
        add(responses, part, written.status(), written.body());
      } catch (Refused e) {
        refused = Optional.of(e);
        failed = i;
      }
    }
    if (refused.isPresent()) {
      restore(org.leads, leads);
      restore(org.tasks, tasks);
      responses.removeAll();
      JsonNode halted =
          JSON.createArrayNode().add(error("PROCESSING_HALTED", "The transaction was rolled back"));
      for (int i = 0; i < requests.size(); i++) {
        boolean culprit = i == failed;
        add(
            responses,
            requests.get(i),
            culprit ? refused.get().status : 400,
            culprit ? refused.get().body : halted);
      }
    }
    return answer;
  }

  private Written part(Call call, JsonNode part, Map<String, String> ids) {
    String reference = part.path("referenceId").asText();
    breach(!reference.matches("[A-Za-z]\\w*"), call, "referenceId " + reference);
    String path = part.path("url").asText();
    breach(!path.startsWith(ROOT), call, "part " + path);
    ObjectNode body = part.path("body").deepCopy();
    for (var entry : body.properties()) {
      if (entry.getValue().asText().startsWith("@{")) {
        String name = entry.getValue().asText().replaceAll("@\\{|\\.id}", "");
        body.put(entry.getKey(), String.valueOf(ids.get(name)));
      }
    }
    String rule = part.at("/httpHeaders/Sforce-Duplicate-Rule-Header").asText();
    return record(
        call,
        part.path("method").asText(),
        url().resolve(path),
        body,
        rule.contains("allowSave=true"));
  }

  private static void add(ArrayNode responses, JsonNode part, int status, JsonNode body) {
    ObjectNode response = responses.addObject();
    response.set("body", body.isMissingNode() ? JSON.nullNode() : body);
    response.put("httpStatusCode", status).putObject("httpHeaders");
    response.put("referenceId", part.path("referenceId").asText());
  }

  private static Map<String, ObjectNode> copy(Map<String, ObjectNode> records) {
    Map<String, ObjectNode> copy = new LinkedHashMap<>();
    records.forEach((id, record) -> copy.put(id, record.deepCopy()));
    return copy;
  }

  private static void restore(Map<String, ObjectNode> records, Map<String, ObjectNode> before) {
    records.clear();
    records.putAll(before);
  }

  private ObjectNode query(Call call) {
    Matcher query = QUERY.matcher(String.valueOf(call.url().queryParameter("q")));
    ObjectNode result = object().put("done", true);
    ArrayNode records = result.putArray("records");
    if (breach(!query.matches(), call, "query " + call.url().query())) {
      return result;
    }
    org.tasks.values().stream()
        .filter(task -> task.path("WhoId").asText().equals(query.group(1)))
        .filter(task -> task.path("Subject").asText().startsWith(query.group(2)))
        .forEach(
            task ->
                records
                    .addObject()
                    .put("Id", task.path("Id").asText())
                    .put("Subject", task.path("Subject").asText()));
    return result.put("totalSize", records.size());
  }

  private ArrayNode deleteTasks(Call call) {
    ArrayNode results = JSON.createArrayNode();
    for (String id : String.valueOf(call.url().queryParameter("ids")).split(",", -1)) {
      breach(org.tasks.remove(id) == null, call, "no task " + id);
      results.addObject().put("id", id).put("success", true).putArray("errors");
    }
    return results;
  }

  private ObjectNode customField(Call call) {
    JsonNode wanted = call.json();
    String[] name = wanted.path("FullName").asText().split("\\.", -1);
    JsonNode data = wanted.path("Metadata");
    breach(!data.path("type").asText().equals("Text"), call, "type");
    org.add(
        name[0].equals("Activity") ? "Task" : name[0],
        new Field(
            name[1],
            "string",
            data.path("length").asInt(),
            false,
            data.path("externalId").asBoolean() && data.path("unique").asBoolean()));
    return object().put("id", "00N000000000001AAA").put("success", true);
  }

  private MockResponse token(Call call) {
    Map<String, String> form = new HashMap<>();
    HttpUrl parsed = HttpUrl.get("http://form/?" + call.body());
    parsed.queryParameterNames().forEach(name -> form.put(name, parsed.queryParameter(name)));
    boolean good =
        form.getOrDefault("grant_type", "").equals("client_credentials")
            ? form.getOrDefault("client_id", "").equals("consumer-key")
                && form.getOrDefault("client_secret", "").equals("consumer-hush-hush")
            : asserted(form.getOrDefault("assertion", ""));
    if (revoked || !good) {
      return answer(
          400,
          object().put("error", "invalid_grant").put("error_description", "no client approved"));
    }
    String token = "00D000000000001!AQ.session." + granted.size();
    granted.add(token);
    sessions.add(token);
    return answer(
        200,
        object()
            .put("access_token", token)
            .put("instance_url", url().toString())
            .put("token_type", "Bearer")
            .put("issued_at", "1790000000000"));
  }

  private boolean asserted(String assertion) {
    String[] parts = assertion.split("\\.", -1);
    if (parts.length != 3 || certificate == null) {
      return false;
    }
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initVerify(certificate);
      signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
      JsonNode claims = JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
      Instant until = Instant.ofEpochSecond(claims.path("exp").asLong());
      return signature.verify(Base64.getUrlDecoder().decode(parts[2]))
          && claims.path("iss").asText().equals("consumer-key")
          && claims.path("sub").asText().equals("parley@example.com")
          && claims.path("aud").asText().equals("https://login.salesforce.com")
          && until.isAfter(Instant.now())
          && until.isBefore(Instant.now().plusSeconds(180));
    } catch (GeneralSecurityException | java.io.IOException e) {
      return false;
    }
  }

  private static ObjectNode error(String code, String message) {
    return SalesforceOrg.error(code, message);
  }

  private static MockResponse refusal(Refused refused) {
    return limited(refused.status, refused.body);
  }

  private static MockResponse limited(int status, JsonNode body) {
    Headers headers = Headers.of("Sforce-Limit-Info", "api-usage=18/5000");
    return answer(status, body.isMissingNode() ? "" : body.toString(), headers);
  }
}
