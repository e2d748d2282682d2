package dev.parley.crm.hubspot;

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
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/// Calls HubSpot for one connector: signs in, and once more when the token is refused.
final class HubSpotApi {
  private static final MediaType JSON_TYPE = MediaType.get("application/json");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final CrmHttp http;
  private final HubSpotSettings settings;
  private final AccessTokens tokens;
  private final HubSpotOAuth oauth;
  private final Clock clock;

  HubSpotApi(CrmHttp http, HubSpotSettings settings, AccessTokens tokens, Clock clock) {
    this.http = http;
    this.settings = settings;
    this.tokens = tokens;
    this.oauth = new HubSpotOAuth(http, settings, clock);
    this.clock = clock;
  }

  HttpUrl.Builder url(String path) {
    return settings.api().newBuilder().addPathSegments(path);
  }

  HttpUrl.Builder objects(String type) {
    return url(settings.objects()).addPathSegment(type);
  }

  HubSpotReply get(Connector connector, HttpUrl url) {
    return call(connector, access -> request("GET", url, null, access), Optional.empty());
  }

  /// The body of what was there or was done; empty for what is not there.
  ///
  /// @throws DeliveryStopped for everything else
  static Optional<JsonNode> done(HubSpotReply reply) {
    return switch (reply) {
      case HubSpotReply.Done(_, var body) -> Optional.of(body);
      case HubSpotReply.Missing() -> Optional.empty();
      case HubSpotReply.Failed(var result) -> throw new DeliveryStopped(result);
      case HubSpotReply.Conflict(_) ->
          throw new DeliveryStopped(
              new DeliveryResult.Retry(
                  "conflict",
                  OptionalInt.of(409),
                  "Another record holds one of the unique values.",
                  Optional.empty(),
                  Trouble.RECORD));
    };
  }

  HubSpotReply send(Connector connector, String method, HttpUrl url, JsonNode body) {
    return call(connector, access -> request(method, url, body, access), Optional.empty());
  }

  HubSpotReply delete(Connector connector, HttpUrl url) {
    return call(connector, access -> request("DELETE", url, null, access), Optional.empty());
  }

  /// Asks HubSpot what the token is for: its scopes and its account.
  HubSpotReply tokenInfo(Connector connector) {
    boolean fixed = connector.config().credentials().text("access_token").isPresent();
    return call(
        connector,
        access ->
            fixed
                ? request(
                    "POST",
                    url("oauth/v2/private-apps/get/access-token-info").build(),
                    JSON.createObjectNode().put("tokenKey", access),
                    access)
                : request(
                    "GET",
                    url("oauth/v1/access-tokens").addPathSegment(access).build(),
                    null,
                    access),
        Optional.empty());
  }

  private HubSpotReply call(
      Connector connector, Function<String, Request> request, Optional<String> refused) {
    return switch (token(connector, refused)) {
      case AccessTokens.Answer.Granted(var token) ->
          exchange(connector, request, token.access(), refused);
      case AccessTokens.Answer.Revoked(var text) ->
          new HubSpotReply.Failed(
              new DeliveryResult.Blocked("token_revoked", OptionalInt.of(401), text));
      case AccessTokens.Answer.Unavailable(var text) ->
          new HubSpotReply.Failed(
              new DeliveryResult.Retry(
                  "token_unavailable",
                  OptionalInt.empty(),
                  text,
                  Optional.empty(),
                  Trouble.ENDPOINT));
    };
  }

  private HubSpotReply exchange(
      Connector connector,
      Function<String, Request> request,
      String access,
      Optional<String> refused) {
    return switch (http.call(request.apply(access))) {
      case Answer.Failed failed -> HubSpotErrors.of(failed);
      case Answer.Received received when received.status() == 401 && refused.isEmpty() ->
          call(connector, request, Optional.of(access));
      case Answer.Received received -> {
        CallLog.allow(HubSpotLimits.of(received, clock.instant()));
        yield reply(received);
      }
    };
  }

  /// A private app's token never changes: once refused it is refused for good.
  private AccessTokens.Answer token(Connector connector, Optional<String> refused) {
    var credentials = connector.config().credentials();
    Optional<String> fixed = credentials.text("access_token");
    if (fixed.isPresent()) {
      return refused.isPresent()
          ? new AccessTokens.Answer.Revoked(
              "HubSpot refused the access token. Give the connector a new one.")
          : new AccessTokens.Answer.Granted(
              new AccessTokens.Token(fixed.get(), Optional.empty(), clock.instant()));
    }
    return tokens.current(connector, refused, last -> oauth.ask(credentials, last));
  }

  private static Request request(
      String method, HttpUrl url, @Nullable JsonNode body, String access) {
    return new Request.Builder()
        .url(url)
        .header("Authorization", "Bearer " + access)
        .header("Accept", "application/json")
        .method(method, body == null ? null : RequestBody.create(body.toString(), JSON_TYPE))
        .build();
  }

  private HubSpotReply reply(Answer.Received received) {
    JsonNode body = parsed(received.body());
    return received.success()
        ? new HubSpotReply.Done(received.status(), body)
        : HubSpotErrors.of(received, body, clock.instant(), http.limits().retryAfterMax());
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
