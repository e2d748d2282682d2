package dev.parley.crm.pipedrive;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.crm.AccessTokens;
import dev.parley.crm.Allowance;
import dev.parley.crm.Connector;
import dev.parley.crm.DeliveryStopped;
import dev.parley.crm.http.Answer;
import dev.parley.crm.http.CrmHttp;
import dev.parley.crm.http.JsonApi;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/// Calls Pipedrive for one connector. What it cannot work with ends the delivery.
final class PipedriveApi implements JsonApi.Vendor {
  private final JsonApi api;
  private final CrmHttp http;
  private final PipedriveSettings settings;
  private final AccessTokens tokens;
  private final PipedriveOAuth oauth;
  private final Clock clock;

  PipedriveApi(CrmHttp http, PipedriveSettings settings, AccessTokens tokens, Clock clock) {
    this.api = new JsonApi(http, this);
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
    return call(connector, "GET", url, null);
  }

  Optional<JsonNode> send(Connector connector, String method, HttpUrl url, JsonNode body) {
    return call(connector, method, url, body);
  }

  void delete(Connector connector, HttpUrl url) {
    call(connector, "DELETE", url, null);
  }

  private Optional<JsonNode> call(
      Connector connector, String method, HttpUrl url, @Nullable JsonNode body) {
    return switch (api.call(connector, method, url, body)) {
      case JsonApi.Reply.Stopped(var result) -> throw new DeliveryStopped(result);
      case JsonApi.Reply.Answered(var received, var answer) -> read(received, answer);
    };
  }

  /// A list that is empty is a null; a success without a word of what it was is none.
  private Optional<JsonNode> read(Answer.Received received, JsonNode body) {
    boolean missing = received.status() == 404 || received.status() == 410;
    boolean said = received.success() ? body.has("data") : body.path("success").isBoolean();
    if ((received.success() || missing) && !said) {
      throw new DeliveryStopped(api.unreadable(received.status()));
    }
    if (missing) {
      return Optional.empty();
    }
    if (!received.success()) {
      throw new DeliveryStopped(
          PipedriveErrors.of(received, body, clock.instant(), http.limits().retryAfterMax()));
    }
    if (!body.path("success").asBoolean(false)) {
      throw new DeliveryStopped(api.unreadable(received.status()));
    }
    boolean deleted = body.path("data").path("is_deleted").asBoolean(false);
    return deleted ? Optional.empty() : Optional.of(body);
  }

  @Override
  public String name() {
    return "Pipedrive";
  }

  /// A personal token never changes: once refused it is refused for good.
  @Override
  public AccessTokens.Answer token(Connector connector, Optional<String> refused) {
    var credentials = connector.config().credentials();
    Optional<String> fixed = credentials.text("api_token");
    if (fixed.isEmpty()) {
      return tokens.current(connector, refused, last -> oauth.ask(credentials, last));
    }
    return refused.isPresent()
        ? new AccessTokens.Answer.Revoked(
            "Pipedrive refused the API token. Give the connector a new one.")
        : new AccessTokens.Answer.Granted(
            new AccessTokens.Token(fixed.get(), Optional.empty(), clock.instant()));
  }

  @Override
  public Request.Builder signed(
      Request.Builder request, Connector connector, AccessTokens.Token token) {
    return connector.config().credentials().text("api_token").isPresent()
        ? request.header("x-api-token", token.access())
        : request.header("Authorization", "Bearer " + token.access());
  }

  @Override
  public List<Allowance> allowances(Answer.Received received) {
    return PipedriveLimits.of(received);
  }
}
