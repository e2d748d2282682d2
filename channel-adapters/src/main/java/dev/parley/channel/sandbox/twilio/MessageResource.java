package dev.parley.channel.sandbox.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.channel.sandbox.Call;
import dev.parley.channel.sandbox.Counter;
import dev.parley.channel.sandbox.Ids;
import dev.parley.channel.sandbox.Reply;
import dev.parley.config.json.Json;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// The REST resources, over HTTP.
final class MessageResource {
  private static final String ACCOUNT = "/2010-04-01/Accounts/{account}";
  private static final String ONE = ACCOUNT + "/Messages/{message}";
  private static final int FORM_BYTES_MAX = 256 * 1024;

  private final Rooms rooms;
  private final Outgoing outgoing;
  private final CallResource calls;
  private final int concurrentMax;
  private final Counter counter;
  private final List<String> users;
  private final AtomicInteger concurrent = new AtomicInteger();

  MessageResource(Rooms rooms, Outgoing outgoing, CallResource calls, int concurrentMax) {
    this.rooms = rooms;
    this.outgoing = outgoing;
    this.calls = calls;
    this.concurrentMax = concurrentMax;
    this.counter = new Counter(rooms.faults, Refusal::reply, this::headers);
    TwilioAccount account = rooms.account;
    this.users =
        List.of(
            basic(account.accountSid(), account.authToken().reveal()),
            basic(account.apiKeySid(), account.apiKeySecret().reveal()));
  }

  void routing(HttpRules rules) {
    rules
        .post(ACCOUNT + "/Messages.json", (in, out) -> serve(Call.SEND, in, out, () -> create(in)))
        .get(ACCOUNT + "/Messages.json", (in, out) -> serve(Call.LIST, in, out, () -> list(in)))
        .get(ONE, (in, out) -> serve(Call.FETCH, in, out, () -> reply(200, one(in))))
        .post(ONE, (in, out) -> serve(Call.FETCH, in, out, () -> update(in)))
        .delete(ONE, (in, out) -> serve(Call.FETCH, in, out, () -> delete(in)))
        .get(ONE + "/Media.json", (in, out) -> serve(Call.MEDIA, in, out, () -> mediaOf(in)))
        .get(ONE + "/Media/{media}", (in, out) -> serve(Call.MEDIA, in, out, () -> media(in)))
        .get("/media-storage/{media}", this::storage)
        .post(
            ACCOUNT + "/Calls.json",
            (in, out) -> serve(Call.CALL, in, out, () -> calls.create(form(in))))
        .get(
            ACCOUNT + "/Calls/{call}",
            (in, out) -> serve(Call.FETCH, in, out, () -> calls.fetch(call(in))))
        .post(
            ACCOUNT + "/Calls/{call}",
            (in, out) -> serve(Call.CONTROL, in, out, () -> calls.update(call(in), form(in))))
        .post(
            ACCOUNT + "/Calls/{call}/Recordings.json",
            (in, out) -> serve(Call.CONTROL, in, out, () -> calls.record(call(in), form(in))));
  }

  private static String call(ServerRequest in) {
    String name = in.path().pathParameters().get("call");
    return name.endsWith(".json") ? name.substring(0, name.length() - 5) : name;
  }

  private Map<String, String> headers() {
    return Map.of(
        "Twilio-Request-Id",
        "RQ" + Ids.hex(),
        "Twilio-Concurrent-Requests",
        Integer.toString(concurrent.get()));
  }

  private void serve(Call call, ServerRequest in, ServerResponse out, Supplier<Reply> work) {
    int now = concurrent.incrementAndGet();
    try {
      if (now > concurrentMax) {
        counter.plainly(out, Refusal.reply(429, 20429));
      } else {
        counter.serve(call, out, () -> authorized(in, work));
      }
    } finally {
      concurrent.decrementAndGet();
    }
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
    if (users.stream().noneMatch(user -> isSame(header, user))) {
      throw new Refusal(401, 20003, "");
    }
    if (!in.path().pathParameters().get("account").equals(rooms.account.accountSid())) {
      throw new Refusal(404, 20404, "");
    }
  }

