package dev.parley.channel.sandbox.whatsapp;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.channel.sandbox.Call;
import dev.parley.channel.sandbox.Counter;
import dev.parley.channel.sandbox.Ids;
import dev.parley.channel.sandbox.PhoneEvent;
import dev.parley.channel.sandbox.Reply;
import dev.parley.config.json.Json;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// The Graph endpoints, over HTTP.
final class GraphResource {
  private static final Pattern VERSION = Pattern.compile("v2[0-9]\\.0");
  private static final int JSON_BYTES_MAX = 512 * 1024;

  private final Rooms rooms;
  private final Outgoing outgoing;
  private final SendRequest.Reader reader;
  private final Counter counter;

  GraphResource(Rooms rooms, Outgoing outgoing) {
    this.rooms = rooms;
    this.outgoing = outgoing;
    this.reader = new SendRequest.Reader(rooms.users, rooms.files, rooms.templates, rooms.wamids);
    this.counter = new Counter(rooms.faults, Refusal::reply, GraphResource::headers);
  }

  void routing(HttpRules rules) {
    rules
        .post("/{version}/{id}/messages", this::messages)
        .post("/{version}/{id}/media", (in, out) -> serve(Call.MEDIA, in, out, () -> upload(in)))
        .post(
            "/{version}/{id}/subscribed_apps",
            (in, out) -> serve(Call.FETCH, in, out, () -> success()))
        .get(
            "/{version}/{id}/message_templates",
            (in, out) -> serve(Call.TEMPLATES, in, out, () -> templates(in)))
        .get("/media-download/{token}", (in, out) -> serve(Call.MEDIA, in, out, () -> file(in)))
        .get("/{version}/{id}", (in, out) -> serve(Call.MEDIA, in, out, () -> object(in)))
        .delete("/{version}/{id}", (in, out) -> serve(Call.MEDIA, in, out, () -> delete(in)));
  }

  private static Map<String, String> headers() {
    return Map.of(
        "facebook-api-version", "v23.0",
        "x-fb-trace-id", Ids.hex().substring(0, 11),
        "x-fb-request-id", Ids.hex());
  }

  private void serve(Call call, ServerRequest in, ServerResponse out, Supplier<Reply> work) {
    counter.serve(call, out, () -> authorized(in, work));
  }

  private Reply authorized(ServerRequest in, Supplier<Reply> work) {
    try {
      authorize(in);
      return work.get();
    } catch (Refusal refusal) {
      return refusal.reply();
    }
  }

  private void authorize(ServerRequest in) {
    String header = in.headers().first(HeaderNames.AUTHORIZATION).orElse("");
    String token = rooms.app.accessToken().reveal();
    if (!MessageDigest.isEqual(header.getBytes(UTF_8), ("Bearer " + token).getBytes(UTF_8))) {
      throw new Refusal(401, 190, "The access token is not one of this app.");
    }
    String proof = in.query().first("appsecret_proof").orElse("");
    if (!proof.isEmpty()
        && !proof.equals(HubSignature.hex(rooms.app.appSecret(), token.getBytes(UTF_8)))) {
      throw new Refusal(100, "Invalid appsecret_proof provided in the API argument");
    }
    String version = in.path().pathParameters().first("version").orElse("v23.0");
    if (!VERSION.matcher(version).matches()) {
      throw new Refusal(2635, "You are calling a version this API does not have");
    }
  }

  private BusinessNumber number(ServerRequest in) {
    String id = in.path().pathParameters().get("id");
    return rooms
        .number(id)
        .orElseThrow(() -> new Refusal(100, "Object with ID '" + clean(id) + "' does not exist"));
  }

  private static String clean(String id) {
    return id.length() > 40 ? "…" : id.replaceAll("[^A-Za-z0-9_.-]", "?");
  }

  /// Sending and marking as read share an address; a fault is for one of them.
  private void messages(ServerRequest in, ServerResponse out) {
    byte[] bytes = in.content().as(byte[].class);
    boolean isMark = new String(bytes, UTF_8).contains("\"status\"");
    serve(isMark ? Call.READ : Call.SEND, in, out, () -> message(in, bytes));
  }

