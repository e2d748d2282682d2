/// Calls as sound, over Twilio's Media Streams: mu-law at 8 kHz both ways, heard and spoken by the
/// ports of speech. Touches `channel.voice`, its Twilio room, `channel.http`, `config.json` and
/// Jackson only.
@NullMarked
package dev.parley.channel.voice.media;

import org.jspecify.annotations.NullMarked;
