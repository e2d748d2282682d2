package dev.parley.channel.sandbox.twilio;

import dev.parley.channel.sandbox.Alert;
import dev.parley.channel.sandbox.Ids;
import dev.parley.channel.sandbox.Mail;
import dev.parley.channel.sandbox.Outcome;
import dev.parley.channel.sandbox.Webhook;
import dev.parley.config.settings.Secret;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;

/// Tells a client's callback how far a message came.
final class StatusCallbacks {
  private static final DateTimeFormatter DLR =
      DateTimeFormatter.ofPattern("yyMMddHHmm").withZone(ZoneOffset.UTC);
  private static final Secret ANOTHER_TOKEN = Secret.of("not-the-account-s-token");

  private final Rooms rooms;

  StatusCallbacks(Rooms rooms) {
    this.rooms = rooms;
  }

  void tell(SmsMessage message, String status) {
    if (message.statusCallback().isEmpty()) {
      return;
    }
    HookUrl hook = HookUrl.of(message.statusCallback().get());
    Map<String, String> parameters = parameters(message, status);
    String token = Ids.hex();
    Outcome outcome =
        rooms.mail.deliver(
            form -> written(rooms.account.authToken(), hook, parameters, token, form),
            hook,
            () -> {});
    if (!outcome.isTaken()) {
      rooms.alert(new Alert(11200, "a status callback was not taken"));
    }
  }

  private Map<String, String> parameters(SmsMessage message, String status) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("AccountSid", message.accountSid());
    parameters.put("ApiVersion", "2010-04-01");
    parameters.put("From", message.from().orElse(""));
    parameters.put("MessageSid", message.sid());
    parameters.put("MessageStatus", status);
    parameters.put("SmsSid", message.sid());
    parameters.put("SmsStatus", status);
    parameters.put("To", message.to());
    message.serviceSid().ifPresent(sid -> parameters.put("MessagingServiceSid", sid));
    if (message.errorCode() != 0 && (status.equals("failed") || status.equals("undelivered"))) {
      parameters.put("ErrorCode", Integer.toString(message.errorCode()));
    }
    if (status.equals("delivered")) {
      parameters.put("RawDlrDoneDate", DLR.format(message.updated()));
    }
    return parameters;
  }

  /// @param token the same in every repetition of one webhook
  static Webhook written(
      Secret authToken,
      HookUrl hook,
      Map<String, String> parameters,
      String token,
      Mail.Form form) {
    Map<String, String> sent = new LinkedHashMap<>(parameters);
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("I-Twilio-Idempotency-Token", token);
    headers.put("User-Agent", "TwilioProxy/1.1");
    if (form == Mail.Form.MALFORMED) {
      sent.keySet().removeIf(name -> name.endsWith("Sid") || name.equals("From"));
    }
    if (form != Mail.Form.UNSIGNED) {
      Secret key = form == Mail.Form.FORGED ? ANOTHER_TOKEN : authToken;
      headers.put("X-Twilio-Signature", TwilioSignature.of(key, hook.url().toString(), sent));
    }
    return new Webhook(
        hook.url(),
        "application/x-www-form-urlencoded; charset=utf-8",
        headers,
        Form.encoded(sent));
  }
}
