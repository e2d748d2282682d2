package dev.parley.crm.pipedrive;

import dev.parley.crm.acceptance.Simulator;
import java.util.ArrayList;
import java.util.List;
import mockwebserver3.MockResponse;
import okhttp3.Credentials;
import okhttp3.Headers;

/// Pipedrive's token endpoint: the app signs in with Basic, and each refresh token is good once
/// more than the last.
final class PipedriveTokens {
  static final String CLIENT = "pd-client";
  static final String SECRET = "pd-client-secret-0123456789";
  static final String REFRESH = "pd-refresh-token-0123456789";

  final List<String> granted = new ArrayList<>();
  boolean revoked;
  private final PipedriveSimulator pipedrive;

  PipedriveTokens(PipedriveSimulator pipedrive) {
    this.pipedrive = pipedrive;
  }

  MockResponse grant(Simulator.Call call) {
    boolean wellFormed =
        Credentials.basic(CLIENT, SECRET).equals(call.headers().get("Authorization"))
            && call.body().equals("grant_type=refresh_token&refresh_token=" + REFRESH);
    if (!wellFormed) {
      pipedrive.violations.add(call + ": not a request for a token");
    }
    if (revoked || !wellFormed) {
      return json(400, "{\"success\":false,\"error\":\"invalid_grant\"}");
    }
    String token = "pd-access-token-000" + (granted.size() + 1);
    granted.add(token);
    pipedrive.tokens.add(token);
    return json(
        200,
        ("{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"refresh_token\":\"%s\","
                + "\"scope\":\"base,leads:full\",\"expires_in\":3599,"
                + "\"api_domain\":\"https://acme.pipedrive.com\"}")
            .formatted(token, REFRESH));
  }

  private static MockResponse json(int status, String body) {
    return new MockResponse.Builder()
        .code(status)
        .headers(Headers.of("Content-Type", "application/json"))
        .body(body)
        .build();
  }
}
