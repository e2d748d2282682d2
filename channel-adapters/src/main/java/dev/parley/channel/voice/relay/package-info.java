/// Calls as words, over Twilio's ConversationRelay, which hears and speaks by itself. Touches
/// `channel.voice`, its Twilio room, `channel.http`, `config.json` and
/// Jackson only.
@NullMarked
package dev.parley.channel.voice.relay;

import org.jspecify.annotations.NullMarked;
