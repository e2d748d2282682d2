package dev.parley.channel.sandbox.whatsapp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.channel.sandbox.Alert;
import dev.parley.channel.sandbox.Courier;
import dev.parley.channel.sandbox.Outcome;
import dev.parley.channel.sandbox.PhoneEvent;
import dev.parley.channel.sandbox.StatusRoad;
import dev.parley.config.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/// Messages on their way to people: taken, sent, delivered, read or failed, each step told in a
/// webhook by the account's habits.
final class Outgoing {
  private final Rooms rooms;
  private final AtomicLong taken = new AtomicLong();

  Outgoing(Rooms rooms) {
    this.rooms = rooms;
  }

  /// One step of a message's road.
  ///
  /// @param error 0 for none
  private record Step(String status, int error) {}

  /// Takes a message or throws a [Refusal].
  String take(BusinessNumber number, SendRequest request) {
    WhatsAppUser user = request.user();
    if (user.phone().filter(number.digits()::equals).isPresent()) {
      throw new Refusal(131021, "Recipient phone number cannot be the sender's");
    }
    rooms.limits.check(user.userId());
    boolean shut = !request.isTemplate() && !rooms.limits.isWindowOpen(number.id(), user.userId());
    if (shut && !rooms.limits.tellsWindowLater()) {
      throw new Refusal(
          131047,
          "Message failed to send because more than 24 hours have passed since the customer last"
              + " replied to this number.");
    }
    rooms.limits.count(number.id(), user.userId());
    String wamid = rooms.wamids.made(number.id(), user.userId(), false);
    int error = shut ? 131047 : laterError(request);
    SplittableRandom random =
        new SplittableRandom(rooms.options.seed() * 31 + taken.incrementAndGet());
    try (var _ = rooms.courier.taking()) {
      rooms.accepted.put(
          wamid,
          new AcceptedWhatsApp(
              wamid,
              number.id(),
              user.address(),
              request.json().path("type").asText("text"),
              request.shown().text(),
              request.opaque(),
              request.json(),
              rooms.now()));
      rooms.courier.startInLine(
          "to " + number.id() + ' ' + user.userId(),
          arrived -> travel(number, request, wamid, error, random, arrived));
    }
    return wamid;
  }

  private int laterError(SendRequest request) {
    String userId = request.user().userId();
    boolean unwanted =
        request.category().filter("MARKETING"::equals).isPresent()
            && !rooms.limits.wantsMarketing(userId);
    return unwanted ? 131050 : rooms.limits.failure(userId).orElse(0);
  }

  /// @param arrived run when the next message to the same person may arrive
  private void travel(
      BusinessNumber number,
      SendRequest request,
      String wamid,
      int error,
      SplittableRandom random,
      Runnable arrived) {
    List<Step> steps = new ArrayList<>();
    if (error != 0) {
      steps.add(new Step("failed", error));
    } else {
      steps.add(new Step("sent", 0));
      steps.add(new Step("delivered", 0));
      if (request.reactsTo().isEmpty() && rooms.limits.reads(request.user().userId())) {
        steps.add(new Step("read", 0));
      }
    }
    StatusRoad<Step> road =
        StatusRoad.of(
            steps,
            step -> steps.size() == 3 && step.status().equals("delivered"),
            rooms.options.habits(),
            random);
    List<Step> told = new ArrayList<>(road.told());
    for (Step step : steps) {
      Courier.step(rooms.options.pace());
      arrive(number, request, wamid, step);
      if (!step.status().equals("sent")) {
        arrived.run();
      }
      while (road.isTidy() && !told.isEmpty() && told.getFirst().equals(step)) {
        tell(number, request, wamid, told.removeFirst());
      }
    }
    told.forEach(step -> tell(number, request, wamid, step));
  }

  private void arrive(BusinessNumber number, SendRequest request, String wamid, Step step) {
    String business = number.address();
    String contact = request.user().address();
    PhoneEvent.Tick tick =
        switch (step.status()) {
          case "sent" -> PhoneEvent.Tick.SENT;
          case "delivered" -> PhoneEvent.Tick.DELIVERED;
          case "read" -> PhoneEvent.Tick.READ;
          default -> PhoneEvent.Tick.FAILED;
        };
    if (tick == PhoneEvent.Tick.DELIVERED) {
      rooms.phones.happened(
          new PhoneEvent.Shown(business, contact, request.shown().as(wamid, rooms.now())));
    }
    rooms.phones.happened(new PhoneEvent.Ticked(business, contact, wamid, tick));
  }

  private void tell(BusinessNumber number, SendRequest request, String wamid, Step step) {
    ObjectNode status =
        Json.object()
            .put("id", wamid)
            .put("status", step.status())
            .put("timestamp", rooms.epochSeconds());
    Optional<String> phone = request.user().phone();
    boolean isFailure = step.error() != 0;
    phone.ifPresent(digits -> status.put("recipient_id", digits));
    if (!isFailure || phone.isEmpty()) {
      status.put("recipient_user_id", request.user().userId());
    }
    request.opaque().ifPresent(data -> status.put("biz_opaque_callback_data", data));
    if (isFailure) {
      status.putArray("errors").add(Refusal.webhookError(step.error(), "The message failed."));
    } else {
      String category = request.category().orElse("service").toLowerCase(Locale.ROOT);
      status
          .putObject("pricing")
          .put("billable", request.isTemplate())
          .put("pricing_model", "PMP")
          .put("type", request.isTemplate() ? "regular" : "free_customer_service")
          .put("category", category);
    }
    ObjectNode change = Webhooks.change(number, "messages", "statuses", Json.array().add(status));
    if (!isFailure) {
      ObjectNode contact = Json.object();
      phone.ifPresent(digits -> contact.put("wa_id", digits));
      contact.put("user_id", request.user().userId());
      ((ObjectNode) change.get("value")).set("contacts", Json.array().add(contact));
    }
    Outcome outcome = rooms.webhooks.deliver(List.of(change), () -> {});
    if (!outcome.isTaken()) {
      rooms.alert(new Alert(0, "a status webhook was given up"));
    }
  }
}
