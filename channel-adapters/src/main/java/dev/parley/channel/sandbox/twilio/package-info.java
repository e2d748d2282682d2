/// Twilio's messaging, simulated: the REST resource, the webhooks, opt-outs, media. Written from
/// the vendor's contract alone. Touches `channel.sandbox`, `channel.http`, Helidon and Jackson.
@NullMarked
package dev.parley.channel.sandbox.twilio;

import org.jspecify.annotations.NullMarked;
