package dev.parley.channel.voice.twilio;

import dev.parley.channel.voice.CallDetails;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What a media socket must know of the call it is for; written into its ticket, so that any node
/// can take the socket.
///
/// @param language expected at first
record CallTicket(CallDetails call, String language) {
  private static final String GAP = "|";
  private static final int FIELDS = 7;

  String written() {
    return String.join(
        GAP,
        call.callId(),
        call.direction() == CallDetails.Direction.INBOUND ? "i" : "o",
        call.business(),
        call.contact().orElse(""),
        call.conversation().map(UUID::toString).orElse(""),
        language,
        Long.toString(call.startedAt().toEpochMilli(), 36));
  }

  /// Only of a text whose seal is right.
  static CallTicket read(String written) {
    String[] fields = written.split("\\|", -1);
    if (fields.length != FIELDS) {
      throw new IllegalArgumentException("a ticket has " + FIELDS + " fields");
    }
    return new CallTicket(
        new CallDetails(
            fields[0],
            fields[1].equals("i") ? CallDetails.Direction.INBOUND : CallDetails.Direction.OUTBOUND,
            fields[2],
            Optional.of(fields[3]).filter(text -> !text.isEmpty()),
            Optional.of(fields[4]).filter(text -> !text.isEmpty()).map(UUID::fromString),
            Map.of(),
            Instant.ofEpochMilli(Long.parseLong(fields[6], 36))),
        fields[5]);
  }
}
