/// What channels share on the wire: the WebSocket peer with its limits, and the upgrade that never
/// loses the end of a socket. Knows no vendor and no channel; touches Helidon only.
@NullMarked
package dev.parley.channel.http;

import org.jspecify.annotations.NullMarked;
