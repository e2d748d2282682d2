package dev.parley.channel.sandbox.whatsapp;

import java.time.Duration;

/// The vendor's limits on a business number.
///
/// @param window after a contact's message in which anything may be sent
/// @param pairEvery one message to one contact in this long, in the long run
/// @param pairBurst at once to one contact
/// @param perSecond messages of one business number, both ways
/// @param mediaUrl how long the address of a file is good
/// @param windowErrorsLater whether a shut window is told in a webhook, not in the answer
public record WhatsAppLimits(
    Duration window,
    Duration pairEvery,
    int pairBurst,
    int perSecond,
    Duration mediaUrl,
    boolean windowErrorsLater) {
  /// As the vendor has them.
  public static final WhatsAppLimits VENDOR =
      new WhatsAppLimits(
          Duration.ofHours(24), Duration.ofSeconds(6), 45, 80, Duration.ofMinutes(5), false);

  /// Rates so high that a benchmark does not meet them.
  public static final WhatsAppLimits NO_RATES =
      new WhatsAppLimits(
          Duration.ofHours(24),
          Duration.ofMillis(1),
          1_000_000,
          1_000_000,
          Duration.ofMinutes(5),
          false);

  public WhatsAppLimits toldLater() {
    return new WhatsAppLimits(window, pairEvery, pairBurst, perSecond, mediaUrl, true);
  }
}
