package dev.parley.runtime.closing;

import dev.parley.config.store.Database;
import dev.parley.config.tenant.TenantId;
import dev.parley.crm.Transcripts;
import dev.parley.runtime.conversation.ConversationViews;
import dev.parley.transcript.Transcript;
import java.util.Optional;
import java.util.UUID;

/// Transcripts out of the database, for connectors. Thread-safe; blocks.
public record StoredTranscripts(Database database) implements Transcripts {
  @Override
  public Optional<Transcript> of(TenantId tenant, UUID conversation) {
    return database
        .inTenant(tenant, tx -> new ConversationViews().transcript(tx, conversation))
        .map(Transcript::new);
  }
}
