package dev.parley.crm.zoho;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.crm.AccessTokens;
import dev.parley.crm.Allowance;
import dev.parley.crm.Connector;
import dev.parley.crm.http.Answer;
import dev.parley.crm.http.CrmHttp;
import dev.parley.crm.http.JsonApi;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/// Calls Zoho for one connector.
final class ZohoApi implements JsonApi.Vendor {
  private final JsonApi api;
  private final CrmHttp http;
  private final ZohoSettings settings;
  private final AccessTokens tokens;
  private final ZohoOAuth oauth;
  private final Clock clock;

  ZohoApi(CrmHttp http, ZohoSettings settings, AccessTokens tokens, Clock clock) {
    this.api = new JsonApi(http, this);
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

  /// @param list what the answer must hold as a list, such as `data`
  ZohoReply get(Connector connector, HttpUrl url, String list) {
    return reply(api.call(connector, "GET", url, null), list);
  }

  /// Writes rows.
  ZohoReply send(Connector connector, String method, HttpUrl url, @Nullable JsonNode body) {
    return reply(api.call(connector, method, url, body), "data");
  }

  /// A search that finds nothing is a 204 without a body; no list is empty otherwise.
  private ZohoReply reply(JsonApi.Reply reply, String list) {
    return switch (reply) {
      case JsonApi.Reply.Stopped(var result) -> new ZohoReply.Failed(result);
      case JsonApi.Reply.Answered(var received, var body) when !received.success() ->
          ZohoErrors.of(received, body, clock.instant(), http.limits().retryAfterMax());
      case JsonApi.Reply.Answered(var received, _) when received.status() == 204 ->
          new ZohoReply.Missing();
      case JsonApi.Reply.Answered(var received, var body) ->
          body.path(list).isArray() && !body.path(list).isEmpty()
              ? new ZohoReply.Done(received.status(), body)
              : unreadable(received.status());
    };
  }

  /// Makes a field.
  ZohoReply define(Connector connector, HttpUrl url, JsonNode field) {
    return reply(api.call(connector, "POST", url, field), "fields");
  }

  /// An answer that is not what Zoho would say.
  ZohoReply unreadable(int status) {
    return new ZohoReply.Failed(api.unreadable(status));
  }

  @Override
  public String name() {
    return "Zoho";
  }

  @Override
  public AccessTokens.Answer token(Connector connector, Optional<String> refused) {
    HttpUrl accounts =
        settings.accounts().orElseGet(() -> ZohoOptions.of(connector).dataCentre().accounts());
    return tokens.current(
        connector, refused, _ -> oauth.ask(accounts, connector.config().credentials()));
  }

  /// A token may be good at another of Zoho's addresses than its data centre's: a sandbox's, say.
  @Override
  public Request.Builder signed(
      Request.Builder request, Connector connector, AccessTokens.Token token) {
    request.header("Authorization", "Zoho-oauthtoken " + token.access());
    if (settings.api().isEmpty()) {
      token
          .home()
          .flatMap(ZohoDataCentre::apiHost)
          .ifPresent(host -> request.url(request.build().url().newBuilder().host(host).build()));
    }
    return request;
  }

  /// A missing scope is a 401 as well, and another token, one of ten, would lack it too.
  @Override
  public boolean tokenIsOver(Answer.Received received) {
    return received.status() == 401 && !received.body().contains("OAUTH_SCOPE_MISMATCH");
  }

  @Override
  public List<Allowance> allowances(Answer.Received received) {
    return ZohoLimits.of(received);
  }

  /// `Done` with the first row that was written, or what the first row that was not says: a
  /// request of rows succeeds even where a row of it fails.
  ZohoReply rows(ZohoReply reply) {
    if (!(reply instanceof ZohoReply.Done(var status, var body))) {
      return reply;
    }
    for (JsonNode row : body.path("data")) {
      if (!row.path("status").asText().equals("success")) {
        return row.has("code") ? ZohoErrors.of(status, row) : unreadable(status);
      }
    }
    return new ZohoReply.Done(status, body.path("data").path(0));
  }
}
