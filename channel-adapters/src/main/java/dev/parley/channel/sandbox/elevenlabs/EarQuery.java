package dev.parley.channel.sandbox.elevenlabs;

import io.helidon.common.uri.UriQuery;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a client asks of the recognition, checked as the vendor does.
///
/// @param problem why the vendor will not; empty when it will
record EarQuery(
    Optional<String> problem,
    boolean vad,
    long silenceMillis,
    boolean timestamps,
    boolean detection,
    Optional<String> language) {
  private static final Set<String> KNOWN =
      Set.of(
          "model_id",
          "audio_format",
          "commit_strategy",
          "language_code",
          "secondary_languages",
          "include_language_detection",
          "include_timestamps",
          "vad_silence_threshold_secs",
          "vad_threshold",
          "min_speech_duration_ms",
          "min_silence_duration_ms",
          "keyterms",
          "no_verbatim",
          "entity_detection",
          "filter_background_audio",
          "transcript_edit",
          "enable_logging",
          "token");
  private static final int KEYTERMS_MAX = 50;
  private static final int KEYTERM_CHARS_MAX = 20;

  static EarQuery read(UriQuery query) {
    double silence = number(query, "vad_silence_threshold_secs", 1.5);
    return new EarQuery(
        problem(query, silence),
        first(query, "commit_strategy").orElse("manual").equals("vad"),
        Math.round(silence * 1000),
        first(query, "include_timestamps").orElse("").equals("true"),
        first(query, "include_language_detection").orElse("").equals("true"),
        first(query, "language_code"));
  }

  private static Optional<String> problem(UriQuery query, double silence) {
    if (!KNOWN.containsAll(query.names())) {
      return Optional.of("unknown parameter");
    }
    if (!first(query, "model_id").orElse("").equals("scribe_v2_realtime")) {
      return Optional.of("model_id is not one for realtime");
    }
    if (!first(query, "audio_format").orElse("").equals("ulaw_8000")) {
      return Optional.of("this simulator hears ulaw_8000 only");
    }
    if (!Set.of("manual", "vad").contains(first(query, "commit_strategy").orElse("manual"))) {
      return Optional.of("commit_strategy");
    }
    if (!(silence >= 0.3 && silence <= 3.0)) {
      return Optional.of("vad_silence_threshold_secs must be between 0.3 and 3.0");
    }
    if (!first(query, "language_code").orElse("en").matches("[a-z]{2,3}")) {
      return Optional.of("language_code");
    }
    List<String> terms = query.contains("keyterms") ? query.all("keyterms") : List.of();
    boolean tooMany = terms.size() > KEYTERMS_MAX;
    boolean tooLong = terms.stream().anyMatch(term -> term.length() > KEYTERM_CHARS_MAX);
    return tooMany || tooLong ? Optional.of("keyterms") : Optional.empty();
  }

  private static double number(UriQuery query, String name, double otherwise) {
    try {
      return first(query, name).map(Double::parseDouble).orElse(otherwise);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  static Optional<String> first(UriQuery query, String name) {
    return query.contains(name) ? Optional.of(query.get(name)) : Optional.empty();
  }
}
