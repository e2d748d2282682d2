package dev.parley.crm.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.crm.acceptance.Simulator;
import java.util.ArrayList;
import java.util.List;
import mockwebserver3.MockResponse;
import okhttp3.Headers;

/// HubSpot's token endpoints: grants, and what a token may do.
final class HubSpotTokens {
  private static final ObjectMapper JSON = new ObjectMapper();

  final List<String> granted = new ArrayList<>();
  boolean revoked;
  private final HubSpotSimulator hubSpot;

  HubSpotTokens(HubSpotSimulator hubSpot) {
    this.hubSpot = hubSpot;
  }

  MockResponse grant(Simulator.Call call) {
    for (String part : List.of("grant_type=refresh_token", "client_id=", "client_secret=")) {
      if (!call.body().contains(part)) {
        hubSpot.violations.add(call + ": no " + part);
      }
    }
    if (revoked) {
      return json(400, JSON.createObjectNode().put("status", "BAD_REFRESH_TOKEN"));
    }
    String token = "hs-access-token-000" + (granted.size() + 1);
    granted.add(token);
    hubSpot.tokens.add(token);
    return json(
        200,
        JSON.createObjectNode()
            .put("access_token", token)
            .put("refresh_token", "refresh-1")
            .put("expires_in", 1800)
            .put("hub_id", 4711));
  }

  MockResponse info(Simulator.Call call, String bearer) {
    String asked =
        call.method().equals("GET")
            ? call.url().pathSegments().getLast()
            : call.json().path("tokenKey").asText();
    if (!asked.equals(bearer)) {
      hubSpot.violations.add(call + ": asks about another token");
    }
    ObjectNode info =
        JSON.createObjectNode().put(call.method().equals("GET") ? "hub_id" : "hubId", 4711);
    var scopes = info.putArray("scopes");
    hubSpot.scopes.forEach(scopes::add);
    return json(200, info);
  }

  private static MockResponse json(int status, JsonNode body) {
    return new MockResponse.Builder()
        .code(status)
        .headers(Headers.of("Content-Type", "application/json"))
        .body(body.toString())
        .build();
  }
}
