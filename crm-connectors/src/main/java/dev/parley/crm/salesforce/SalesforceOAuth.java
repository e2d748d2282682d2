package dev.parley.crm.salesforce;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.crm.AccessTokens;
import dev.parley.crm.AccessTokens.Answer.Granted;
import dev.parley.crm.AccessTokens.Answer.Revoked;
import dev.parley.crm.AccessTokens.Answer.Unavailable;
import dev.parley.crm.AccessTokens.Token;
import dev.parley.crm.Credentials;
import dev.parley.crm.http.Answer;
import dev.parley.crm.http.CrmHttp;
import dev.parley.crm.http.Masking;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import okhttp3.FormBody;
import okhttp3.HttpUrl;
import okhttp3.Request;

/// Gets access tokens, by the client credentials or the JWT bearer flow. Neither gives a refresh
/// token: the credentials are asked with again.
final class SalesforceOAuth {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> PASSING =
      Set.of("server_error", "temporarily_unavailable", "rate_limit_exceeded", "unknown_error");

  private final CrmHttp http;
  private final SalesforceSettings settings;
  private final Clock clock;

  SalesforceOAuth(CrmHttp http, SalesforceSettings settings, Clock clock) {
    this.http = http;
    this.settings = settings;
    this.clock = clock;
  }

  AccessTokens.Answer ask(HttpUrl base, Credentials credentials, boolean sandbox) {
    FormBody form;
    try {
      form = form(credentials, sandbox);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return new Revoked("The private key cannot sign. Give the connector another.");
    }
    HttpUrl url = base.newBuilder().addPathSegments("services/oauth2/token").build();
    Request request =
        new Request.Builder().url(url).header("Accept", "application/json").post(form).build();
    return switch (http.call(request)) {
      case Answer.Failed(var failure) -> new Unavailable(failure.text());
      case Answer.Received received when received.success() -> granted(parsed(received.body()));
      case Answer.Received received -> refused(received.status(), parsed(received.body()));
    };
  }

  private FormBody form(Credentials credentials, boolean sandbox) throws GeneralSecurityException {
    String clientId = credentials.text("client_id").orElse("");
    Optional<String> key = credentials.text("private_key");
    if (key.isEmpty()) {
      return new FormBody.Builder()
          .add("grant_type", "client_credentials")
          .add("client_id", clientId)
          .add("client_secret", credentials.text("client_secret").orElse(""))
          .build();
    }
    String username = credentials.text("username").orElse("");
    return new FormBody.Builder()
        .add("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer")
        .add(
            "assertion",
            SalesforceAssertion.of(clientId, username, key.get(), sandbox, clock.instant()))
        .build();
  }

  private AccessTokens.Answer granted(JsonNode json) {
    String access = json.path("access_token").asText();
    Duration life = settings.session().multipliedBy(4).dividedBy(5);
    return access.isEmpty()
        ? new Unavailable("Salesforce's answer holds no token.")
        : new Granted(new Token(access, Optional.empty(), clock.instant().plus(life)));
  }

  private static AccessTokens.Answer refused(int status, JsonNode json) {
    String error = json.path("error").asText();
    return (status == 400 || status == 401) && !error.isEmpty() && !PASSING.contains(error)
        ? new Revoked(
            "Salesforce grants no token (%s: %s). Set its app or the credentials right."
                .formatted(
                    Masking.excerpt(error),
                    Masking.excerpt(json.path("error_description").asText())))
        : new Unavailable("Salesforce answered " + status + " when asked for a token.");
  }

  private static JsonNode parsed(String body) {
    try {
      JsonNode json = JSON.readTree(body);
      return json == null ? JSON.missingNode() : json;
    } catch (JsonProcessingException e) {
      return JSON.missingNode();
    }
  }
}
