package dev.parley.crm;

import dev.parley.transcript.Speaker;
import dev.parley.transcript.Transcript;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.StringJoiner;

/// The telephone call a lead came from, as CRMs tell of calls.
///
/// @param outbound the business called
/// @param from the number that called, where it is known
/// @param to the number that was called, where it is known
/// @param start when the line was up
/// @param length how long it was
/// @param id the carrier's
/// @param recording where the carrier keeps one that the contact allowed; asks for its credentials
public record TelephoneCall(
    boolean outbound,
    Optional<String> from,
    Optional<String> to,
    Instant start,
    Duration length,
    Result result,
    Optional<String> id,
    Optional<String> recording) {
  /// How it went, as far as CRMs tell calls apart.
  public enum Result {
    CONNECTED("connected"),
    /// A machine took it and was left a message.
    VOICEMAIL("voicemail left"),
    NO_ANSWER("no answer"),
    BUSY("busy"),
    FAILED("failed"),
    CANCELED("canceled");

    private final String words;

    Result(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }

    /// Whether somebody, or a machine, took it.
    public boolean answered() {
      return this == CONNECTED || this == VOICEMAIL;
    }
  }

  /// Empty where the conversation was no call.
  public static Optional<TelephoneCall> of(LeadView lead, Optional<Transcript> transcript) {
    if (!lead.text("channel").equals("voice")) {
      return Optional.empty();
    }
    Optional<String> contact = lead.channelPhone();
    Optional<String> business = lead.businessPhone();
    return Optional.of(
        new TelephoneCall(
            lead.outbound(),
            lead.outbound() ? business : contact,
            lead.outbound() ? contact : business,
            ConversationText.start(lead, transcript),
            ConversationText.length(lead, transcript),
            result(lead, transcript),
            lead.callId(),
            lead.recording()));
  }

  private static Result result(LeadView lead, Optional<Transcript> transcript) {
    return switch (lead.callOutcome()) {
      case "busy" -> Result.BUSY;
      case "no_answer" -> Result.NO_ANSWER;
      case "failed" -> Result.FAILED;
      case "canceled" -> Result.CANCELED;
      default ->
          switch (lead.text("disposition")) {
            case "voicemail" -> spoke(transcript) ? Result.VOICEMAIL : Result.NO_ANSWER;
            case "no_answer" -> Result.NO_ANSWER;
            default -> Result.CONNECTED;
          };
    };
  }

  private static boolean spoke(Optional<Transcript> transcript) {
    return transcript.stream()
        .flatMap(all -> all.turns().stream())
        .anyMatch(turn -> turn.from() == Speaker.AGENT);
  }

  /// One line, such as `Outbound call from +12025550100 to +34600000000, 181 s, connected`.
  public String text() {
    StringJoiner line = new StringJoiner(", ");
    line.add(
        (outbound ? "Outbound" : "Inbound")
            + " call"
            + from.map(number -> " from " + number).orElse("")
            + to.map(number -> " to " + number).orElse(""));
    line.add(length.toSeconds() + " s");
    line.add(result.words());
    recording.ifPresent(url -> line.add("recorded: " + url));
    return line.toString();
  }

  /// Leaves everything out: it is personal data.
  @Override
  public String toString() {
    return "TelephoneCall[" + result + "]";
  }
}
