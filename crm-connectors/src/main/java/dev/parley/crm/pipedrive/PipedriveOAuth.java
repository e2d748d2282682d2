package dev.parley.crm.pipedrive;

import dev.parley.crm.AccessTokens;
import dev.parley.crm.AccessTokens.Token;
import dev.parley.crm.Credentials;
import dev.parley.crm.http.CrmHttp;
import dev.parley.crm.http.RefreshGrant;
import java.time.Clock;
import java.util.Optional;
import okhttp3.FormBody;
import okhttp3.Request;

/// Asks Pipedrive for access tokens. A refresh token that is not used for 60 days is worth nothing.
final class PipedriveOAuth {
  private final PipedriveSettings settings;
  private final RefreshGrant grant;

  PipedriveOAuth(CrmHttp http, PipedriveSettings settings, Clock clock) {
    this.settings = settings;
    this.grant = new RefreshGrant(http, "Pipedrive", clock);
  }

  AccessTokens.Answer ask(Credentials credentials, Optional<Token> last) {
    String refresh = RefreshGrant.refresh(credentials, last);
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
    return grant.ask(request, refresh);
  }
}
