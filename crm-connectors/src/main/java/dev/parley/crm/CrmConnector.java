package dev.parley.crm;

import java.util.List;
import java.util.Optional;

/// One kind of system that leads go to. Thread-safe; blocks, so call it on a virtual thread.
public interface CrmConnector {
  /// The stable name of the kind, e.g. `webhook`, as in `POST /v1/connectors`.
  String type();

  /// Deliveries one connector of this kind may have under way at once on a node.
  default int concurrencyMax() {
    return 16;
  }

  /// Fills in what the connector makes itself, such as a signing secret. What it adds to the
  /// credentials is shown to the user once and never again.
  default ConnectorConfig completed(ConnectorConfig config) {
    return config;
  }

  /// The configuration with a new secret in place of the one the connector made, the old one good
  /// for a while longer; empty when this kind makes none.
  default Optional<ConnectorConfig> rotated(ConnectorConfig config) {
    return Optional.empty();
  }

  /// Whether a connector may be stored with this configuration. No I/O; every problem at once.
  Validation validate(ConnectorConfig config);

  /// Asks the other system whether deliveries would work, and says what is missing where not.
  TestResult test(Connector connector);

  /// Asks the other system whether its records have what the mapping writes, and makes what is
  /// missing where the settings allow it. The problems of the mapping itself have a path that
  /// begins with `mapping`; others say why the rest is not known. The connector need not be stored.
  default TestResult checkMapping(Connector connector) {
    return new TestResult.Ready("A connector of type " + type() + " maps no fields.");
  }

  /// Which fields the other system's records have, and a mapping that would work.
  ///
  /// @param leadFields ids to propose fields for
  default Discovery discover(Connector connector, List<String> leadFields) {
    return Discovery.NotFound.because(
        "type", "no_fields", "A connector of type " + type() + " has no fields to choose from.");
  }

  /// Where a person looks at the record a delivery made; empty where there is no such page.
  ///
  /// @param remoteRef as a delivery's result named the record
  default Optional<String> link(Connector connector, String remoteRef) {
    return Optional.empty();
  }

  /// What `deliver` would send, in order, secrets left out. No I/O.
  List<PlannedCall> preview(DeliveryRequest request);

  /// Pushes one lead. Anything the other system does is a result, never an exception; calling
  /// again with the same request leaves the other system as one call would.
  DeliveryResult deliver(DeliveryRequest request);
}
