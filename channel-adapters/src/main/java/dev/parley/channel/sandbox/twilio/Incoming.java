package dev.parley.channel.sandbox.twilio;

import dev.parley.channel.sandbox.Alert;
import dev.parley.channel.sandbox.Ids;
import dev.parley.channel.sandbox.MediaFile;
import dev.parley.channel.sandbox.Outcome;
import dev.parley.channel.sandbox.PhoneEvent;
import dev.parley.channel.sandbox.PhoneMessage;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Messages from contacts: kept, answered where Twilio itself answers, and posted to the number's
/// hook, then to its fallback.
final class Incoming {
  private static final String TWIML = "text/xml";

  private final Rooms rooms;
  private final Outgoing outgoing;

  Incoming(Rooms rooms, Outgoing outgoing) {
    this.rooms = rooms;
    this.outgoing = outgoing;
  }

  /// @return the message's sid
  String receive(String from, String to, String body, List<MediaFile> files) {
    Senders.Hooks hooks =
        rooms
            .senders
            .hooks(to)
            .orElseThrow(() -> new IllegalStateException("the business has no such number"));
    Optional<Senders.Service> service = rooms.senders.serviceOf(to);
    String sid = TwilioAccount.sid(files.isEmpty() ? "SM" : "MM");
    List<MediaStore.Stored> stored = files.stream().map(f -> rooms.media.add(sid, f)).toList();
    Instant now = rooms.now();
    rooms.messages.add(message(sid, from, to, body, stored, service, now));
    rooms.phones.happened(
        new PhoneEvent.Shown(
            to, from, PhoneMessage.withMedia(sid, true, "text", body, files, now)));
    String pool = service.map(Senders.Service::sid).orElse(to);
    Optional<OptOuts.Type> optOut = rooms.optOuts.heard(pool, from, body);
    optOut.ifPresent(type -> answerItself(type, to, from));
    Map<String, String> parameters = parameters(sid, from, to, body, stored, service);
    service
        .filter(Senders.Service::hasOptOutTypes)
        .flatMap(any -> optOut)
        .ifPresent(type -> parameters.put("OptOutType", type.name()));
    rooms.courier.startInLine(from + to, left -> deliver(hooks, sid, from, to, parameters, left));
    return sid;
  }

  private SmsMessage message(
      String sid,
      String from,
      String to,
      String body,
      List<MediaStore.Stored> media,
      Optional<Senders.Service> service,
      Instant now) {
    return new SmsMessage(
        sid,
        rooms.account.accountSid(),
        Optional.of(from),
        to,
        body,
        media.stream().map(this::url).toList(),
        service.map(Senders.Service::sid),
        Optional.empty(),
        "inbound",
        "received",
        0,
        now,
        Optional.of(now),
        now);
  }

  private URI url(MediaStore.Stored media) {
    return URI.create(
        rooms.servedAt()
            + "/2010-04-01/Accounts/"
            + rooms.account.accountSid()
            + "/Messages/"
            + media.messageSid()
            + "/Media/"
            + media.sid());
  }

  private void answerItself(OptOuts.Type type, String business, String contact) {
    rooms.phones.happened(
        new PhoneEvent.Shown(
            business,
            contact,
            PhoneMessage.text(TwilioAccount.sid("SM"), false, type.answer, rooms.now())));
  }

  private Map<String, String> parameters(
      String sid,
      String from,
      String to,
      String body,
      List<MediaStore.Stored> media,
      Optional<Senders.Service> service) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("ToCountry", "US");
    parameters.put("ToState", "");
    parameters.put("SmsMessageSid", sid);
    parameters.put("NumMedia", Integer.toString(media.size()));
    parameters.put("ToCity", "");
    parameters.put("FromZip", "");
    parameters.put("SmsSid", sid);
    parameters.put("FromState", "");
    parameters.put("SmsStatus", "received");
    parameters.put("FromCity", "");
    parameters.put("Body", body);
    parameters.put("FromCountry", "US");
    parameters.put("To", to);
    parameters.put("ToZip", "");
    parameters.put("NumSegments", Integer.toString(Segments.of(body)));
    parameters.put("MessageSid", sid);
    parameters.put("AccountSid", rooms.account.accountSid());
    parameters.put("From", from);
    parameters.put("ApiVersion", "2010-04-01");
    service.ifPresent(pool -> parameters.put("MessagingServiceSid", pool.sid()));
    for (int i = 0; i < media.size(); i++) {
      parameters.put("MediaUrl" + i, url(media.get(i)).toString());
      parameters.put("MediaContentType" + i, media.get(i).file().type());
    }
    return parameters;
  }

  private void deliver(
      Senders.Hooks hooks,
      String sid,
      String from,
      String to,
      Map<String, String> parameters,
      Runnable left) {
    Outcome outcome = post(hooks.hook(), parameters, left);
    if (!outcome.isTaken() && hooks.fallback().isPresent()) {
      Map<String, String> again = new LinkedHashMap<>(parameters);
      again.put("ErrorCode", "11200");
      again.put("ErrorUrl", HookUrl.of(hooks.hook()).url().toString());
      outcome = post(hooks.fallback().get(), again, left);
    }
    PhoneEvent.Tick tick = outcome.isTaken() ? PhoneEvent.Tick.DELIVERED : PhoneEvent.Tick.FAILED;
    rooms.phones.happened(new PhoneEvent.Ticked(to, from, sid, tick));
    switch (outcome) {
      case Outcome.Answered answered when answered.status() / 100 == 2 -> reply(answered, from, to);
      case Outcome.Answered answered ->
          rooms.alert(new Alert(11200, "a message's webhook answered " + answered.status()));
      case Outcome.Unreachable() ->
          rooms.alert(new Alert(11200, "a message's webhook took no connection"));
      case Outcome.Broken() ->
          rooms.alert(new Alert(11205, "a message's webhook gave no answer in time"));
    }
  }

  private Outcome post(URI configured, Map<String, String> parameters, Runnable left) {
    HookUrl hook = HookUrl.of(configured);
    String token = Ids.hex();
    return rooms.mail.deliver(
        form -> StatusCallbacks.written(rooms.account.authToken(), hook, parameters, token, form),
        hook,
        left);
  }

  private void reply(Outcome.Answered answered, String contact, String business) {
    if (answered.body().isBlank()) {
      return;
    }
    String type = answered.mediaType().split(";", 2)[0].strip();
    if (!type.equals(TWIML) && !type.equals("application/xml")) {
      rooms.alert(new Alert(12300, "a message's webhook answered neither XML nor nothing"));
      return;
    }
    List<String> texts = new ArrayList<>();
    try {
      texts.addAll(Twiml.of(answered.body()).messages());
    } catch (Twiml.Malformed e) {
      rooms.alert(new Alert(12100, "a message's webhook answered: " + e.getMessage()));
    }
    texts.forEach(text -> outgoing.reply(business, contact, text));
  }
}
