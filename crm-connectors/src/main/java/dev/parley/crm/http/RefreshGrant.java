package dev.parley.crm.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.parley.crm.AccessTokens;
import dev.parley.crm.AccessTokens.Answer.Granted;
import dev.parley.crm.AccessTokens.Answer.Revoked;
import dev.parley.crm.AccessTokens.Answer.Unavailable;
import dev.parley.crm.AccessTokens.Token;
import dev.parley.crm.Credentials;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import okhttp3.Request;

/// Changes a refresh token for an access token, as OAuth 2.0 has it. A token is replaced when four
/// fifths of its life are over: nobody waits for a 401. Thread-safe.
///
/// @param vendor as people know it
public record RefreshGrant(CrmHttp http, String vendor, Clock clock) {
  private static final double REFRESH_AT_SHARE = 0.8;

  /// The newest refresh token: some vendors give a new one with each access token.
  public static String refresh(Credentials credentials, Optional<Token> last) {
    return last.flatMap(Token::refresh).or(() -> credentials.text("refresh_token")).orElse("");
  }

  /// @param refresh what the request asks with; kept where the answer names no other
  public AccessTokens.Answer ask(Request request, String refresh) {
    return switch (http.call(request)) {
      case Answer.Failed(var failure) -> new Unavailable(failure.text());
      case Answer.Received received -> answer(received, refresh);
    };
  }

  private AccessTokens.Answer answer(Answer.Received received, String refresh) {
    JsonNode body = JsonApi.tree(received.body()).orElseGet(MissingNode::getInstance);
    if (received.success()) {
      return granted(body, refresh);
    }
    // 400 and 401 are about the token or the app, where the vendor says so; the rest may pass.
    return (received.status() == 400 || received.status() == 401) && body.isObject()
        ? new Revoked(vendor + " grants no more tokens. Connect it again.")
        : new Unavailable(vendor + " answered " + received.status() + " when asked for a token.");
  }

  private AccessTokens.Answer granted(JsonNode body, String refresh) {
    String access = body.path("access_token").asText();
    long seconds = body.path("expires_in").asLong();
    if (access.isEmpty() || seconds <= 0) {
      return new Unavailable(vendor + "'s answer holds no token.");
    }
    String next = body.path("refresh_token").asText(refresh);
    return new Granted(new Token(access, Optional.of(next), refreshAt(seconds)));
  }

  private Instant refreshAt(long seconds) {
    return clock.instant().plus(Duration.ofMillis((long) (seconds * 1000 * REFRESH_AT_SHARE)));
  }
}
