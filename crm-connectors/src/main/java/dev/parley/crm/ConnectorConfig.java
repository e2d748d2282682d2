package dev.parley.crm;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// How a connector is set up. The nodes are not to be changed after construction.
///
/// @param settings what may be read back, e.g. `url`
/// @param credentials write-only
/// @param mapping lead field id to the other system's field
public record ConnectorConfig(ObjectNode settings, Credentials credentials, ObjectNode mapping) {
  public ConnectorConfig {
    settings = settings.deepCopy();
    mapping = mapping.deepCopy();
  }

  public static ConnectorConfig of(ObjectNode settings, Credentials credentials) {
    return new ConnectorConfig(settings, credentials, JsonNodeFactory.instance.objectNode());
  }

  public ConnectorConfig with(Credentials replaced) {
    return new ConnectorConfig(settings, replaced, mapping);
  }
}
