package dev.parley.crm.delivery;

import static java.util.Objects.requireNonNull;

import dev.parley.config.tenant.TenantId;
import dev.parley.crm.Connector;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/// Connectors as their rows were last seen, each with its row's version: a row comes again when it
/// was changed, so that nothing is sent as the connector was before. Not thread-safe.
final class KnownConnectors {
  private static final int CONNECTORS_MAX = 1_000;

  /// No row has it.
  private static final String NONE = "";

  private record Known(String version, Connector connector) {}

  private final Connectors connectors;
  private final Map<UUID, Known> known = new LinkedHashMap<>(16, 0.75f, true);

  KnownConnectors(Connectors connectors) {
    this.connectors = connectors;
  }

  String version(UUID connector) {
    Known found = known.get(connector);
    return found == null ? NONE : found.version();
  }

  /// The connector of a row that was asked for with `version`.
  Connector of(ResultSet row) throws SQLException {
    UUID id = row.getObject("connector_id", UUID.class);
    String version = row.getString("version");
    Known found = known.get(id);
    if (version == null || (found != null && found.version().equals(version))) {
      return requireNonNull(found, "its version was asked for").connector();
    }
    Connector connector =
        connectors.read(
            id,
            new TenantId(row.getObject("tenant_id", UUID.class)),
            row.getString("type"),
            row.getString("settings"),
            row.getBytes("credentials"),
            row.getString("mapping"));
    known.put(id, new Known(version, connector));
    return connector;
  }

  /// Forgets those that were asked for longest ago. Between the asking and the reading of rows it
  /// would take what they count on.
  void trim() {
    Iterator<UUID> oldest = known.keySet().iterator();
    for (int over = known.size() - CONNECTORS_MAX; over > 0; over--) {
      oldest.next();
      oldest.remove();
    }
  }
}
