package dev.parley.runtime.api;

import dev.parley.crm.Connector;
import dev.parley.crm.ConnectorConfig;
import dev.parley.crm.CrmConnector;
import dev.parley.crm.DeliveryRequest;
import dev.parley.crm.DeliveryResult;
import dev.parley.crm.Discovery;
import dev.parley.crm.MappingProposal;
import dev.parley.crm.PlannedCall;
import dev.parley.crm.Problem;
import dev.parley.crm.RemoteField;
import dev.parley.crm.TestResult;
import dev.parley.crm.Validation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A system that takes anything with a `settings.url`, and makes its own secret.
final class FakeConnector implements CrmConnector {
  static final String SECRET = "made-by-the-server";
  static final String ROTATED = "made-by-the-server-again";

  @Override
  public String type() {
    return "webhook";
  }

  @Override
  public ConnectorConfig completed(ConnectorConfig config) {
    return config.credentials().text("secret").isPresent()
        ? config
        : config.with(config.credentials().with("secret", SECRET));
  }

  @Override
  public Validation validate(ConnectorConfig config) {
    List<Problem> problems = new ArrayList<>();
    if (!config.settings().path("url").isTextual()) {
      problems.add(new Problem("settings.url", "missing_key", "the url is missing"));
    }
    return Validation.of(problems);
  }

  @Override
  public TestResult test(Connector connector) {
    return connector.config().settings().path("url").asText().contains("down")
        ? TestResult.NotReady.because("settings.url", "unreachable", "nobody answers there")
        : new TestResult.Ready("it answers");
  }

  @Override
  public TestResult checkMapping(Connector connector) {
    if (connector.config().mapping().has("nowhere")) {
      return TestResult.NotReady.because(
          "mapping.nowhere", "field_missing", "there is no such field");
    }
    return test(connector);
  }

  @Override
  public Discovery discover(Connector connector, List<String> leadFields) {
    if (connector.config().settings().path("url").asText().contains("down")) {
      return Discovery.NotFound.because("settings.url", "unreachable", "nobody answers there");
    }
    return MappingProposal.of(
        List.of(
            new RemoteField("e_mail", "E-Mail", "string", true, false, true, 200, List.of()),
            new RemoteField("roof__c", "Roof", "list", true, false, false, 0, List.of("own"))),
        leadFields,
        Map.of());
  }

  @Override
  public Optional<ConnectorConfig> rotated(ConnectorConfig config) {
    return Optional.of(config.with(config.credentials().with("secret", ROTATED)));
  }

  @Override
  public List<PlannedCall> preview(DeliveryRequest request) {
    String url = request.connector().config().settings().path("url").asText();
    return List.of(new PlannedCall("POST", url, request.event() + " " + request.payload()));
  }

  @Override
  public DeliveryResult deliver(DeliveryRequest request) {
    throw new UnsupportedOperationException("nothing is delivered here");
  }
}
