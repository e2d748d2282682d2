package dev.parley.channel.sandbox.phone;

import dev.parley.config.binding.ChannelType;

/// A number that leads to an agent.
///
/// @param channel `SMS`, `WHATSAPP` or `VOICE`
/// @param number of the business, in E.164
/// @param vendorId WhatsApp's `phone_number_id`; empty for the others
/// @param agent the name it goes by
public record SandboxLine(
    ChannelType channel, String number, String vendorId, String agent, String business) {
  public SandboxLine {
    if (channel == ChannelType.WEB) {
      throw new IllegalArgumentException("a telephone has no web chat");
    }
  }
}
