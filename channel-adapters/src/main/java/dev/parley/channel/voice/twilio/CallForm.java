package dev.parley.channel.voice.twilio;

import dev.parley.channel.http.FormBody;
import dev.parley.channel.voice.CallDetails;
import dev.parley.channel.voice.CallDetails.Direction;
import dev.parley.channel.voice.CallEvent;
import dev.parley.channel.voice.CallReport.Finished.Outcome;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/// What Twilio's form says of a call, in our words. Fields it does not know are left alone.
record CallForm(FormBody form) {
  private static final Pattern E164 = Pattern.compile("\\+[1-9]\\d{6,14}");

  /// What Twilio writes instead of a number: anonymous, restricted, blocked, unknown, unavailable.
  private static final Set<String> WITHHELD =
      Set.of("+266696687", "+7378742833", "+2562533", "+8656696", "+86282452253");

  /// @param callId well-formed
  /// @param business the channel's address
  CallDetails details(String callId, String business, Optional<UUID> conversation, Instant now) {
    boolean outbound = form.text("Direction", "").startsWith("outbound");
    Optional<String> contact =
        form.text(outbound ? "To" : "From")
            .filter(text -> E164.matcher(text).matches())
            .filter(text -> !WITHHELD.contains(text));
    return new CallDetails(
        callId,
        outbound ? Direction.OUTBOUND : Direction.INBOUND,
        business,
        contact,
        conversation,
        Map.of(),
        now);
  }

  /// How the call ended; empty while it goes on.
  Optional<Outcome> outcome() {
    return switch (form.text("CallStatus", "")) {
      case "completed" -> Optional.of(Outcome.COMPLETED);
      case "busy" -> Optional.of(Outcome.BUSY);
      case "no-answer" -> Optional.of(Outcome.NO_ANSWER);
      case "failed" -> Optional.of(Outcome.FAILED);
      case "canceled" -> Optional.of(Outcome.CANCELED);
      default -> Optional.empty();
    };
  }

  /// Whether a person took a transferred call.
  boolean wasTaken() {
    return Set.of("completed", "answered").contains(form.text("DialCallStatus", ""));
  }

  Optional<CallEvent.Answered> answered() {
    return form.text("AnsweredBy")
        .map(
            by ->
                switch (by) {
                  case "human" -> CallEvent.Answered.By.PERSON;
                  case "machine_start" -> CallEvent.Answered.By.MACHINE;
                  case "machine_end_beep", "machine_end_silence", "machine_end_other" ->
                      CallEvent.Answered.By.MACHINE_READY;
                  case "fax" -> CallEvent.Answered.By.FAX;
                  default -> CallEvent.Answered.By.UNKNOWN;
                })
        .map(CallEvent.Answered::new);
  }

  OptionalInt whole(String name) {
    try {
      return form.text(name)
          .map(Integer::parseInt)
          .map(OptionalInt::of)
          .orElse(OptionalInt.empty());
    } catch (NumberFormatException notANumber) {
      return OptionalInt.empty();
    }
  }
}
