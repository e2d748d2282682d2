package dev.parley.crm.webhook;

import dev.parley.crm.Connector;
import dev.parley.crm.ConnectorConfig;
import dev.parley.crm.CrmConnector;
import dev.parley.crm.DeliveryRequest;
import dev.parley.crm.DeliveryResult;
import dev.parley.crm.PlannedCall;
import dev.parley.crm.TestResult;
import dev.parley.crm.Validation;
import dev.parley.crm.http.CrmHttp;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import okhttp3.HttpUrl;

/// Posts leads as signed webhooks. Settings: `url`. Credentials: `secret`, made when absent.
/// Thread-safe.
public final class WebhookConnector implements CrmConnector {
  private final CrmHttp http;
  private final Clock clock;
  private final SecureRandom random;
  private final Duration overlap;

  /// @param overlap how long a replaced secret signs along
  public WebhookConnector(CrmHttp http, Clock clock, SecureRandom random, Duration overlap) {
    this.http = http;
    this.clock = clock;
    this.random = random;
    this.overlap = overlap;
  }

  @Override
  public String type() {
    return "webhook";
  }

  /// Short requests to one's own server: more at once than a CRM would take.
  @Override
  public int concurrencyMax() {
    return 64;
  }

  @Override
  public ConnectorConfig completed(ConnectorConfig config) {
    return config.with(WebhookSecrets.created(config.credentials(), random));
  }

  @Override
  public Optional<ConnectorConfig> rotated(ConnectorConfig config) {
    return Optional.of(
        config.with(
            WebhookSecrets.rotated(config.credentials(), random, clock.instant(), overlap)));
  }

  @Override
  public Validation validate(ConnectorConfig config) {
    return WebhookConfigRules.check(config, http.reach());
  }

  /// Sends a `webhook.test` message and expects a 2xx.
  @Override
  public TestResult test(Connector connector) {
    Instant now = clock.instant();
    String data = "{\"connector\":\"" + connector.id() + "\"}";
    var ping = WebhookMessage.of(UUID.randomUUID().toString(), "webhook.test", now, data);
    return switch (post(connector, ping)) {
      case DeliveryResult.Delivered(var status, _, _) ->
          new TestResult.Ready("The endpoint answered " + status.orElseThrow() + ".");
      case DeliveryResult.Rejected(var code, _, var text, _) -> notReady(code, text);
      case DeliveryResult.Retry(var code, _, var text, _, _) -> notReady(code, text);
      case DeliveryResult.Blocked(var code, _, var text) -> notReady(code, text);
    };
  }

  private static TestResult notReady(String code, String text) {
    return TestResult.NotReady.because("settings.url", code, text);
  }

  @Override
  public List<PlannedCall> preview(DeliveryRequest request) {
    String url = request.connector().config().settings().path("url").asText();
    return List.of(new PlannedCall("POST", url, message(request).text()));
  }

  @Override
  public DeliveryResult deliver(DeliveryRequest request) {
    return post(request.connector(), message(request));
  }

  private static WebhookMessage message(DeliveryRequest request) {
    return WebhookMessage.of(
        request.id().toString(), request.event(), request.occurredAt(), request.payload());
  }

  private DeliveryResult post(Connector connector, WebhookMessage message) {
    Instant now = clock.instant();
    HttpUrl url = CrmHttp.url(connector.config().settings().path("url").asText());
    List<WebhookSecret> secrets = WebhookSecrets.signing(connector.config().credentials(), now);
    if (url == null || secrets.isEmpty()) {
      return new DeliveryResult.Blocked(
          "configuration_unusable",
          OptionalInt.empty(),
          "The connector has no usable address or secret; set it up again.");
    }
    return WebhookOutcome.of(
        http.call(message.request(url, secrets, now)), now, http.limits().retryAfterMax());
  }
}
