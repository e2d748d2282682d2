package dev.parley.runtime.flow;

import dev.parley.config.binding.ChannelType;
import java.util.Optional;

/// How a conversation begins.
///
/// @param address the contact's address on the channel (a phone number on SMS, WhatsApp, voice);
///     answers the questions marked `from_channel`
/// @param language the contact's language where it is known beforehand (a browser's)
public record Start(ChannelType channel, Optional<String> address, Optional<String> language) {}
