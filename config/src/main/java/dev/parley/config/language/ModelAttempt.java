package dev.parley.config.language;

import java.util.OptionalLong;

/// One request to one provider, or the decision not to make it.
///
/// @param provider wire name of the vendor, e.g. `anthropic`
/// @param model the model's name as configured
/// @param firstTextMillis from the request to the first text; empty when none came
/// @param totalMillis from the request to its end; 0 when it was not made
/// @param costMicros by the configured prices, in millionths of their currency; empty when no price
///     is configured or the provider named no tokens
public record ModelAttempt(
    String provider,
    String model,
    Outcome outcome,
    Tokens tokens,
    OptionalLong firstTextMillis,
    long totalMillis,
    OptionalLong costMicros) {

  /// What a provider counted; zeros when it told nothing.
  ///
  /// @param input all tokens read, those from the cache among them
  /// @param cached read from the provider's cache
  /// @param cacheWritten written to it
  /// @param output written, thinking included
  public record Tokens(int input, int cached, int cacheWritten, int output) {
    public static final Tokens NONE = new Tokens(0, 0, 0, 0);

    public Tokens plus(Tokens other) {
      return new Tokens(
          input + other.input,
          cached + other.cached,
          cacheWritten + other.cacheWritten,
          output + other.output);
    }
  }
}
