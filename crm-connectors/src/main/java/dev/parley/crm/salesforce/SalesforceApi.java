package dev.parley.crm.salesforce;

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
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/// Calls Salesforce for one connector: signs in, and once more when the session is over.
final class SalesforceApi {
  private static final MediaType JSON_TYPE = MediaType.get("application/json");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9]{15}([A-Za-z0-9]{3})?");

  private final CrmHttp http;
  private final SalesforceSettings settings;
  private final AccessTokens tokens;
  private final SalesforceOAuth oauth;
  private final Clock clock;

  SalesforceApi(CrmHttp http, SalesforceSettings settings, AccessTokens tokens, Clock clock) {
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

  SalesforceReply get(Connector connector, HttpUrl url) {
    return send(connector, "GET", url, null);
  }

  SalesforceReply send(Connector connector, String method, HttpUrl url, @Nullable JsonNode body) {
    return call(connector, access -> request(method, url, body, access), Optional.empty());
  }

  private SalesforceReply call(
      Connector connector, Function<String, Request> request, Optional<String> refused) {
    SalesforceOptions options = SalesforceOptions.of(connector);
    AccessTokens.Answer answer =
        tokens.current(
            connector,
            refused,
            _ -> oauth.ask(base(options), connector.config().credentials(), options.sandbox()));
    return switch (answer) {
      case AccessTokens.Answer.Granted(var token) ->
          exchange(connector, request, token.access(), refused);
      case AccessTokens.Answer.Revoked(var text) ->
          new SalesforceReply.Failed(
              new DeliveryResult.Blocked("token_revoked", OptionalInt.of(401), text));
      case AccessTokens.Answer.Unavailable(var text) ->
          new SalesforceReply.Failed(
              new DeliveryResult.Retry(
                  "token_unavailable",
                  OptionalInt.empty(),
                  text,
                  Optional.empty(),
                  Trouble.ENDPOINT));
    };
  }

  private SalesforceReply exchange(
      Connector connector,
      Function<String, Request> request,
      String access,
      Optional<String> refused) {
    return switch (http.call(request.apply(access))) {
      case Answer.Failed failed -> SalesforceErrors.of(failed);
      case Answer.Received received when received.status() == 401 && refused.isEmpty() ->
          call(connector, request, Optional.of(access));
      case Answer.Received received -> {
        CallLog.allow(SalesforceLimits.of(received));
        yield reply(received);
      }
    };
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

  private SalesforceReply reply(Answer.Received received) {
    Optional<JsonNode> body = parsed(received.body());
    if (!received.success()) {
      return SalesforceErrors.of(
          received,
          body.orElseGet(JSON::missingNode),
          clock.instant(),
          http.limits().retryAfterMax());
    }
    return body.<SalesforceReply>map(json -> new SalesforceReply.Done(received.status(), json))
        .orElseGet(SalesforceApi::unreadable);
  }

  private static SalesforceReply unreadable() {
    return new SalesforceReply.Failed(
        new DeliveryResult.Retry(
            "answer_unreadable",
            OptionalInt.empty(),
            "Salesforce's answer is no JSON, or longer than this server reads.",
            Optional.empty(),
            Trouble.RECORD));
  }

  private static Optional<JsonNode> parsed(String body) {
    try {
      return Optional.ofNullable(body.isBlank() ? JSON.missingNode() : JSON.readTree(body));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
