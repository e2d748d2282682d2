package dev.parley.channel.whatsapp;

import dev.parley.channel.ChannelAccount;
import dev.parley.channel.OutboundMessage;
import dev.parley.channel.Pace;
import dev.parley.config.settings.Settings;
import java.time.Duration;
import java.util.List;

/// How fast Meta takes messages; faster is refused (130429, 131056).
///
/// @param perSecond of one business number; Meta's 80 count both ways
/// @param pairEvery one message to one contact in this long, in the long run
/// @param pairBurst messages at once to one contact
public record WhatsAppRates(int perSecond, Duration pairEvery, int pairBurst) {
  public static final WhatsAppRates DEFAULTS = new WhatsAppRates(40, Duration.ofSeconds(6), 45);

  static WhatsAppRates read(Settings settings) {
    return new WhatsAppRates(
        settings.whole("PARLEY_WHATSAPP_PER_SECOND", DEFAULTS.perSecond, 1, 9_999),
        settings.duration(
            "PARLEY_WHATSAPP_PAIR_EVERY",
            DEFAULTS.pairEvery,
            Duration.ZERO,
            Duration.ofMinutes(10)),
        settings.whole("PARLEY_WHATSAPP_PAIR_BURST", DEFAULTS.pairBurst, 1, 10_000));
  }

  List<Pace> of(ChannelAccount account, OutboundMessage message) {
    int rate = account.messagesPerSecond().orElse(perSecond);
    String sender = "whatsapp " + account.address();
    return List.of(
        Pace.perSecond(sender, rate, Math.max(1, rate / 10), 1),
        new Pace(sender + " " + message.recipient().address(), pairEvery, pairBurst, 1));
  }
}
