package dev.parley.config.tenant;

import static dev.parley.config.store.generated.Tables.TENANTS;

import java.util.Optional;
import org.jooq.DSLContext;

/// The businesses on this server. Works in a transaction across tenants. Thread-safe.
public final class Tenants {
  /// Creates a tenant; empty when the name is taken.
  public Optional<TenantId> create(DSLContext tx, String name) {
    return tx.insertInto(TENANTS)
        .set(TENANTS.NAME, name)
        .onConflict(TENANTS.NAME)
        .doNothing()
        .returningResult(TENANTS.TENANT_ID)
        .fetchOptional()
        .map(row -> new TenantId(row.value1()));
  }
}
