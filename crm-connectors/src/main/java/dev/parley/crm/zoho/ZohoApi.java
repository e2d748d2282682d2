package dev.parley.crm.zoho;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.crm.AccessTokens;
import dev.parley.crm.CallLog;
import dev.parley.crm.Connector;
import dev.parley.crm.DeliveryResult;
import dev.parley.crm.DeliveryResult.Trouble;
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

/// Calls Zoho for one connector: signs in, and once more when the token is refused.
final class ZohoApi {
  private static final MediaType JSON_TYPE = MediaType.get("application/json");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final CrmHttp http;
  private final ZohoSettings settings;
  private final AccessTokens tokens;
  private final ZohoOAuth oauth;
  private final Clock clock;

  ZohoApi(CrmHttp http, ZohoSettings settings, AccessTokens tokens, Clock clock) {
    this.http = http;
    this.settings = settings;
    this.tokens = tokens;
    this.oauth = new ZohoOAuth(http, clock);
    this.clock = clock;
  }

  int noteCharactersMax() {
    return settings.noteCharactersMax();
  }

  HttpUrl.Builder url(ZohoOptions options, String path) {
    return settings
        .api()
        .orElseGet(() -> options.dataCentre().api())
        .newBuilder()
        .addPathSegments("crm/" + settings.version() + "/" + path);
  }

  ZohoReply get(Connector connector, HttpUrl url) {
    return send(connector, "GET", url, null);
  }

  ZohoReply send(Connector connector, String method, HttpUrl url, @Nullable JsonNode body) {
    return call(connector, access -> request(method, url, body, access), Optional.empty());
  }

  private ZohoReply call(
      Connector connector, Function<String, Request> request, Optional<String> refused) {
    HttpUrl accounts =
        settings.accounts().orElseGet(() -> ZohoOptions.of(connector).dataCentre().accounts());
    AccessTokens.Answer answer =
        tokens.current(
            connector, refused, _ -> oauth.ask(accounts, connector.config().credentials()));
    return switch (answer) {
      case AccessTokens.Answer.Granted(var token) ->
          exchange(connector, request, token.access(), refused);
      case AccessTokens.Answer.Revoked(var text) ->
          new ZohoReply.Failed(
              new DeliveryResult.Blocked("token_revoked", OptionalInt.of(401), text));
      case AccessTokens.Answer.Unavailable(var text) ->
          new ZohoReply.Failed(
              new DeliveryResult.Retry(
                  "token_unavailable",
                  OptionalInt.empty(),
                  text,
                  Optional.empty(),
                  Trouble.ENDPOINT));
    };
  }

  private ZohoReply exchange(
      Connector connector,
      Function<String, Request> request,
      String access,
      Optional<String> refused) {
    return switch (http.call(request.apply(access))) {
      case Answer.Failed failed -> ZohoErrors.of(failed);
      case Answer.Received received when refused.isEmpty() && tokenIsOver(received) ->
          call(connector, request, Optional.of(access));
      case Answer.Received received -> {
        CallLog.allow(ZohoLimits.of(received));
        yield reply(received);
      }
    };
  }

  /// A missing scope is a 401 as well, and another token, one of ten, would lack it too.
  private static boolean tokenIsOver(Answer.Received received) {
    return received.status() == 401 && !received.body().contains("OAUTH_SCOPE_MISMATCH");
  }

  private static Request request(
      String method, HttpUrl url, @Nullable JsonNode body, String access) {
    return new Request.Builder()
        .url(url)
        .header("Authorization", "Zoho-oauthtoken " + access)
        .header("Accept", "application/json")
        .method(method, body == null ? null : RequestBody.create(body.toString(), JSON_TYPE))
        .build();
  }

  /// A search that finds nothing is a 204 without a body.
  private ZohoReply reply(Answer.Received received) {
    Optional<JsonNode> body = parsed(received.body());
    if (!received.success()) {
      return ZohoErrors.of(
          received,
          body.orElseGet(JSON::missingNode),
          clock.instant(),
          http.limits().retryAfterMax());
    }
    if (received.status() == 204) {
      return new ZohoReply.Missing();
    }
    return body.<ZohoReply>map(json -> new ZohoReply.Done(received.status(), json))
        .orElseGet(
            () ->
                new ZohoReply.Failed(
                    new DeliveryResult.Retry(
                        "answer_unreadable",
                        OptionalInt.of(received.status()),
                        "Zoho's answer is no JSON, or longer than this server reads.",
                        Optional.empty(),
                        Trouble.RECORD)));
  }

  private static Optional<JsonNode> parsed(String body) {
    try {
      return Optional.ofNullable(body.isBlank() ? JSON.missingNode() : JSON.readTree(body));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /// `Done` with the first row that was written, or what the first row that was not says: a
  /// request of rows succeeds even where a row of it fails.
  static ZohoReply rows(ZohoReply reply) {
    if (!(reply instanceof ZohoReply.Done(var status, var body))) {
      return reply;
    }
    for (JsonNode row : body.path("data")) {
      if (!row.path("status").asText().equals("success")) {
        return ZohoErrors.of(status, row);
      }
    }
    return new ZohoReply.Done(status, body.path("data").path(0));
  }
}
