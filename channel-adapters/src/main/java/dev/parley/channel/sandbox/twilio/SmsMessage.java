package dev.parley.channel.sandbox.twilio;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.json.Json;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// One message resource.
///
/// @param from empty until a Messaging Service has chosen a sender
/// @param errorCode 0 for none
record SmsMessage(
    String sid,
    String accountSid,
    Optional<String> from,
    String to,
    String body,
    List<URI> media,
    Optional<String> serviceSid,
    Optional<URI> statusCallback,
    String direction,
    String status,
    int errorCode,
    Instant created,
    Optional<Instant> sent,
    Instant updated) {
  static final DateTimeFormatter RFC_2822 =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss +0000", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  SmsMessage moved(String newStatus, int newErrorCode, Instant now) {
    Optional<Instant> sentAt =
        sent.isPresent() || !List.of("sent", "delivered", "undelivered").contains(newStatus)
            ? sent
            : Optional.of(now);
    return new SmsMessage(
        sid,
        accountSid,
        from,
        to,
        body,
        media,
        serviceSid,
        statusCallback,
        direction,
        newStatus,
        newErrorCode,
        created,
        sentAt,
        now);
  }

  SmsMessage sentBy(String sender) {
    return new SmsMessage(
        sid,
        accountSid,
        Optional.of(sender),
        to,
        body,
        media,
        serviceSid,
        statusCallback,
        direction,
        status,
        errorCode,
        created,
        sent,
        updated);
  }

  SmsMessage redacted(Instant now) {
    return new SmsMessage(
        sid,
        accountSid,
        from,
        to,
        "",
        media,
        serviceSid,
        statusCallback,
        direction,
        status,
        errorCode,
        created,
        sent,
        now);
  }

  String path() {
    return "/2010-04-01/Accounts/" + accountSid + "/Messages/" + sid;
  }

  ObjectNode json() {
    ObjectNode json = Json.object();
    json.put("account_sid", accountSid)
        .put("api_version", "2010-04-01")
        .put("body", body)
        .put("date_created", RFC_2822.format(created))
        .put("date_sent", sent.map(RFC_2822::format).orElse(null))
        .put("date_updated", RFC_2822.format(updated))
        .put("direction", direction);
    if (errorCode == 0) {
      json.putNull("error_code").putNull("error_message");
    } else {
      json.put("error_code", errorCode).put("error_message", Refusal.message(errorCode));
    }
    json.put("from", from.orElse(null))
        .put("messaging_service_sid", serviceSid.orElse(null))
        .put("num_media", Integer.toString(media.size()))
        .put("num_segments", from.isEmpty() ? "0" : Integer.toString(Segments.of(body)))
        .putNull("price")
        .putNull("price_unit")
        .put("sid", sid)
        .put("status", status)
        .put("to", to)
        .put("uri", path() + ".json");
    json.putObject("subresource_uris")
        .put("media", path() + "/Media.json")
        .put("feedback", path() + "/Feedback.json");
    return json;
  }
}
