/// What channels share on the wire: the WebSocket peer with its limits, the upgrade that never
/// loses the end of a socket, the signatures of webhooks, capped bodies, and calls to vendors with
/// what is known of their outcome. Knows no channel; touches Helidon and OkHttp only.
@NullMarked
package dev.parley.channel.http;

import org.jspecify.annotations.NullMarked;
