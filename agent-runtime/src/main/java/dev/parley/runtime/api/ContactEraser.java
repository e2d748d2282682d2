package dev.parley.runtime.api;

import dev.parley.config.tenant.TenantId;
import dev.parley.runtime.closing.ContactErasure.Erasure;
import java.util.UUID;

/// Forgets a contact, here and where its leads went.
public interface ContactEraser {
  Erasure erase(TenantId tenant, UUID contact);
}
