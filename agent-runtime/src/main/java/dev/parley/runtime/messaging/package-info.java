/// Text by vendors that push and take messages away for good: what they bring becomes inbox rows of
/// the right contact's conversation, what the agent says goes out through the outbox, once. Touches
/// the store, the driver and the channels' ports; never a vendor's package, HTTP or a model.
@NullMarked
package dev.parley.runtime.messaging;

import org.jspecify.annotations.NullMarked;
