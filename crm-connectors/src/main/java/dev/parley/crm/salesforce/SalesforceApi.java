package dev.parley.crm.salesforce;

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
import java.util.function.Predicate;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/// Calls Salesforce for one connector.
final class SalesforceApi implements JsonApi.Vendor {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9]{15}([A-Za-z0-9]{3})?");

  private final JsonApi api;
  private final CrmHttp http;
  private final SalesforceSettings settings;
  private final AccessTokens tokens;
  private final SalesforceOAuth oauth;
  private final Clock clock;

  SalesforceApi(CrmHttp http, SalesforceSettings settings, AccessTokens tokens, Clock clock) {
    this.api = new JsonApi(http, this);
    this.http = http;
    this.settings = settings;
    this.tokens = tokens;
    this.oauth = new SalesforceOAuth(http, settings, clock);
    this.clock = clock;
  }

  /// Ids go into queries and paths: nothing else may.
  static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  /// The path every call of the API has, as composite parts need it.
  String path() {
    return "/services/data/" + settings.version();
  }

  int taskCharactersMax() {
    return settings.taskCharactersMax();
  }

  HttpUrl.Builder url(SalesforceOptions options, String path) {
    return base(options)
        .newBuilder()
        .addPathSegments("services/data/" + settings.version() + "/" + path);
  }

  private HttpUrl base(SalesforceOptions options) {
    return settings.base().orElseGet(() -> HttpUrl.get(options.instanceUrl()));
  }

  /// @param expected whether a good answer is what Salesforce would say
  SalesforceReply get(Connector connector, HttpUrl url, Predicate<JsonNode> expected) {
    return send(connector, "GET", url, null, expected);
  }

  SalesforceReply send(
      Connector connector,
      String method,
      HttpUrl url,
      @Nullable JsonNode body,
      Predicate<JsonNode> expected) {
    return switch (api.call(connector, method, url, body)) {
      case JsonApi.Reply.Stopped(var result) -> new SalesforceReply.Failed(result);
      case JsonApi.Reply.Answered(var received, var answer) when received.success() ->
          expected.test(answer)
              ? new SalesforceReply.Done(received.status(), answer)
              : unreadable(received.status());
      case JsonApi.Reply.Answered(var received, var answer) ->
          SalesforceErrors.of(received, answer, clock.instant(), http.limits().retryAfterMax());
    };
  }

  /// An answer that is not what Salesforce would say.
  SalesforceReply unreadable(int status) {
    return new SalesforceReply.Failed(api.unreadable(status));
  }

  @Override
  public String name() {
    return "Salesforce";
  }

  @Override
  public AccessTokens.Answer token(Connector connector, Optional<String> refused) {
    SalesforceOptions options = SalesforceOptions.of(connector);
    return tokens.current(
        connector,
        refused,
        _ -> oauth.ask(base(options), connector.config().credentials(), options.sandbox()));
  }

  @Override
  public Request.Builder signed(
      Request.Builder request, Connector connector, AccessTokens.Token token) {
    return request.header("Authorization", "Bearer " + token.access());
  }

  @Override
  public List<Allowance> allowances(Answer.Received received) {
    return SalesforceLimits.of(received);
  }
}
