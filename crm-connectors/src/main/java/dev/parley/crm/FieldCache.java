package dev.parley.crm;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// The fields of connectors' records, remembered for a while: a value must be written in its
/// field's type, and asking before each delivery would double the calls. Thread-safe; bounded.
public final class FieldCache {
  private static final int CONNECTORS_MAX = 1000;
  private static final Duration FRESH = Duration.ofMinutes(10);

  private record Kept(Map<String, RemoteField> fields, Instant until) {}

  private final Clock clock;
  private final Map<UUID, Kept> kept =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Kept> eldest) {
          return size() > CONNECTORS_MAX;
        }
      };

  public FieldCache(Clock clock) {
    this.clock = clock;
  }

  /// By name; empty where they cannot be read now, which is not remembered.
  ///
  /// @param read asks the other system; may be called by several threads at once
  public Map<String, RemoteField> fields(
      Connector connector, Supplier<Optional<List<RemoteField>>> read) {
    Instant now = clock.instant();
    synchronized (kept) {
      Kept found = kept.get(connector.id());
      if (found != null && now.isBefore(found.until())) {
        return found.fields();
      }
    }
    Optional<List<RemoteField>> fields = read.get();
    fields.ifPresent(list -> keep(connector, list));
    return fields.map(FieldCache::byName).orElse(Map.of());
  }

  public void keep(Connector connector, List<RemoteField> fields) {
    synchronized (kept) {
      kept.put(connector.id(), new Kept(byName(fields), clock.instant().plus(FRESH)));
    }
  }

  private static Map<String, RemoteField> byName(List<RemoteField> fields) {
    return fields.stream()
        .collect(Collectors.toMap(RemoteField::name, Function.identity(), (one, _) -> one));
  }
}
