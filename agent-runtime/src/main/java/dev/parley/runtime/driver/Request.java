package dev.parley.runtime.driver;

import dev.parley.lead.Disposition;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Something asked of a conversation besides answering a message. Done in order, after the messages
/// that wait.
sealed interface Request {
  /// The contact left.
  record Leave() implements Request {}

  /// The silence timer is due.
  record Silence() implements Request {}

  /// The vendor takes the agent's words no more until the contact writes.
  record Unreached() implements Request {}

  /// Someone of the business ends it; `done` tells whether it was still open.
  record Close(Disposition disposition, Optional<String> reason, CompletableFuture<Boolean> done)
      implements Request {}
}
