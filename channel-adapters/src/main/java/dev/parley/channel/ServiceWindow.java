package dev.parley.channel;

import java.time.Duration;
import java.time.Instant;

/// How long a vendor lets a business write freely after the contact last wrote.
///
/// @param lastInboundAt when the contact wrote, by the vendor's clock
/// @param length 24 hours at WhatsApp
public record ServiceWindow(Instant lastInboundAt, Duration length) {

  /// @param margin taken off its end, for clocks that differ and messages on their way
  public boolean isOpen(Instant now, Duration margin) {
    return now.isBefore(closesAt().minus(margin));
  }

  public Instant closesAt() {
    return lastInboundAt.plus(length);
  }
}
