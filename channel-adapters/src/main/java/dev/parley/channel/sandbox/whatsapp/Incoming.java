package dev.parley.channel.sandbox.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.channel.sandbox.Alert;
import dev.parley.channel.sandbox.Outcome;
import dev.parley.channel.sandbox.PhoneEvent;
import dev.parley.channel.sandbox.PhoneMessage;
import dev.parley.config.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Messages and other news from people, posted to the hook one by one or, within a batch, together.
final class Incoming {
  private final Rooms rooms;
  private final Map<Thread, List<News>> batches = new ConcurrentHashMap<>();

  Incoming(Rooms rooms) {
    this.rooms = rooms;
  }

  private record News(ObjectNode change, BusinessNumber number, WhatsAppUser user, String wamid) {}

  /// A message from a person: opens the window.
  ///
  /// @param body what its type asks for, under the type's name
  /// @param shown what the person sees of it
  /// @return its id
  String receive(
      BusinessNumber number, WhatsAppUser user, String type, ObjectNode body, PhoneMessage shown) {
    rooms.limits.heard(number.id(), user.userId());
    ObjectNode message = Json.object();
    user.phone().ifPresent(digits -> message.put("from", digits));
    message
        .put("from_user_id", user.userId())
        .put("id", shown.id())
        .put("timestamp", rooms.epochSeconds())
        .put("type", type);
    message.setAll(body);
    ObjectNode change = Webhooks.change(number, "messages", "messages", Json.array().add(message));
    if (!type.equals("system")) {
      ((ObjectNode) change.get("value")).set("contacts", Json.array().add(contact(user)));
    }
    rooms.phones.happened(new PhoneEvent.Shown(number.address(), user.address(), shown));
    post(new News(change, number, user, shown.id()));
    return shown.id();
  }

  /// News that is no message, such as a wish about marketing.
  void tell(BusinessNumber number, WhatsAppUser user, String field, String items, JsonNode value) {
    post(new News(Webhooks.change(number, field, items, value), number, user, ""));
  }

  private static ObjectNode contact(WhatsAppUser user) {
    ObjectNode contact = Json.object();
    ObjectNode profile = contact.putObject("profile").put("name", user.name());
    user.username().ifPresent(name -> profile.put("username", name));
    user.phone().ifPresent(digits -> contact.put("wa_id", digits));
    return contact.put("user_id", user.userId());
  }

  private void post(News news) {
    List<News> open = batches.get(Thread.currentThread());
    if (open == null) {
      rooms.courier.startInLine(line(news), left -> deliver(List.of(news), left));
    } else {
      open.add(news);
    }
  }

  /// Everything people do within, on this thread, arrives in one webhook.
  void together(Runnable doings) {
    List<News> open = new ArrayList<>();
    batches.put(Thread.currentThread(), open);
    try {
      doings.run();
    } finally {
      batches.remove(Thread.currentThread());
    }
    if (!open.isEmpty()) {
      List<News> all = List.copyOf(open);
      rooms.courier.startInLine(line(all.getFirst()), left -> deliver(all, left));
    }
  }

  private static String line(News news) {
    return news.number().id() + news.user().userId();
  }

  private void deliver(List<News> all, Runnable left) {
    Outcome outcome = rooms.webhooks.deliver(all.stream().map(News::change).toList(), left);
    if (!outcome.isTaken()) {
      rooms.alert(new Alert(0, "a webhook was given up"));
    }
    PhoneEvent.Tick tick = outcome.isTaken() ? PhoneEvent.Tick.DELIVERED : PhoneEvent.Tick.FAILED;
    for (News news : all) {
      if (!news.wamid().isEmpty()) {
        rooms.phones.happened(
            new PhoneEvent.Ticked(
                news.number().address(), news.user().address(), news.wamid(), tick));
      }
    }
  }
}
