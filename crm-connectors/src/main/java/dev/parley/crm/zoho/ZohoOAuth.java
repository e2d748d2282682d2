package dev.parley.crm.zoho;

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
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import okhttp3.FormBody;
import okhttp3.HttpUrl;
import okhttp3.Request;

/// Gets access tokens for a refresh token, which stays the same for good. Zoho says no with a 200.
final class ZohoOAuth {
  private static final double REFRESH_AT_SHARE = 0.8;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> FINAL =
      Set.of(
          "invalid_code",
          "invalid_client",
          "invalid_client_secret",
          "invalid_grant",
          "unauthorized_client",
          "invalid_token");

  private final CrmHttp http;
  private final Clock clock;

  ZohoOAuth(CrmHttp http, Clock clock) {
    this.http = http;
    this.clock = clock;
  }

  AccessTokens.Answer ask(HttpUrl accounts, Credentials credentials) {
    Request request =
        new Request.Builder()
            .url(accounts.newBuilder().addPathSegments("oauth/v2/token").build())
            .post(
                new FormBody.Builder()
                    .add("grant_type", "refresh_token")
                    .add("client_id", credentials.text("client_id").orElse(""))
                    .add("client_secret", credentials.text("client_secret").orElse(""))
                    .add("refresh_token", credentials.text("refresh_token").orElse(""))
                    .build())
            .build();
    return switch (http.call(request)) {
      case Answer.Failed(var failure) -> new Unavailable(failure.text());
      case Answer.Received received -> read(received);
    };
  }

  private AccessTokens.Answer read(Answer.Received received) {
    JsonNode json = parsed(received.body());
    String error = json.path("error").asText();
    if (FINAL.contains(error)) {
      return new Revoked(
          "Zoho grants no more tokens (" + error + "). Connect it again, and check data_centre.");
    }
    String access = json.path("access_token").asText();
    long seconds = json.path("expires_in").asLong();
    if (!received.success() || access.isEmpty() || seconds <= 0) {
      return new Unavailable(
          "Zoho answered "
              + received.status()
              + " when asked for a token: "
              + Masking.excerpt(error));
    }
    Duration life = Duration.ofMillis((long) (seconds * 1000 * REFRESH_AT_SHARE));
    Optional<String> home = Optional.ofNullable(json.path("api_domain").textValue());
    return new Granted(new Token(access, Optional.empty(), clock.instant().plus(life), home));
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
