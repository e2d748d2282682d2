package dev.parley.channel.speech;

import java.util.Set;
import java.util.regex.Pattern;

/// An error of the synthesis: a socket that told one is of no use any more.
///
/// @param code stable, for logs and metrics
/// @param forGood no other socket would do better
record VoiceError(String code, boolean forGood) {
  private static final Set<String> FOR_GOOD =
      Set.of(
          "detected_unusual_activity",
          "invalid_api_key",
          "max_character_limit_exceeded",
          "missing_permissions",
          "model_not_found",
          "needs_authorization",
          "only_for_creator+",
          "quota_exceeded",
          "unauthorized",
          "voice_not_found");
  private static final Pattern CODE = Pattern.compile("[a-z][a-z_+]{2,60}");

  /// @param name as the vendor wrote it; one that is not known may pass by itself
  static VoiceError of(String name) {
    return new VoiceError(CODE.matcher(name).matches() ? name : "error", FOR_GOOD.contains(name));
  }
}
