package dev.parley.runtime.messaging;

import dev.parley.channel.Failure;

/// What follows when a vendor will never take a message. Thread-safe.
@FunctionalInterface
interface RefusedMessages {
  Outcome outcome(OutboxRow row, Failure failure);
}