  private Reply message(ServerRequest in, byte[] bytes) {
    BusinessNumber number = number(in);
    String type = in.headers().first(HeaderNames.CONTENT_TYPE).orElse("");
    if (!type.startsWith("application/json") || bytes.length > JSON_BYTES_MAX) {
      throw new Refusal(100, "The body must be JSON of at most " + JSON_BYTES_MAX + " bytes");
    }
    ObjectNode json = parsed(bytes);
    if (json.has("status")) {
      return mark(number, Fields.of(json, ""));
    }
    SendRequest request = reader.read(json);
    String wamid = outgoing.take(number, request);
    ObjectNode answer = Json.object().put("messaging_product", "whatsapp");
    ObjectNode contact = answer.putArray("contacts").addObject().put("input", request.input());
    if (json.has("to")) {
      contact.put("wa_id", request.user().phone().orElse(""));
    } else {
      contact.put("user_id", request.user().userId());
    }
    ObjectNode message = answer.putArray("messages").addObject().put("id", wamid);
    if (request.isTemplate()) {
      message.put("message_status", "accepted");
    }
    return Reply.json(200, answer);
  }

  private static ObjectNode parsed(byte[] bytes) {
    try {
      JsonNode json = Json.parse(bytes);
      return json instanceof ObjectNode object ? object : Fields.of(json, "body").node();
    } catch (JsonProcessingException e) {
      throw new Refusal(100, "The body is not JSON");
    }
  }

  private Reply mark(BusinessNumber number, Fields fields) {
    fields.knowsOnly("messaging_product", "status", "message_id", "typing_indicator");
    fields.oneOf("messaging_product", "whatsapp");
    fields.oneOf("status", "read");
    String wamid = fields.text("message_id", 200);
    Wamids.Whose whose =
        rooms
            .wamids
            .whose(wamid)
            .filter(known -> known.own() && known.phoneNumberId().equals(number.id()))
            .orElseThrow(() -> new Refusal(131009, "message_id is no message to this number"));
    boolean types =
        fields
            .maybeObject("typing_indicator")
            .map(typing -> typing.knowsOnly("type").oneOf("type", "text"))
            .isPresent();
    String contact = rooms.users.byId(whose.userId()).address();
    rooms.phones.happened(
        new PhoneEvent.Ticked(number.address(), contact, wamid, PhoneEvent.Tick.READ));
    if (types) {
      rooms.phones.happened(new PhoneEvent.Typing(number.address(), contact));
    }
    return success();
  }

  private static Reply success() {
    return Reply.json(200, Json.object().put("success", true));
  }

  private Reply upload(ServerRequest in) {
    BusinessNumber number = number(in);
    String type = in.headers().first(HeaderNames.CONTENT_TYPE).orElse("");
    Upload upload = Upload.of(type, in.content().as(byte[].class));
    MediaCheck.uploaded(upload.file().type(), upload.file().bytes().length);
    String id = rooms.files.add(number.id(), upload.file()).id();
    return Reply.json(200, Json.object().put("id", id));
  }

  private Reply object(ServerRequest in) {
    String id = in.path().pathParameters().get("id");
    if (rooms.number(id).isPresent()) {
      return Reply.json(200, number(in).json());
    }
    Files.Stored stored = stored(in);
    byte[] bytes = stored.file().bytes();
    return Reply.json(
        200,
        Json.object()
            .put("url", rooms.servedAt() + "/media-download/" + rooms.files.address(stored.id()))
            .put("mime_type", stored.file().type())
            .put("sha256", HexFormat.of().formatHex(Files.sha256(bytes)))
            .put("file_size", bytes.length)
            .put("id", stored.id())
            .put("messaging_product", "whatsapp"));
  }

  private Files.Stored stored(ServerRequest in) {
    String id = in.path().pathParameters().get("id");
    String owner = in.query().first("phone_number_id").orElse("");
    return rooms
        .files
        .get(id)
        .filter(file -> owner.isEmpty() || owner.equals(file.phoneNumberId()))
        .orElseThrow(() -> new Refusal(100, "Object with ID '" + clean(id) + "' does not exist"));
  }

  private Reply delete(ServerRequest in) {
    rooms.files.remove(stored(in).id());
    return success();
  }

  private Reply file(ServerRequest in) {
    return rooms
        .files
        .at(in.path().pathParameters().get("token"))
        .map(stored -> new Reply(200, stored.file().type(), Map.of(), stored.file().bytes()))
        .orElseGet(() -> new Reply(404, "", Map.of(), new byte[0]));
  }

  private Reply templates(ServerRequest in) {
    if (!in.path().pathParameters().get("id").equals(rooms.app.accountId())) {
      throw new Refusal(100, "Object with this ID does not exist");
    }
    String limit = in.query().first("limit").orElse("25");
    if (!limit.matches("[0-9]{1,4}")) {
      throw new Refusal(100, "limit is not a number");
    }
    return Reply.json(
        200,
        rooms.templates.json(
            in.query().first("name").asOptional(),
            Integer.parseInt(limit),
            in.query().first("after").asOptional()));
  }
}
