/// The web chat's side of the runtime: opens conversations for browsers, puts their messages into
/// the inbox, and tells every listening socket what was committed, here or on another node.
/// Touches the store, the driver and the web channel's port; never Helidon.
@NullMarked
package dev.parley.runtime.chat;

import org.jspecify.annotations.NullMarked;
