package dev.parley.crm.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.HttpUrl;

/// HubSpot as far as leads meet it: contacts with unique properties, notes, associations,
/// properties, OAuth; and what goes wrong there.
final class HubSpotSimulator extends Dispatcher implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// Something that happens to one request instead of, or after, what it asked for.
  record Fault(String method, String path, int status, String body, boolean afterCommit) {}

  final Map<String, ObjectNode> contacts = new LinkedHashMap<>();
  final Map<String, ObjectNode> notes = new LinkedHashMap<>();
  final Map<String, ObjectNode> properties = new LinkedHashMap<>();
  final List<String> requests = new ArrayList<>();
  final AtomicInteger refreshes = new AtomicInteger();
  final Deque<Fault> faults = new ArrayDeque<>();
  final Set<String> tokens = new java.util.HashSet<>(Set.of("pat-good"));

  /// Reads that do not see a contact yet, as if somebody made it a moment later.
  int unseenReads;

  boolean refreshTokenRevoked;
  private int ids = 100;
  private final MockWebServer server = new MockWebServer();

  HubSpotSimulator() throws IOException {
    for (String name : List.of("email", "phone", "firstname", "lastname", "company", "city")) {
      property(name, name.equals("email"));
    }
    server.setDispatcher(this);
    server.start();
  }

  HttpUrl url() {
    return server.url("/");
  }

  void property(String name, boolean unique) {
    properties.put(name, node().put("name", name).put("hasUniqueValue", unique));
  }

  void fault(String method, String path, int status, String body) {
    faults.add(new Fault(method, path, status, body, false));
  }

  /// The request is carried out and its answer lost.
  void loseAnswer(String method, String path) {
    faults.add(new Fault(method, path, 0, "", true));
  }

  @Override
  public synchronized MockResponse dispatch(RecordedRequest request) {
    HttpUrl url = request.getUrl();
    String path = url.encodedPath();
    requests.add(request.getMethod() + " " + path);
    Optional<Fault> fault =
        Optional.ofNullable(faults.peek())
            .filter(next -> next.method().equals(request.getMethod()))
            .filter(next -> path.startsWith(next.path()));
    fault.ifPresent(_ -> faults.poll());
    if (fault.isPresent() && !fault.get().afterCommit()) {
      return answer(fault.get().status(), fault.get().body());
    }
    MockResponse answer = answer(request, url, path);
    return fault.isPresent()
        ? new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build()
        : answer;
  }

  private MockResponse answer(RecordedRequest request, HttpUrl url, String path) {
    if (path.equals("/oauth/v1/token")) {
      return token();
    }
    String authorization = request.getHeaders().get("Authorization");
    if (authorization == null || !tokens.contains(authorization.replace("Bearer ", ""))) {
      return error(401, "EXPIRED_AUTHENTICATION", "The OAuth token used to make this call expired");
    }
    JsonNode body = read(request);
    List<String> parts = url.pathSegments();
    return switch (request.getMethod() + " " + parts.size() + " " + parts.get(3 % parts.size())) {
      case "GET 4 contacts" -> answer(200, list(properties.values()).toString());
      case "POST 4 contacts" ->
          parts.get(2).equals("properties") ? makeProperty(body) : create(body);
      case "GET 5 contacts" -> get(parts.get(4), url.queryParameter("idProperty"));
      case "PATCH 5 contacts" -> patch(parts.get(4), body);
      case "POST 4 notes" -> note(body);
      case "GET 7 contacts" -> associated(parts.get(4));
      case "POST 6 notes" -> readNotes(body);
      default -> error(404, "OBJECT_NOT_FOUND", "no such path");
    };
  }

  private MockResponse token() {
    if (refreshTokenRevoked) {
      return answer(400, "{\"status\":\"BAD_REFRESH_TOKEN\",\"message\":\"missing or invalid\"}");
    }
    String token = "oauth-" + refreshes.incrementAndGet();
    tokens.add(token);
    return answer(
        200,
        node()
            .put("access_token", token)
            .put("refresh_token", "refresh-1")
            .put("expires_in", 1800)
            .toString());
  }

  private MockResponse get(String key, String idProperty) {
    Optional<ObjectNode> found = find(key, idProperty == null ? "id" : idProperty);
    if (found.isPresent() && unseenReads > 0 && idProperty != null) {
      unseenReads--;
      return error(404, "OBJECT_NOT_FOUND", "resource not found");
    }
    return found
        .map(contact -> answer(200, contact.toString()))
        .orElseGet(() -> error(404, "OBJECT_NOT_FOUND", "resource not found"));
  }

  private Optional<ObjectNode> find(String key, String property) {
    return contacts.values().stream()
        .filter(
            contact ->
                property.equals("id")
                    ? contact.path("id").asText().equals(key)
                    : contact.path("properties").path(property).asText().equalsIgnoreCase(key))
        .findFirst();
  }

  private MockResponse create(JsonNode body) {
    if (!body.path("associations").isArray()) {
      return error(400, "VALIDATION_ERROR", "associations is required");
    }
    return checked(body, Optional.empty())
        .orElseGet(
            () -> {
              ObjectNode contact = node().put("id", String.valueOf(++ids));
              contact.set("properties", body.path("properties").deepCopy());
              contacts.put(contact.path("id").asText(), contact);
              return answer(201, contact.toString());
            });
  }

  private MockResponse patch(String id, JsonNode body) {
    ObjectNode contact = contacts.get(id);
    if (contact == null) {
      return error(404, "OBJECT_NOT_FOUND", "resource not found");
    }
    return checked(body, Optional.of(id))
        .orElseGet(
            () -> {
              ((ObjectNode) contact.path("properties"))
                  .setAll((ObjectNode) body.path("properties"));
              return answer(200, contact.toString());
            });
  }

  /// Strings only, known properties only, unique values once.
  private Optional<MockResponse> checked(JsonNode body, Optional<String> self) {
    for (var entry : body.path("properties").properties()) {
      JsonNode property = properties.get(entry.getKey());
      if (property == null) {
        return Optional.of(
            error(400, "VALIDATION_ERROR", "Property " + entry.getKey() + " does not exist"));
      }
      if (!entry.getValue().isTextual()) {
        return Optional.of(error(400, "VALIDATION_ERROR", "values are strings"));
      }
      if (property.path("hasUniqueValue").asBoolean()) {
        Optional<String> holder =
            find(entry.getValue().asText(), entry.getKey())
                .map(contact -> contact.path("id").asText())
                .filter(id -> !self.equals(Optional.of(id)));
        if (holder.isPresent()) {
          return Optional.of(
              error(409, "CONFLICT", "Contact already exists. Existing ID: " + holder.get()));
        }
      }
    }
    return Optional.empty();
  }

  private MockResponse makeProperty(JsonNode body) {
    String name = body.path("name").asText();
    if (properties.containsKey(name)) {
      return error(409, "CONFLICT", "Property already exists");
    }
    property(name, body.path("hasUniqueValue").asBoolean());
    return answer(201, properties.get(name).toString());
  }

  private MockResponse note(JsonNode body) {
    String contact = body.at("/associations/0/to/id").asText();
    int type = body.at("/associations/0/types/0/associationTypeId").asInt();
    if (!contacts.containsKey(contact) || type != 202) {
      return error(400, "VALIDATION_ERROR", "bad association");
    }
    ObjectNode note = body.deepCopy();
    note.put("id", String.valueOf(++ids)).put("contact", contact);
    notes.put(note.path("id").asText(), note);
    return answer(201, note.toString());
  }

  private MockResponse associated(String contact) {
    List<ObjectNode> found = new ArrayList<>();
    notes.values().stream()
        .filter(note -> note.path("contact").asText().equals(contact))
        .forEach(note -> found.add(node().put("toObjectId", note.path("id").asLong())));
    return answer(200, list(found).toString());
  }

  private MockResponse readNotes(JsonNode body) {
    List<ObjectNode> found = new ArrayList<>();
    body.path("inputs").forEach(input -> found.add(notes.get(input.path("id").asText())));
    return answer(200, list(found).toString());
  }

  private static ObjectNode list(Iterable<ObjectNode> nodes) {
    ObjectNode list = node();
    ArrayNode results = list.putArray("results");
    nodes.forEach(results::add);
    return list;
  }

  private static MockResponse error(int status, String category, String message) {
    return answer(
        status,
        node()
            .put("status", "error")
            .put("message", message)
            .put("category", category)
            .put("correlationId", "c0ffee00-0000-0000-0000-000000000000")
            .toString());
  }

  private static MockResponse answer(int status, String body) {
    return new MockResponse.Builder()
        .code(status)
        .addHeader("Content-Type", "application/json")
        .body(body)
        .build();
  }

  private static JsonNode read(RecordedRequest request) {
    try {
      return request.getBody() == null
          ? node()
          : JSON.readTree(request.getBody().utf8().isEmpty() ? "{}" : request.getBody().utf8());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ObjectNode node() {
    return JSON.createObjectNode();
  }

  @Override
  public void close() {
    server.close();
  }
}
