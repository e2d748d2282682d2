package dev.parley.runtime.api;

import dev.parley.config.tenant.TenantId;
import dev.parley.lead.Disposition;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/// Ends a conversation from outside. Thread-safe.
@FunctionalInterface
public interface ConversationCloser {
  /// Completes with whether it was still open; exceptionally when it could not be done now.
  CompletableFuture<Boolean> close(
      TenantId tenant, UUID conversation, Disposition disposition, Optional<String> reason);
}
