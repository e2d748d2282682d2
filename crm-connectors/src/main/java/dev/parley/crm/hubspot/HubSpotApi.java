package dev.parley.crm.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.parley.crm.AccessTokens;
import dev.parley.crm.Allowance;
import dev.parley.crm.Connector;
import dev.parley.crm.DeliveryResult;
import dev.parley.crm.DeliveryResult.Trouble;
import dev.parley.crm.DeliveryStopped;
import dev.parley.crm.http.Answer;
import dev.parley.crm.http.CrmHttp;
import dev.parley.crm.http.JsonApi;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/// Calls HubSpot for one connector.
final class HubSpotApi implements JsonApi.Vendor {
  private static final Pattern ID = Pattern.compile("\\d{1,20}");

  private final JsonApi api;
  private final CrmHttp http;
  private final HubSpotSettings settings;
  private final AccessTokens tokens;
  private final HubSpotOAuth oauth;
  private final Clock clock;

  HubSpotApi(CrmHttp http, HubSpotSettings settings, AccessTokens tokens, Clock clock) {
    this.api = new JsonApi(http, this);
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

  /// A record, or a list of them.
  HubSpotReply get(Connector connector, HttpUrl url) {
    return reply(api.call(connector, "GET", url, null), HubSpotApi::isRecords);
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

  /// Writes or reads what HubSpot answers with a record, or with a list of them.
  HubSpotReply send(Connector connector, String method, HttpUrl url, JsonNode body) {
    return reply(api.call(connector, method, url, body), HubSpotApi::isRecords);
  }

  /// Asks for something HubSpot has nothing to say to but that it was done.
  HubSpotReply order(Connector connector, String method, HttpUrl url, @Nullable JsonNode body) {
    return reply(api.call(connector, method, url, body), JsonNode::isMissingNode);
  }

  /// Makes a property, which has a name and no id.
  HubSpotReply define(Connector connector, HttpUrl url, JsonNode property) {
    return reply(api.call(connector, "POST", url, property), made -> made.path("name").isTextual());
  }

  /// Asks HubSpot what the token is for: its scopes and its account.
  HubSpotReply tokenInfo(Connector connector) {
    boolean fixed = connector.config().credentials().text("access_token").isPresent();
    JsonApi.Reply reply =
        api.call(
            connector,
            access ->
                fixed
                    ? JsonApi.request(
                        "POST",
                        url("oauth/v2/private-apps/get/access-token-info").build(),
                        JsonNodeFactory.instance.objectNode().put("tokenKey", access))
                    : JsonApi.request(
                        "GET", url("oauth/v1/access-tokens").addPathSegment(access).build(), null));
    return reply(reply, JsonNode::isObject);
  }

  private static boolean isRecords(JsonNode body) {
    return body.path("results").isArray() || ID.matcher(body.path("id").asText()).matches();
  }

  private HubSpotReply reply(JsonApi.Reply reply, Predicate<JsonNode> expected) {
    return switch (reply) {
      case JsonApi.Reply.Stopped(var result) -> new HubSpotReply.Failed(result);
      case JsonApi.Reply.Answered(var received, var body) when received.success() ->
          expected.test(body)
              ? new HubSpotReply.Done(received.status(), body)
              : new HubSpotReply.Failed(api.unreadable(received.status()));
      case JsonApi.Reply.Answered(var received, var body) ->
          HubSpotErrors.of(received, body, clock.instant(), http.limits().retryAfterMax());
    };
  }

  @Override
  public String name() {
    return "HubSpot";
  }

  /// A private app's token never changes: once refused it is refused for good.
  @Override
  public AccessTokens.Answer token(Connector connector, Optional<String> refused) {
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

  @Override
  public Request.Builder signed(
      Request.Builder request, Connector connector, AccessTokens.Token token) {
    return request.header("Authorization", "Bearer " + token.access());
  }

  @Override
  public List<Allowance> allowances(Answer.Received received) {
    return HubSpotLimits.of(received, clock.instant());
  }
}
