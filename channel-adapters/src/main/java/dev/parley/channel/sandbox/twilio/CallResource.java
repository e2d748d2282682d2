package dev.parley.channel.sandbox.twilio;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.channel.sandbox.Reply;
import dev.parley.config.json.Json;
import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Calls over REST: what is asked of them, checked as Twilio checks it.
final class CallResource {
  private static final int TWIML_CHARS_MAX = 4_000;
  private static final List<String> DETECTIONS = List.of("Enable", "DetectMessageEnd");

  private final Rooms rooms;
  private final Telephone telephone;

  CallResource(Rooms rooms, Telephone telephone) {
    this.rooms = rooms;
    this.telephone = telephone;
  }

  Reply create(Form form) {
    String to = form.one("To").orElseThrow(() -> new Refusal(21201, "no 'To' number"));
    String from = form.one("From").orElseThrow(() -> new Refusal(21213, "no 'From' number"));
    if (!MessageRequest.isE164(to)) {
      throw new Refusal(21211, to);
    }
    if (!telephone.owns(from)) {
      throw new Refusal(21212, from);
    }
    URI hook = form.one("Url").map(URI::create).orElseThrow(() -> new Refusal(21205, "no 'Url'"));
    Optional<String> detection = form.one("MachineDetection");
    if (detection.isPresent() && !DETECTIONS.contains(detection.get())) {
      throw new Refusal(20001, "MachineDetection is Enable or DetectMessageEnd");
    }
    Optional<URI> amd =
        detection
            .filter(any -> form.one("AsyncAmd").filter("true"::equals).isPresent())
            .flatMap(any -> form.one("AsyncAmdStatusCallback"))
            .map(URI::create);
    PhoneCall call =
        telephone.place(from, to, hook, form.one("StatusCallback").map(URI::create), amd);
    return Reply.json(201, json(call, "queued"));
  }

  Reply update(String sid, Form form) {
    PhoneCall call = telephone.find(sid).orElseThrow(() -> new Refusal(404, 20404, ""));
    if (call.isOver() || !call.isUp()) {
      throw new Refusal(21220, "the call is not in progress");
    }
    Optional<String> twiml = form.one("Twiml");
    if (twiml.isPresent()) {
      if (twiml.get().length() > TWIML_CHARS_MAX) {
        throw new Refusal(20001, "Twiml is longer than 4000 characters");
      }
      try {
        call.redirect(VoiceTwiml.of(twiml.get()));
      } catch (Twiml.Malformed e) {
        throw new Refusal(12100, String.valueOf(e.getMessage()));
      }
    } else if (form.one("Status").filter("completed"::equals).isPresent()) {
      call.complete();
    } else {
      throw new Refusal(20001, "a call is completed or given Twiml");
    }
    return Reply.json(200, json(call, call.status()));
  }

  Reply fetch(String sid) {
    PhoneCall call = telephone.find(sid).orElseThrow(() -> new Refusal(404, 20404, ""));
    return Reply.json(200, json(call, call.status()));
  }

  Reply record(String sid, Form form) {
    PhoneCall call = telephone.find(sid).orElseThrow(() -> new Refusal(404, 20404, ""));
    if (!call.isUp()) {
      throw new Refusal(21220, "the call is not in progress");
    }
    String recording = TwilioAccount.sid("RE");
    call.recorded();
    form.one("RecordingStatusCallback")
        .map(URI::create)
        .ifPresent(
            url ->
                telephone.tell(
                    call,
                    url,
                    Map.of(
                        "RecordingSid",
                        recording,
                        "RecordingUrl",
                        rooms.servedAt() + "/recordings/" + recording,
                        "RecordingStatus",
                        "completed",
                        "RecordingDuration",
                        "12")));
    return Reply.json(
        201,
        Json.object()
            .put("sid", recording)
            .put("account_sid", rooms.account.accountSid())
            .put("call_sid", sid)
            .put("status", "in-progress"));
  }

  private ObjectNode json(PhoneCall call, String status) {
    return Json.object()
        .put("sid", call.sid())
        .put("account_sid", rooms.account.accountSid())
        .put("api_version", "2010-04-01")
        .put("direction", call.direction())
        .put("from", call.from())
        .put("to", call.to())
        .put("status", status)
        .put("price", call.price().map(BigDecimal::toPlainString).orElse(null))
        .put("price_unit", "USD")
        .put(
            "uri",
            "/2010-04-01/Accounts/"
                + rooms.account.accountSid()
                + "/Calls/"
                + call.sid()
                + ".json");
  }
}
