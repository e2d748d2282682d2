package dev.parley.crm.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.standardwebhooks.Webhook;
import dev.parley.config.net.Reach;
import dev.parley.config.tenant.TenantId;
import dev.parley.crm.Connector;
import dev.parley.crm.ConnectorConfig;
import dev.parley.crm.Credentials;
import dev.parley.crm.DeliveryRequest;
import dev.parley.crm.DeliveryResult;
import dev.parley.crm.DeliveryResult.Trouble;
import dev.parley.crm.Problem;
import dev.parley.crm.TestResult;
import dev.parley.crm.Validation;
import dev.parley.crm.http.CrmHttp;
import dev.parley.crm.http.HttpLimits;
import java.net.http.HttpHeaders;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.stream.StreamSupport;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookConnectorIT {
  private static final String PAYLOAD = "{\"id\":\"é\",\"fields\":{}}";
  private static final Instant OCCURRED = Instant.parse("2026-11-22T10:00:00.123Z");

  private final MockWebServer server = new MockWebServer();
  // The verifying library looks at the machine's clock.
  private final Clock clock = Clock.systemUTC();
  private final WebhookConnector connector =
      new WebhookConnector(
          new CrmHttp(Reach.LOCAL, HttpLimits.DEFAULT),
          clock,
          new SecureRandom(),
          Duration.ofHours(24));

  @BeforeEach
  void start() throws Exception {
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void anIndependentLibraryAcceptsTheSignature() throws Exception {
    server.enqueue(status(200));
    ConnectorConfig config = config();
    DeliveryRequest request = request(config, 1);
    assertThat(connector.deliver(request)).isEqualTo(DeliveryResult.Delivered.of(200));

    RecordedRequest got = server.takeRequest();
    String body = got.getBody().utf8();
    new Webhook(secret(config)).verify(body, headers(got));
    assertThat(body)
        .isEqualTo(
            "{\"type\":\"lead.created\",\"timestamp\":\"2026-11-22T10:00:00.123Z\",\"data\":"
                + PAYLOAD
                + "}");
    assertThat(new ObjectMapper().readTree(body).at("/data/id").textValue()).isEqualTo("é");
    assertThat(got.getHeaders().get("webhook-id")).isEqualTo(request.id() + "");
    assertThat(got.getHeaders().get("Content-Type")).isEqualTo("application/json");
  }

  @Test
  void everyAttemptCarriesTheSameIdAndBody() throws Exception {
    server.enqueue(status(500));
    server.enqueue(status(200));
    DeliveryRequest first = request(config(), 1);
    connector.deliver(first);
    connector.deliver(
        new DeliveryRequest(
            first.id(),
            first.connector(),
            first.lead(),
            first.event(),
            first.occurredAt(),
            first.payload(),
            2,
            Optional.empty()));
    RecordedRequest one = server.takeRequest();
    RecordedRequest two = server.takeRequest();
    assertThat(two.getHeaders().get("webhook-id")).isEqualTo(one.getHeaders().get("webhook-id"));
    assertThat(two.getBody()).isEqualTo(one.getBody());
  }

  @Test
  void bothSecretsVerifyWhileOneReplacesTheOther() throws Exception {
    server.enqueue(status(200));
    ConnectorConfig old = config();
    ConnectorConfig rotated = connector.rotated(old).orElseThrow();
    connector.deliver(request(rotated, 1));
    RecordedRequest got = server.takeRequest();
    String body = got.getBody().utf8();
    new Webhook(secret(old)).verify(body, headers(got));
    new Webhook(secret(rotated)).verify(body, headers(got));
    assertThat(connector.validate(rotated)).isEqualTo(new Validation.Ok());
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 202, 204, 299})
  void any2xxIsDelivered(int status) {
    server.enqueue(status(status));
    assertThat(connector.deliver(request(config(), 1)))
        .isEqualTo(DeliveryResult.Delivered.of(status));
  }

  @ParameterizedTest
  @CsvSource({
    "301, redirected, ENDPOINT",
    "304, redirected, ENDPOINT",
    "400, refused, RECORD",
    "401, refused, ENDPOINT",
    "404, refused, ENDPOINT",
    "422, refused, RECORD",
    "429, throttled, THROTTLED",
    "500, server_error, ENDPOINT",
    "503, server_error, ENDPOINT",
  })
  void everythingElseIsTriedAgain(int status, String code, Trouble trouble) {
    server.enqueue(status(status));
    var retry = (DeliveryResult.Retry) connector.deliver(request(config(), 1));
    assertThat(retry.code()).isEqualTo(code);
    assertThat(retry.statusCode()).isEqualTo(OptionalInt.of(status));
    assertThat(retry.trouble()).isEqualTo(trouble);
    assertThat(retry.after()).isEmpty();
  }

  @Test
  void anEndpointThatIsGoneDisablesItsConnector() {
    server.enqueue(status(410));
    var rejected = (DeliveryResult.Rejected) connector.deliver(request(config(), 1));
    assertThat(rejected.disablesConnector()).isTrue();
    assertThat(rejected.code()).isEqualTo("endpoint_gone");
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 502, 503, 504})
  void honoursRetryAfterWhereTheStandardSaysSo(int status) {
    server.enqueue(new MockResponse.Builder().code(status).addHeader("Retry-After", "90").build());
    var retry = (DeliveryResult.Retry) connector.deliver(request(config(), 1));
    assertThat(retry.after()).contains(Duration.ofSeconds(90));
  }

  @Test
  void keepsWhatTheEndpointSaidWithoutPersonalData() {
    server.enqueue(
        new MockResponse.Builder().code(400).body("bad e-mail ana@example.com\n\u0007").build());
    var retry = (DeliveryResult.Retry) connector.deliver(request(config(), 1));
    assertThat(retry.text()).isEqualTo("The endpoint answered 400. It said: bad e-mail ***@***");
  }

  @Test
  void aPingProvesTheEndpointAndSaysWhatIsWrong() throws Exception {
    server.enqueue(status(204));
    server.enqueue(status(401));
    ConnectorConfig config = config();
    Connector stored = stored(config);
    assertThat(connector.test(stored)).isInstanceOf(TestResult.Ready.class);
    RecordedRequest ping = server.takeRequest();
    String body = ping.getBody().utf8();
    assertThat(body).contains("\"type\":\"webhook.test\"", stored.id() + "");
    new Webhook(secret(config)).verify(body, headers(ping));
    var notReady = (TestResult.NotReady) connector.test(stored);
    assertThat(notReady.problems()).extracting(Problem::code).containsExactly("refused");
  }

  @Test
  void previewsExactlyWhatItPosts() throws Exception {
    server.enqueue(status(200));
    DeliveryRequest request = request(config(), 1);
    connector.deliver(request);
    assertThat(connector.preview(request).getFirst().body())
        .isEqualTo(server.takeRequest().getBody().utf8());
  }

  @Test
  void refusesAConfigurationWithEveryProblemAtOnce() {
    ObjectNode settings = node().put("url", "http://user:pw@10.0.0.1/").put("colour", "red");
    var config = ConnectorConfig.of(settings, Credentials.of(node().put("secret", "hunter2")));
    var refused = (Validation.Refused) connector.validate(config);
    assertThat(refused.problems())
        .extracting(Problem::path, Problem::code)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("settings.colour", "unknown_key"),
            org.assertj.core.groups.Tuple.tuple("settings.url", "url_has_password"),
            org.assertj.core.groups.Tuple.tuple("settings.url", "address_forbidden"),
            org.assertj.core.groups.Tuple.tuple("credentials.secret", "secret_invalid"));
    assertThat(refused.toString()).doesNotContain("hunter2", "pw@");
  }

  @Test
  void aConnectorWhoseSecretIsLostIsBlockedAndSendsNothing() {
    ConnectorConfig config = config().with(Credentials.none());
    assertThat(connector.deliver(request(config, 1))).isInstanceOf(DeliveryResult.Blocked.class);
    assertThat(server.getRequestCount()).isZero();
  }

  private ConnectorConfig config() {
    ObjectNode settings = node().put("url", server.url("/leads").toString());
    ConnectorConfig config = connector.completed(ConnectorConfig.of(settings, Credentials.none()));
    assertThat(connector.validate(config)).isEqualTo(new Validation.Ok());
    return config;
  }

  private static Connector stored(ConnectorConfig config) {
    return new Connector(UUID.randomUUID(), TenantId.DEFAULT, "webhook", config);
  }

  private static DeliveryRequest request(ConnectorConfig config, int attempt) {
    return new DeliveryRequest(
        UUID.randomUUID(),
        stored(config),
        UUID.randomUUID(),
        "lead.created",
        OCCURRED,
        PAYLOAD,
        attempt,
        Optional.empty());
  }

  private static String secret(ConnectorConfig config) {
    return config.credentials().text("secret").orElseThrow();
  }

  private static HttpHeaders headers(RecordedRequest request) {
    Map<String, List<String>> headers =
        StreamSupport.stream(request.getHeaders().spliterator(), false)
            .collect(
                java.util.stream.Collectors.toMap(
                    pair -> pair.getFirst(), pair -> List.of(pair.getSecond()), (a, _) -> a));
    return HttpHeaders.of(headers, (_, _) -> true);
  }

  private static MockResponse status(int code) {
    return new MockResponse.Builder().code(code).build();
  }

  private static ObjectNode node() {
    return JsonNodeFactory.instance.objectNode();
  }
}
