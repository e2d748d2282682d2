/// A telephone call as the conversation sees it, whoever carries it: what happens on the line, what
/// can be done on it, and the two ports of speech. May touch `channel` and `config`; knows no
/// vendor.
@NullMarked
package dev.parley.channel.voice;

import org.jspecify.annotations.NullMarked;
