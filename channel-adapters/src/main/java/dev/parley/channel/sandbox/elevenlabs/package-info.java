/// ElevenLabs' speech, simulated: the two sockets, speech over HTTP, and the toy speech they and
/// simulated callers speak. Written from the vendor's contract alone. Touches `channel.sandbox`,
/// `channel.http`, Helidon and Jackson.
@NullMarked
package dev.parley.channel.sandbox.elevenlabs;

import org.jspecify.annotations.NullMarked;
