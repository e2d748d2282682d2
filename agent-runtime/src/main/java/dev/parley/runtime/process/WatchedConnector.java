package dev.parley.runtime.process;

import dev.parley.crm.Connector;
import dev.parley.crm.ConnectorConfig;
import dev.parley.crm.CrmConnector;
import dev.parley.crm.DeliveryRequest;
import dev.parley.crm.DeliveryResult;
import dev.parley.crm.Discovery;
import dev.parley.crm.PlannedCall;
import dev.parley.crm.TestResult;
import dev.parley.crm.Validation;
import dev.parley.runtime.driver.Milestones;
import dev.parley.runtime.driver.Milestones.Milestone;
import java.util.List;
import java.util.Optional;

/// A connector whose pushes are milestones.
record WatchedConnector(CrmConnector connector, Milestones milestones) implements CrmConnector {
  @Override
  public DeliveryResult deliver(DeliveryRequest request) {
    milestones.reached(Milestone.BEFORE_PUSH);
    DeliveryResult result = connector.deliver(request);
    milestones.reached(Milestone.PUSHED);
    return result;
  }

  @Override
  public String type() {
    return connector.type();
  }

  @Override
  public int concurrencyMax() {
    return connector.concurrencyMax();
  }

  @Override
  public ConnectorConfig completed(ConnectorConfig config) {
    return connector.completed(config);
  }

  @Override
  public Optional<ConnectorConfig> rotated(ConnectorConfig config) {
    return connector.rotated(config);
  }

  @Override
  public Validation validate(ConnectorConfig config) {
    return connector.validate(config);
  }

  @Override
  public TestResult test(Connector stored) {
    return connector.test(stored);
  }

  @Override
  public TestResult checkMapping(Connector stored) {
    return connector.checkMapping(stored);
  }

  @Override
  public Discovery discover(Connector stored, List<String> leadFields) {
    return connector.discover(stored, leadFields);
  }

  @Override
  public Optional<String> link(Connector stored, String remoteRef) {
    return connector.link(stored, remoteRef);
  }

  @Override
  public List<PlannedCall> preview(DeliveryRequest request) {
    return connector.preview(request);
  }
}
