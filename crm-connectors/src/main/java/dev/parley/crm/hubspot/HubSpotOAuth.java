package dev.parley.crm.hubspot;

import dev.parley.crm.AccessTokens;
import dev.parley.crm.AccessTokens.Token;
import dev.parley.crm.Credentials;
import dev.parley.crm.http.CrmHttp;
import dev.parley.crm.http.RefreshGrant;
import java.time.Clock;
import java.util.Optional;
import okhttp3.FormBody;
import okhttp3.Request;

/// Asks HubSpot for access tokens.
final class HubSpotOAuth {
  private final HubSpotSettings settings;
  private final RefreshGrant grant;

  HubSpotOAuth(CrmHttp http, HubSpotSettings settings, Clock clock) {
    this.settings = settings;
    this.grant = new RefreshGrant(http, "HubSpot", clock);
  }

  AccessTokens.Answer ask(Credentials credentials, Optional<Token> last) {
    String refresh = RefreshGrant.refresh(credentials, last);
    Request request =
        new Request.Builder()
            .url(settings.api().newBuilder().addPathSegments("oauth/v1/token").build())
            .post(
                new FormBody.Builder()
                    .add("grant_type", "refresh_token")
                    .add("client_id", credentials.text("client_id").orElse(""))
                    .add("client_secret", credentials.text("client_secret").orElse(""))
                    .add("refresh_token", refresh)
                    .build())
            .build();
    return grant.ask(request, refresh);
  }
}
