package dev.parley.crm;

import dev.parley.config.tenant.TenantId;
import dev.parley.transcript.Transcript;
import java.util.Optional;
import java.util.UUID;

/// Where connectors get the words of a conversation from. Thread-safe.
public interface Transcripts {
  /// Empty when the conversation is gone, e.g. erased.
  Optional<Transcript> of(TenantId tenant, UUID conversation);
}
