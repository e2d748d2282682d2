package dev.parley.crm.delivery;

import dev.parley.crm.Connector;
import dev.parley.crm.ConnectorConfig;
import dev.parley.crm.CrmConnector;
import dev.parley.crm.DeliveryRequest;
import dev.parley.crm.DeliveryResult;
import dev.parley.crm.DeliveryResult.Trouble;
import dev.parley.crm.PlannedCall;
import dev.parley.crm.TestResult;
import dev.parley.crm.Validation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/// Answers as it is told, and remembers what it was asked.
final class ScriptedConnector implements CrmConnector {
  static final DeliveryResult OK =
      new DeliveryResult.Delivered(OptionalInt.of(200), Optional.of("remote-1"), "");
  static final DeliveryResult DOWN = retry("server_error", 500, null, Trouble.ENDPOINT);
  static final DeliveryResult GONE =
      new DeliveryResult.Rejected("endpoint_gone", OptionalInt.of(410), "It is gone.", true);

  final List<DeliveryRequest> asked = new CopyOnWriteArrayList<>();
  volatile Function<DeliveryRequest, DeliveryResult> script = _ -> OK;

  static DeliveryResult retry(String code, int status, Duration after, Trouble trouble) {
    return new DeliveryResult.Retry(
        code,
        OptionalInt.of(status),
        "It said " + status + ".",
        Optional.ofNullable(after),
        trouble);
  }

  void answers(DeliveryResult result) {
    script = _ -> result;
  }

  @Override
  public String type() {
    return "scripted";
  }

  @Override
  public DeliveryResult deliver(DeliveryRequest request) {
    asked.add(request);
    return script.apply(request);
  }

  @Override
  public Validation validate(ConnectorConfig config) {
    return new Validation.Ok();
  }

  @Override
  public TestResult test(Connector connector) {
    return new TestResult.Ready("scripted");
  }

  @Override
  public List<PlannedCall> preview(DeliveryRequest request) {
    return List.of();
  }
}