  private static boolean isSame(String header, String expected) {
    return MessageDigest.isEqual(header.getBytes(UTF_8), expected.getBytes(UTF_8));
  }

  private static String basic(String user, String password) {
    return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
  }

  private Reply create(ServerRequest in) {
    return reply(201, outgoing.take(MessageRequest.of(form(in), rooms.now())));
  }

  private static Form form(ServerRequest in) {
    String type = in.headers().first(HeaderNames.CONTENT_TYPE).orElse("");
    if (!type.startsWith("application/x-www-form-urlencoded")) {
      throw new Refusal(415, 20001, "the body is not a form");
    }
    byte[] body = in.content().as(byte[].class);
    if (body.length > FORM_BYTES_MAX) {
      throw new Refusal(413, 20001, "the body is too long");
    }
    return Form.of(body);
  }

  private Reply list(ServerRequest in) {
    Map<String, String> query = new LinkedHashMap<>();
    for (String name : in.query().names()) {
      query.put(name, in.query().get(name));
    }
    String path = "/2010-04-01/Accounts/" + rooms.account.accountSid() + "/Messages.json";
    return Reply.json(200, new MessageList(query).json(path, rooms.messages.newestFirst()));
  }

  private SmsMessage one(ServerRequest in) {
    return rooms.messages.get(sid(in)).orElseThrow(() -> new Refusal(404, 20404, ""));
  }

  private static String sid(ServerRequest in) {
    String name = in.path().pathParameters().get("message");
    return name.endsWith(".json") ? name.substring(0, name.length() - 5) : name;
  }

  private Reply update(ServerRequest in) {
    SmsMessage message = one(in);
    Form form = form(in);
    if (form.names().contains("Status")) {
      boolean cancels = form.one("Status").filter("canceled"::equals).isPresent();
      if (!cancels || !message.status().equals("scheduled")) {
        throw new Refusal(20001, "only a scheduled message can be canceled");
      }
      return changed(message.moved("canceled", 0, rooms.now()));
    }
    if (!form.names().contains("Body") || form.one("Body").isPresent()) {
      throw new Refusal(20001, "a Body can only be emptied");
    }
    return changed(message.redacted(rooms.now()));
  }

  private Reply changed(SmsMessage message) {
    rooms.messages.change(message.sid(), old -> message);
    return reply(200, message);
  }

  private Reply delete(ServerRequest in) {
    rooms.messages.remove(one(in).sid());
    return new Reply(204, "", Map.of(), new byte[0]);
  }

  private Reply mediaOf(ServerRequest in) {
    ObjectNode json = Json.object();
    ArrayNode list = json.putArray("media_list");
    String parent = one(in).sid();
    for (MediaStore.Stored media : rooms.media.of(parent)) {
      list.addObject()
          .put("account_sid", rooms.account.accountSid())
          .put("content_type", media.file().type())
          .put("parent_sid", parent)
          .put("sid", media.sid());
    }
    return Reply.json(200, json.put("page", 0).putNull("next_page_uri"));
  }

  /// The file lies elsewhere, where the account's credentials must not be sent.
  private Reply media(ServerRequest in) {
    MediaStore.Stored media =
        rooms
            .media
            .get(in.path().pathParameters().get("media"))
            .filter(stored -> stored.messageSid().equals(sid(in)))
            .orElseThrow(() -> new Refusal(404, 20404, ""));
    String storage = rooms.servedAt().toString().replace("//127.0.0.1", "//localhost");
    return new Reply(
        307, "", Map.of("Location", storage + "/media-storage/" + media.sid()), new byte[0]);
  }

  private void storage(ServerRequest in, ServerResponse out) {
    if (in.headers().contains(HeaderNames.AUTHORIZATION)) {
      counter.plainly(out, new Reply(400, "", Map.of(), new byte[0]));
      return;
    }
    counter.plainly(
        out,
        rooms
            .media
            .get(in.path().pathParameters().get("media"))
            .map(stored -> new Reply(200, stored.file().type(), Map.of(), stored.file().bytes()))
            .orElseGet(() -> new Reply(404, "", Map.of(), new byte[0])));
  }

  private static Reply reply(int status, SmsMessage message) {
    return Reply.json(status, message.json());
  }
}
