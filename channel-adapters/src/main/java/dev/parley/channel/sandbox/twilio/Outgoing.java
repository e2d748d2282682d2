package dev.parley.channel.sandbox.twilio;

import dev.parley.channel.sandbox.Courier;
import dev.parley.channel.sandbox.PhoneEvent;
import dev.parley.channel.sandbox.PhoneMessage;
import dev.parley.channel.sandbox.StatusRoad;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/// Messages on their way to contacts: taken, sent, delivered or not, each step told to the status
/// callback by the account's habits.
final class Outgoing {
  /// Codes of messages that never leave; with the others the carrier says no.
  private static final Set<Integer> NEVER_SENT = Set.of(21610, 30001, 30002, 30007, 30034, 30032);

  private final Rooms rooms;
  private final StatusCallbacks callbacks;
  private final AtomicLong taken = new AtomicLong();

  Outgoing(Rooms rooms) {
    this.rooms = rooms;
    this.callbacks = new StatusCallbacks(rooms);
  }

  /// Takes a message or throws a [Refusal].
  SmsMessage take(MessageRequest request) {
    Optional<Senders.Service> service =
        request
            .serviceSid()
            .map(sid -> rooms.senders.service(sid).orElseThrow(() -> new Refusal(404, 21701, "")));
    if (service.isPresent() && service.get().numbers().isEmpty()) {
      throw new Refusal(21703);
    }
    request.from().ifPresent(sender -> checkSender(sender, request.to()));
    rooms.fates.check(request.to());
    Instant now = rooms.now();
    SmsMessage message =
        new SmsMessage(
            TwilioAccount.sid(request.media().isEmpty() ? "SM" : "MM"),
            rooms.account.accountSid(),
            request.from(),
            request.to(),
            request.body(),
            request.media(),
            request.serviceSid(),
            request.statusCallback().or(() -> service.flatMap(Senders.Service::statusCallback)),
            "outbound-api",
            request.sendAt().isPresent()
                ? "scheduled"
                : service.isPresent() ? "accepted" : "queued",
            0,
            now,
            request.sendAt(),
            now);
    try (var _ = rooms.courier.taking()) {
      rooms.messages.add(message);
      if (request.sendAt().isEmpty()) {
        depart(message);
      }
    }
    return message;
  }

  private void checkSender(String sender, String to) {
    if (!rooms.senders.owns(sender)) {
      throw new Refusal(21659);
    }
    String pool = rooms.senders.serviceOf(sender).map(Senders.Service::sid).orElse(sender);
    if (rooms.optOuts.isStopped(pool, to)) {
      throw new Refusal(21610);
    }
  }

  /// A reply given as TwiML: taken without a word, nobody to tell its statuses to.
  void reply(String from, String to, String body) {
    Instant now = rooms.now();
    SmsMessage message =
        new SmsMessage(
            TwilioAccount.sid("SM"),
            rooms.account.accountSid(),
            Optional.of(from),
            to,
            body,
            List.of(),
            Optional.empty(),
            Optional.empty(),
            "outbound-reply",
            "queued",
            0,
            now,
            Optional.empty(),
            now);
    try (var _ = rooms.courier.taking()) {
      rooms.messages.add(message);
      depart(message);
    }
  }

  /// Sends the scheduled messages whose time has come.
  void sendDue() {
    Instant now = rooms.now();
    for (SmsMessage message : rooms.messages.newestFirst()) {
      if (message.status().equals("scheduled")
          && message.sent().filter(at -> !at.isAfter(now)).isPresent()) {
        rooms
            .messages
            .change(message.sid(), waiting -> waiting.moved("accepted", 0, now))
            .ifPresent(this::depart);
      }
    }
  }

  private void depart(SmsMessage message) {
    SplittableRandom random =
        new SplittableRandom(rooms.options.seed() * 31 + taken.incrementAndGet());
    rooms.courier.startInLine("to " + message.to(), arrived -> travel(message, random, arrived));
  }

  /// @param arrived run when the next message to the same person may arrive
  private void travel(SmsMessage message, SplittableRandom random, Runnable arrived) {
    SmsMessage chosen = withSender(message);
    List<String> steps = steps(chosen);
    int code = failure(chosen).orElse(0);
    StatusRoad<String> road =
        StatusRoad.of(steps, "delivered"::equals, rooms.options.habits(), random);
    List<String> told = new ArrayList<>(road.told());
    for (String step : steps) {
      Courier.step(rooms.options.pace());
      SmsMessage now = arrive(chosen, step, step.equals(steps.getLast()) ? code : 0);
      if (step.equals(steps.getLast())) {
        arrived.run();
      }
      while (road.isTidy() && !told.isEmpty() && told.getFirst().equals(step)) {
        callbacks.tell(now, told.removeFirst());
      }
    }
    SmsMessage last = rooms.messages.get(chosen.sid()).orElse(chosen);
    told.forEach(step -> callbacks.tell(last, step));
  }

  private SmsMessage withSender(SmsMessage message) {
    if (message.from().isPresent()) {
      return message;
    }
    Senders.Service service = message.serviceSid().flatMap(rooms.senders::service).orElseThrow();
    // The same contact always hears from the same number.
    int choice = Math.floorMod(message.to().hashCode(), service.numbers().size());
    String sender = service.numbers().get(choice);
    return rooms
        .messages
        .change(message.sid(), waiting -> waiting.sentBy(sender))
        .orElse(message.sentBy(sender));
  }

  private List<String> steps(SmsMessage message) {
    List<String> steps = new ArrayList<>();
    if (message.serviceSid().isPresent()) {
      steps.add("queued");
    }
    OptionalInt code = failure(message);
    if (code.isEmpty()) {
      steps.addAll(List.of("sent", "delivered"));
    } else if (NEVER_SENT.contains(code.getAsInt())) {
      steps.add("failed");
    } else {
      steps.addAll(List.of("sent", "undelivered"));
    }
    return steps;
  }

  private OptionalInt failure(SmsMessage message) {
    String pool = message.serviceSid().orElse("");
    if (rooms.optOuts.isStopped(pool, message.to())) {
      return OptionalInt.of(21610);
    }
    return rooms.fates.failure(message.to());
  }

  private SmsMessage arrive(SmsMessage message, String status, int code) {
    Instant now = rooms.now();
    SmsMessage moved =
        rooms
            .messages
            .change(message.sid(), waiting -> waiting.moved(status, code, now))
            .orElse(message.moved(status, code, now));
    String business = message.from().orElseThrow();
    if (status.equals("delivered")) {
      rooms.phones.happened(
          new PhoneEvent.Shown(
              business, message.to(), PhoneMessage.text(message.sid(), false, text(message), now)));
    }
    TICKS
        .getOrDefault(status, Optional.empty())
        .ifPresent(
            tick ->
                rooms.phones.happened(
                    new PhoneEvent.Ticked(business, message.to(), message.sid(), tick)));
    return moved;
  }

  private static final Map<String, Optional<PhoneEvent.Tick>> TICKS =
      Map.of(
          "sent", Optional.of(PhoneEvent.Tick.SENT),
          "delivered", Optional.of(PhoneEvent.Tick.DELIVERED),
          "undelivered", Optional.of(PhoneEvent.Tick.FAILED),
          "failed", Optional.of(PhoneEvent.Tick.FAILED));

  private static String text(SmsMessage message) {
    StringBuilder text = new StringBuilder(message.body());
    message.media().forEach(url -> text.append(text.isEmpty() ? "" : "\n").append(url));
    return text.toString();
  }
}
