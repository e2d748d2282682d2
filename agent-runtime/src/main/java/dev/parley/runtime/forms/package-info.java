/// Forms on the business's own pages: each submission is judged, kept, and becomes the first
/// message of a conversation, to which the agent answers on the form's channel. May touch risk,
// channel
/// ports, store, Helidon.
@NullMarked
package dev.parley.runtime.forms;

import org.jspecify.annotations.NullMarked;
