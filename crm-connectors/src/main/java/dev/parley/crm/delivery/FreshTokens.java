package dev.parley.crm.delivery;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Tokens granted while a configuration is checked that has no row yet, until it gets one: some
/// systems grant ten in ten minutes and no more. In memory only: what is checked here is stored
/// here, a moment later or never. Thread-safe.
public final class FreshTokens {
  private static final int MAX = 200;

  private final Map<UUID, KeptToken> byCheck =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, KeptToken> eldest) {
          return size() > MAX;
        }
      };

  synchronized void put(UUID check, KeptToken token) {
    byCheck.put(check, token);
  }

  synchronized Optional<KeptToken> get(UUID check) {
    return Optional.ofNullable(byCheck.get(check));
  }

  synchronized Optional<KeptToken> take(UUID check) {
    return Optional.ofNullable(byCheck.remove(check));
  }
}
