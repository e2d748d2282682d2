package dev.parley.channel.sandbox.elevenlabs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.json.Json;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// One realtime recognition: hears toy speech.
final class EarSocket extends SandboxSocket {
  private static final int CHUNK_CHARS_MAX = 400_000;
  private static final int PREVIOUS_CHARS_MAX = 50;
  private static final long COMMIT_MILLIS_MIN = 300;
  private static final String DETAILED = "committed_transcript_with_timestamps";
  private static final double LOGPROB = -0.05;
  private static final Set<String> STAYS_OPEN = Set.of("commit_throttled", "warning");

  private final EarQuery query;
  private final ToySpeech.Ear ear = new ToySpeech.Ear();
  private final StringBuilder segment = new StringBuilder();
  private String told = "";
  private long uncommittedBytes;
  private boolean heardAny;

  EarSocket(Bench bench, Optional<SpeechFaults.Planned> planned, EarQuery query) {
    super(bench, planned);
    this.query = query;
  }

  @Override
  void begin() {
    if (query.problem().isPresent()) {
      bench.complain("the query of a recognition: " + query.problem().get());
      fail("invalid_request");
      return;
    }
    ObjectNode started = Json.object().put("message_type", "session_started");
    started.put("session_id", UUID.randomUUID().toString());
    started
        .putObject("config")
        .put("sample_rate", 8000)
        .put("audio_format", "ulaw_8000")
        .put("model_id", "scribe_v2_realtime")
        .put("vad_commit_strategy", query.vad() ? "vad" : "manual")
        .put("vad_silence_threshold_secs", query.silenceMillis() / 1000.0)
        .put("include_language_detection", query.detection());
    send(started);
  }

  @Override
  void message(JsonNode message) {
    Optional<String> wrong = wrong(message);
    if (wrong.isPresent()) {
      bench.complain(wrong.get());
      fail("input_error");
      return;
    }
    String base64 = message.path("audio_base_64").asText();
    if (base64.length() > CHUNK_CHARS_MAX) {
      fail("chunk_size_exceeded");
      return;
    }
    try {
      hear(Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException e) {
      fail("input_error");
      return;
    }
    if (message.path("commit").asBoolean()) {
      commitAsked();
    }
  }

  private Optional<String> wrong(JsonNode message) {
    if (!message.path("message_type").asText().equals("input_audio_chunk")
        || !message.path("audio_base_64").isTextual()
        || !message.path("commit").isBoolean()
        || message.path("sample_rate").asInt() != 8000) {
      return Optional.of("an input_audio_chunk lacks a field");
    }
    JsonNode previous = message.path("previous_text");
    if (!previous.isMissingNode() && heardAny) {
      return Optional.of("previous_text comes with the first chunk only");
    }
    return previous.asText("").length() > PREVIOUS_CHARS_MAX
        ? Optional.of("previous_text is too long")
        : Optional.empty();
  }

  private void hear(byte[] audio) {
    heardAny |= audio.length > 0;
    uncommittedBytes += audio.length;
    ear.hear(audio);
    bench.watch().heard(ear.stamp(), ear.stampBegan(), ear.bytes(), System.nanoTime());
    segment.append(ear.take());
    String words = words();
    if (!words.equals(told) && !words.isEmpty()) {
      told = words;
      int stamp = ear.stamp();
      later(
          bench.pace().partial(),
          () -> {
            bench.watch().told(stamp, "partial_transcript", words, System.nanoTime());
            send(words("partial_transcript", words));
          });
    }
    if (query.vad() && !words.isEmpty() && ear.silentMillis() >= query.silenceMillis()) {
      commit();
    }
  }

  private void commitAsked() {
    if (uncommittedBytes / 8 < COMMIT_MILLIS_MIN && words().isEmpty()) {
      fail("commit_throttled");
      return;
    }
    commit();
  }

  private void commit() {
    String words = words();
    Optional<String> language = ToySpeech.languageOf(segment.toString());
    segment.setLength(0);
    told = "";
    uncommittedBytes = 0;
    SpeechPace pace = bench.pace();
    later(pace.commit(), () -> send(words("committed_transcript", words)));
    if (query.timestamps() || query.detection()) {
      ObjectNode detailed = words(DETAILED, words);
      detailed.put("language_code", language.or(query::language).orElse("en"));
      detailed.set("words", query.timestamps() ? timed(words) : null);
      int stamp = ear.stamp();
      later(
          pace.commit().plus(pace.detail()),
          () -> {
            bench.watch().told(stamp, DETAILED, words, System.nanoTime());
            send(detailed);
          });
    }
  }

  private String words() {
    return ToySpeech.withoutTags(segment.toString()).strip();
  }

  @Override
  void fail(String error) {
    send(Json.object().put("message_type", error).put("error", "Simulated: " + error + "."));
    if (!STAYS_OPEN.contains(error)) {
      close(1008, error);
    }
  }

  private static ObjectNode words(String type, String words) {
    return Json.object().put("message_type", type).put("text", words);
  }

  private static ArrayNode timed(String words) {
    ArrayNode timed = Json.array();
    double at = 0;
    for (String word : words.split(" ", -1)) {
      double end = at + word.length() * 0.06;
      if (!timed.isEmpty()) {
        timed.addObject().put("text", " ").put("type", "spacing").put("logprob", 0.0);
      }
      timed
          .addObject()
          .put("text", word)
          .put("start", at)
          .put("end", end)
          .put("type", "word")
          .put("logprob", LOGPROB);
      at = end + 0.06;
    }
    return timed;
  }
}
