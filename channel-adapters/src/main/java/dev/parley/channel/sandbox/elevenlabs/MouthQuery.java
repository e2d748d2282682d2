package dev.parley.channel.sandbox.elevenlabs;

import io.helidon.common.uri.UriQuery;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// What a client asks of the synthesis, checked as the vendor does.
///
/// @param problem why the vendor will not; empty when it will
record MouthQuery(
    Optional<String> problem,
    boolean autoMode,
    boolean alignment,
    Duration inactivity,
    String language) {
  private static final Set<String> KNOWN =
      Set.of(
          "model_id",
          "language_code",
          "enable_logging",
          "enable_ssml_parsing",
          "output_format",
          "inactivity_timeout",
          "sync_alignment",
          "auto_mode",
          "apply_text_normalization",
          "seed",
          "authorization");

  static MouthQuery read(UriQuery query) {
    String inactivity = EarQuery.first(query, "inactivity_timeout").orElse("20");
    boolean whole = inactivity.matches("\\d{1,3}");
    int seconds = whole ? Integer.parseInt(inactivity) : 0;
    Optional<String> problem = Optional.empty();
    if (!KNOWN.containsAll(query.names())) {
      problem = Optional.of("unknown parameter");
    } else if (seconds < 1 || seconds > 180) {
      problem = Optional.of("inactivity_timeout");
    } else if (!EarQuery.first(query, "output_format").orElse("").equals("ulaw_8000")) {
      problem = Optional.of("this simulator speaks ulaw_8000 only");
    } else if (EarQuery.first(query, "model_id").orElse("").equals("eleven_v3")) {
      problem = Optional.of("this model is not on the socket");
    } else if (!EarQuery.first(query, "language_code").orElse("en").matches("[a-z]{2,3}")) {
      problem = Optional.of("language_code");
    }
    return new MouthQuery(
        problem,
        EarQuery.first(query, "auto_mode").orElse("").equals("true"),
        EarQuery.first(query, "sync_alignment").orElse("").equals("true"),
        Duration.ofSeconds(Math.max(1, seconds)),
        EarQuery.first(query, "language_code").orElse(""));
  }
}
