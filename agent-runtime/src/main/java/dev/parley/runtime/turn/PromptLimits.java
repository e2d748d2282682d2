package dev.parley.runtime.turn;

import dev.parley.config.settings.Settings;

/// How much of a conversation a model is shown.
///
/// @param turnTokensMax of earlier turns, newest first; the rest is left out
/// @param contactCharsMax of the turn to be understood; the engine still checks quotes against all
///     of it
public record PromptLimits(int turnTokensMax, int contactCharsMax) {
  public static final PromptLimits DEFAULT = new PromptLimits(1_500, 8_000);

  /// `PARLEY_MODEL_HISTORY_TOKENS`, `PARLEY_MODEL_CONTACT_CHARS`.
  public static PromptLimits read(Settings settings) {
    return new PromptLimits(
        settings.whole("PARLEY_MODEL_HISTORY_TOKENS", DEFAULT.turnTokensMax, 100, 100_000),
        settings.whole("PARLEY_MODEL_CONTACT_CHARS", DEFAULT.contactCharsMax, 500, 100_000));
  }
}
