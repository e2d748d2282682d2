package dev.parley.runtime.leads;

import static dev.parley.config.store.generated.Tables.API_KEYS;

import org.jooq.DSLContext;

/// Who changes a lead.
///
/// @param key id of the API key
/// @param label what its business calls the key
public record Person(String key, String label) {
  /// The server's own key is no row and has no label but its id.
  static Person of(DSLContext tx, String key) {
    return new Person(
        key,
        tx.select(API_KEYS.LABEL)
            .from(API_KEYS)
            .where(API_KEYS.ID.eq(key))
            .fetchOptional(API_KEYS.LABEL)
            .orElse(key));
  }
}
