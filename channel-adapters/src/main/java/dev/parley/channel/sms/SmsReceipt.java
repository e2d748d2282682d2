package dev.parley.channel.sms;

import dev.parley.channel.DeliveryReceipt;
import dev.parley.channel.DeliveryReceipt.Status;
import dev.parley.channel.Failure;
import dev.parley.channel.http.FormBody;
import dev.parley.channel.twilio.TwilioErrors;
import dev.parley.config.binding.ChannelType;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// Twilio's status callback in our words.
final class SmsReceipt {
  private static final Pattern SID = Pattern.compile("[A-Za-z0-9]{34}");

  private SmsReceipt() {}

  /// @param outboundId from the address we gave Twilio
  /// @return empty for a status that says nothing new: it still waits at Twilio's
  static Optional<DeliveryReceipt> of(
      FormBody form, String bindingAddress, Optional<UUID> outboundId, Instant now) {
    Optional<String> sid = form.text("MessageSid").filter(text -> SID.matcher(text).matches());
    Optional<Status> status = status(form);
    if (sid.isEmpty() || status.isEmpty()) {
      return Optional.empty();
    }
    Optional<Failure> failure =
        status.get() == Status.FAILED ? Optional.of(failure(form)) : Optional.empty();
    return Optional.of(
        new DeliveryReceipt(
            ChannelType.SMS, bindingAddress, sid.get(), outboundId, status.get(), failure, now));
  }

  private static Optional<Status> status(FormBody form) {
    if (form.text("EventType", "").equals("READ")) {
      return Optional.of(Status.READ);
    }
    return switch (form.text("MessageStatus", "").toLowerCase(Locale.ROOT)) {
      case "sent" -> Optional.of(Status.SENT);
      case "delivered", "partially_delivered" -> Optional.of(Status.DELIVERED);
      case "read" -> Optional.of(Status.READ);
      case "failed", "undelivered", "canceled" -> Optional.of(Status.FAILED);
      default -> Optional.empty();
    };
  }

  private static Failure failure(FormBody form) {
    try {
      return TwilioErrors.failure(Integer.parseInt(form.text("ErrorCode", "")));
    } catch (NumberFormatException noCode) {
      return new Failure(Failure.Reason.UNLISTED, "");
    }
  }
}
