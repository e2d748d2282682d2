package dev.parley.runtime.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.json.Json;
import dev.parley.crm.Connector;
import dev.parley.crm.CrmConnector;
import dev.parley.crm.delivery.Connectors;
import dev.parley.crm.delivery.Deliveries;
import dev.parley.crm.delivery.Deliveries.Place;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;

/// Where a person looks at what became of a lead in other systems.
final class RemoteRecords {
  private final Connectors connectors;
  private final Map<String, CrmConnector> kinds;

  RemoteRecords(Connectors connectors, Map<String, CrmConnector> kinds) {
    this.connectors = connectors;
    this.kinds = kinds;
  }

  /// Links to the records of these connectors; read once for a whole list.
  Links links(DSLContext tx, Collection<UUID> ids) {
    return new Links(connectors.places(tx, new HashSet<>(ids)), kinds);
  }

  record Links(Map<UUID, Connector> known, Map<String, CrmConnector> kinds) {
    Optional<String> of(UUID connector, Optional<String> remoteRef) {
      return Optional.ofNullable(known.get(connector))
          .flatMap(
              stored ->
                  Optional.ofNullable(kinds.get(stored.type()))
                      .flatMap(kind -> remoteRef.flatMap(ref -> kind.link(stored, ref))));
    }

    private String type(UUID connector) {
      return Optional.ofNullable(known.get(connector)).map(Connector::type).orElse("");
    }
  }

  /// A lead as it is shown: with its records elsewhere.
  ObjectNode shown(DSLContext tx, ObjectNode lead, UUID id) {
    ObjectNode shown = lead.deepCopy();
    shown.set("remote", of(tx, new Deliveries(), id));
    return shown;
  }

  /// A lead's records, one for each connector.
  private ArrayNode of(DSLContext tx, Deliveries deliveries, UUID lead) {
    List<Place> places = deliveries.places(tx, lead);
    Links links = links(tx, places.stream().map(Place::connector).toList());
    ArrayNode all = Json.object().arrayNode();
    for (Place place : places) {
      ObjectNode node = all.addObject();
      node.put("connector", place.connector().toString());
      node.put("type", links.type(place.connector()));
      node.put("status", place.status().wireName());
      node.put("remote_ref", place.remoteRef().orElse(null));
      node.put("remote_url", links.of(place.connector(), place.remoteRef()).orElse(null));
    }
    return all;
  }
}
