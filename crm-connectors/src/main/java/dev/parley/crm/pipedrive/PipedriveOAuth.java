package dev.parley.crm.pipedrive;

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
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import okhttp3.FormBody;
import okhttp3.Request;

/// Gets access tokens for a refresh token, ahead of the old one's expiry. A refresh token that is
/// not used for 60 days is worth nothing.
final class PipedriveOAuth {
  private static final double REFRESH_AT_SHARE = 0.8;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final CrmHttp http;
  private final PipedriveSettings settings;
  private final Clock clock;

  PipedriveOAuth(CrmHttp http, PipedriveSettings settings, Clock clock) {
    this.http = http;
    this.settings = settings;
    this.clock = clock;
  }

  AccessTokens.Answer ask(Credentials credentials, Optional<Token> last) {
    String refresh =
        last.flatMap(Token::refresh).or(() -> credentials.text("refresh_token")).orElse("");
    Request request =
        new Request.Builder()
            .url(settings.oauth().newBuilder().addPathSegments("oauth/token").build())
            .header(
                "Authorization",
                okhttp3.Credentials.basic(
                    credentials.text("client_id").orElse(""),
                    credentials.text("client_secret").orElse("")))
            .post(
                new FormBody.Builder()
                    .add("grant_type", "refresh_token")
                    .add("refresh_token", refresh)
                    .build())
            .build();
    return switch (http.call(request)) {
      case Answer.Failed(var failure) -> new Unavailable(failure.text());
      case Answer.Received received when received.success() -> granted(received, refresh);
      // 400 and 401 are about the token or the app; anything else may pass.
      case Answer.Received received when received.status() == 400 || received.status() == 401 ->
          new Revoked("Pipedrive grants no more tokens. Connect it again.");
      case Answer.Received received ->
          new Unavailable("Pipedrive answered " + received.status() + " when asked for a token.");
    };
  }

  private AccessTokens.Answer granted(Answer.Received received, String refresh) {
    try {
      JsonNode json = JSON.readTree(received.body());
      String access = json.path("access_token").asText();
      long seconds = json.path("expires_in").asLong();
      if (access.isEmpty() || seconds <= 0) {
        return new Unavailable("Pipedrive's answer holds no token.");
      }
      Duration life = Duration.ofMillis((long) (seconds * 1000 * REFRESH_AT_SHARE));
      String next = json.path("refresh_token").asText(refresh);
      return new Granted(new Token(access, Optional.of(next), clock.instant().plus(life)));
    } catch (JsonProcessingException e) {
      return new Unavailable("Pipedrive's answer holds no token.");
    }
  }
}
