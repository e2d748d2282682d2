package dev.parley.channel.voice;

import dev.parley.channel.ChannelAccount;
import java.math.BigDecimal;

/// Asks a carrier what a call cost. Thread-safe; blocks its caller.
public interface CallCosts {
  Cost of(ChannelAccount account, String callId);

  /// What is known of a call's cost.
  sealed interface Cost {
    /// @param amount above zero where the business is charged
    /// @param currency ISO 4217
    record Told(BigDecimal amount, String currency) implements Cost {}

    /// The call goes on, or the carrier has not settled it yet.
    record NotYet() implements Cost {}

    /// There is none and there will be none: nobody was reached, or there is no such call.
    record Never() implements Cost {}

    /// @param code stable: the carrier's number, or why no answer came
    record Untold(String code) implements Cost {}
  }
}
