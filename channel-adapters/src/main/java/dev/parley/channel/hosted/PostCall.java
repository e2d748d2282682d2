package dev.parley.channel.hosted;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads post-call webhooks: transcripts and calls that never began. Recordings are passed over, as
/// is every type not known.
final class PostCall {
  private static final Pattern ID = Pattern.compile("[\\x21-\\x7E]{1,200}");
  private static final Pattern E164 = Pattern.compile("\\+[1-9]\\d{6,14}");
  private static final int TURNS_MAX = 2_000;
  private static final int TEXT_CHARS_MAX = 8_000;
  private static final long CALL_SECONDS_MAX = 24 * 3600;

  private PostCall() {}

  static String agentId(JsonNode event) {
    return event.at("/data/agent_id").asText("");
  }

  /// @return empty where it tells of no call's end
  static Optional<EndedCall> read(JsonNode event, Instant now) {
    JsonNode data = event.path("data");
    String conversation = data.path("conversation_id").asText("");
    if (!ID.matcher(conversation).matches()) {
      return Optional.empty();
    }
    return switch (event.path("type").asText("")) {
      case "post_call_transcription" -> Optional.of(transcript(conversation, data, now));
      case "call_initiation_failure" -> Optional.of(failure(conversation, data, now));
      default -> Optional.empty();
    };
  }

  private static EndedCall transcript(String conversation, JsonNode data, Instant now) {
    JsonNode metadata = data.path("metadata");
    JsonNode phone = metadata.path("phone_call");
    Instant startedAt = time(metadata.path("start_time_unix_secs").asLong(0), now);
    EndedCall.How how =
        switch (phone.path("call_result").asText("answered").toLowerCase(Locale.ROOT)) {
          case "voicemail" -> EndedCall.How.VOICEMAIL;
          case "busy", "no_answer" -> EndedCall.How.NO_ANSWER;
          case "failed" -> EndedCall.How.FAILED;
          default -> EndedCall.How.ANSWERED;
        };
    JsonNode variables = data.at("/conversation_initiation_client_data/dynamic_variables");
    Optional<String> caller =
        number(phone.path("external_number")).or(() -> number(variables.path("system__caller_id")));
    Optional<String> language =
        Optional.of(metadata.path("main_language").asText(""))
            .filter(tag -> tag.matches("[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*"));
    return new EndedCall(
        conversation, caller, language, how, startedAt, turns(data.path("transcript"), startedAt));
  }

  private static List<EndedCall.Line> turns(JsonNode transcript, Instant startedAt) {
    List<EndedCall.Line> turns = new ArrayList<>();
    for (JsonNode turn : transcript) {
      String text = turn.path("message").asText("").replace('\0', ' ').strip();
      String role = turn.path("role").asText("");
      if (text.isEmpty() || !List.of("user", "agent").contains(role) || turns.size() >= TURNS_MAX) {
        continue;
      }
      long seconds = Math.clamp(turn.path("time_in_call_secs").asLong(0), 0, CALL_SECONDS_MAX);
      turns.add(
          new EndedCall.Line(
              role.equals("user"),
              text.substring(0, Math.min(TEXT_CHARS_MAX, text.length())),
              startedAt.plusSeconds(seconds)));
    }
    return turns;
  }

  private static EndedCall failure(String conversation, JsonNode data, Instant now) {
    String reason = data.path("failure_reason").asText("").toLowerCase(Locale.ROOT);
    boolean nobody = List.of("busy", "no-answer", "no_answer").contains(reason);
    JsonNode body = data.at("/metadata/body");
    Optional<String> called =
        number(body.path("To"))
            .or(() -> number(body.path("Called")))
            .or(() -> number(body.path("to_number")));
    return new EndedCall(
        conversation,
        called,
        Optional.empty(),
        nobody ? EndedCall.How.NO_ANSWER : EndedCall.How.FAILED,
        now,
        List.of());
  }

  private static Optional<String> number(JsonNode text) {
    return Optional.of(text.asText("")).filter(number -> E164.matcher(number).matches());
  }

  /// A time that is not in the future and not from another age, else now.
  private static Instant time(long seconds, Instant now) {
    boolean fits = seconds > 1_500_000_000 && seconds <= now.getEpochSecond();
    return fits ? Instant.ofEpochSecond(seconds) : now;
  }
}
