/// Telephone calls that Twilio carries: its webhooks and their TwiML, call control over REST, the
/// tickets that tie a media socket to a call, and what every line does alike. Touches `channel`,
/// `channel.http`, `channel.twilio`, Helidon and Twilio; never the store, a model or speech.
@NullMarked
package dev.parley.channel.voice.twilio;

import org.jspecify.annotations.NullMarked;
