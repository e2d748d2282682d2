package dev.parley.runtime.consent;

import java.util.Locale;

/// Why a message is not sent now. The wire names are stable.
public enum GateReason {
  /// The contact has said stop, on whichever channel.
  SUPPRESSED,
  /// It is night where the contact is.
  QUIET_HOURS,
  /// As many unasked messages were sent as the agent's definition allows.
  FREQUENCY_CAP,
  /// The vendor takes no free words any more: an approved template, another channel, or waiting
  /// for the contact are what is left.
  WINDOW_SHUT;

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
