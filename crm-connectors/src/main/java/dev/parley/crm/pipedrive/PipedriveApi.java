package dev.parley.crm.pipedrive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.parley.crm.AccessTokens;
import dev.parley.crm.CallLog;
import dev.parley.crm.Connector;
import dev.parley.crm.DeliveryResult;
import dev.parley.crm.DeliveryResult.Trouble;
import dev.parley.crm.DeliveryStopped;
import dev.parley.crm.http.Answer;
import dev.parley.crm.http.CrmHttp;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/// Calls Pipedrive for one connector: signs in, and once more when the token is refused. What it
/// cannot work with ends the delivery.
final class PipedriveApi {
  private static final MediaType JSON_TYPE = MediaType.get("application/json");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final CrmHttp http;
  private final PipedriveSettings settings;
  private final AccessTokens tokens;
  private final PipedriveOAuth oauth;
  private final Clock clock;

  PipedriveApi(CrmHttp http, PipedriveSettings settings, AccessTokens tokens, Clock clock) {
    this.http = http;
    this.settings = settings;
    this.tokens = tokens;
    this.oauth = new PipedriveOAuth(http, settings, clock);
    this.clock = clock;
  }

  /// Leads, notes and activity types are still only in version 1.
  HttpUrl.Builder v1(String path) {
    return settings.api().newBuilder().addPathSegment("v1").addPathSegments(path);
  }

  HttpUrl.Builder v2(String path) {
    return settings.api().newBuilder().addPathSegments("api/v2").addPathSegments(path);
  }

  /// The answer's body; empty for 404 and for a record that is only marked as deleted.
  ///
  /// @throws DeliveryStopped where there is nothing to go on with
  Optional<JsonNode> get(Connector connector, HttpUrl url) {
    return call(connector, "GET", url, null, Optional.empty());
  }

  Optional<JsonNode> send(Connector connector, String method, HttpUrl url, JsonNode body) {
    return call(connector, method, url, body, Optional.empty());
  }

  void delete(Connector connector, HttpUrl url) {
    call(connector, "DELETE", url, null, Optional.empty());
  }

  private Optional<JsonNode> call(
      Connector connector,
      String method,
      HttpUrl url,
      @Nullable JsonNode body,
      Optional<String> refused) {
    String token = token(connector, refused);
    return switch (http.call(request(connector, method, url, body, token))) {
      case Answer.Failed failed -> throw new DeliveryStopped(PipedriveErrors.of(failed));
      case Answer.Received received when received.status() == 401 && refused.isEmpty() ->
          call(connector, method, url, body, Optional.of(token));
      case Answer.Received received -> {
        CallLog.allow(PipedriveLimits.of(received));
        yield read(received);
      }
    };
  }

  private Optional<JsonNode> read(Answer.Received received) {
    JsonNode body = parsed(received.body());
    if (received.status() == 404 || received.status() == 410) {
      return Optional.empty();
    }
    if (received.success() && !body.path("success").isBoolean()) {
      throw new DeliveryStopped(
          new DeliveryResult.Retry(
              "answer_unreadable",
              OptionalInt.of(received.status()),
              "Pipedrive's answer cannot be read.",
              Optional.empty(),
              Trouble.ENDPOINT));
    }
    if (!received.success()) {
      Duration max = http.limits().retryAfterMax();
      throw new DeliveryStopped(PipedriveErrors.of(received, body, clock.instant(), max));
    }
    JsonNode data = body.path("data");
    boolean deleted = data.path("is_deleted").asBoolean(false);
    return deleted ? Optional.empty() : Optional.of(body);
  }

  /// A personal token never changes: once refused it is refused for good.
  private String token(Connector connector, Optional<String> refused) {
    var credentials = connector.config().credentials();
    Optional<String> fixed = credentials.text("api_token");
    if (fixed.isPresent() && refused.isEmpty()) {
      return fixed.get();
    }
    AccessTokens.Answer answer =
        fixed.isPresent()
            ? new AccessTokens.Answer.Revoked(
                "Pipedrive refused the API token. Give the connector a new one.")
            : tokens.current(connector, refused, last -> oauth.ask(credentials, last));
    return switch (answer) {
      case AccessTokens.Answer.Granted(var token) -> token.access();
      case AccessTokens.Answer.Revoked(var text) ->
          throw new DeliveryStopped(
              new DeliveryResult.Blocked("token_revoked", OptionalInt.of(401), text));
      case AccessTokens.Answer.Unavailable(var text) ->
          throw new DeliveryStopped(
              new DeliveryResult.Retry(
                  "token_unavailable",
                  OptionalInt.empty(),
                  text,
                  Optional.empty(),
                  Trouble.ENDPOINT));
    };
  }

  private static Request request(
      Connector connector, String method, HttpUrl url, @Nullable JsonNode body, String token) {
    boolean personal = connector.config().credentials().text("api_token").isPresent();
    return new Request.Builder()
        .url(url)
        .header(personal ? "x-api-token" : "Authorization", personal ? token : "Bearer " + token)
        .header("Accept", "application/json")
        .method(method, body == null ? null : RequestBody.create(body.toString(), JSON_TYPE))
        .build();
  }

  private static JsonNode parsed(String body) {
    try {
      JsonNode json = JSON.readTree(body);
      return json == null ? MissingNode.getInstance() : json;
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }
}
