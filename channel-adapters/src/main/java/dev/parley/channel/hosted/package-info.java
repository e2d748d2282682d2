/// Voice agents that ElevenLabs hosts: it hears, speaks and takes turns, and asks here what to say,
/// as it would ask a language model; and it tells afterwards how a call went. May touch `channel`,
/// `channel.http`, Helidon, Jackson and `config`.
@NullMarked
package dev.parley.channel.hosted;

import org.jspecify.annotations.NullMarked;
