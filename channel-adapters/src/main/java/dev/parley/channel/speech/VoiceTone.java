package dev.parley.channel.speech;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.json.Json;
import dev.parley.config.settings.Settings;

/// How a voice speaks. In hundredths, so that it is the same text wherever it is written.
///
/// @param stability 0 to 100
/// @param similarity 0 to 100
/// @param speed 70 to 120; 100 is the voice's own
public record VoiceTone(int stability, int similarity, int speed) {
  public static final VoiceTone DEFAULTS = new VoiceTone(50, 80, 100);

  static VoiceTone read(Settings settings) {
    return new VoiceTone(
        settings.whole("PARLEY_ELEVENLABS_STABILITY", DEFAULTS.stability, 0, 100),
        settings.whole("PARLEY_ELEVENLABS_SIMILARITY", DEFAULTS.similarity, 0, 100),
        settings.whole("PARLEY_ELEVENLABS_SPEED", DEFAULTS.speed, 70, 120));
  }

  /// As the vendor writes it.
  ObjectNode json() {
    return Json.object()
        .put("stability", stability / 100.0)
        .put("similarity_boost", similarity / 100.0)
        .put("speed", speed / 100.0);
  }
}
