/// The web chat: its socket protocol, the embeddable widget and the chat page. Adapts browsers to
/// [WebChatPort], which the runtime implements. Touches `channel`, `channel.http`, Helidon and
/// Jackson; never the store, a model or another channel's package.
@NullMarked
package dev.parley.channel.web;

import org.jspecify.annotations.NullMarked;
