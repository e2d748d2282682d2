package dev.parley.crm.hubspot;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.config.net.Reach;
import dev.parley.config.store.Database;
import dev.parley.crm.AccessTokens;
import dev.parley.crm.ConnectorConfig;
import dev.parley.crm.Credentials;
import dev.parley.crm.CrmConnector;
import dev.parley.crm.Transcripts;
import dev.parley.crm.acceptance.Simulator;
import dev.parley.crm.acceptance.Vendor;
import dev.parley.crm.delivery.StoredRemoteKeys;
import dev.parley.crm.http.CrmHttp;
import dev.parley.crm.http.HttpLimits;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/// HubSpot with leads and deals made beside contacts.
public final class HubSpotVendor implements Vendor {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SECRET = "hs-client-secret-0123456789";
  private static final String REFRESH = "hs-refresh-token-0123456789";
  private final HubSpotSimulator hubSpot = new HubSpotSimulator();

  public HubSpotVendor() {
    hubSpot.property("parley_contact_id", true);
    hubSpot.property("leads", "parley_lead_id", true);
    hubSpot.property("deals", "parley_lead_id", true);
  }

  @Override
  public CrmConnector node(AccessTokens tokens, Transcripts transcripts, Clock clock) {
    throw new AssertionError("HubSpot's deliveries take turns");
  }

  @Override
  public CrmConnector node(
      Database database, AccessTokens tokens, Transcripts transcripts, Clock clock) {
    return new HubSpotConnector(
        new CrmHttp(Reach.LOCAL, HttpLimits.DEFAULT),
        new HubSpotSettings(hubSpot.url(), "crm/v3/objects", 65_536),
        tokens,
        new StoredRemoteKeys(database, clock),
        transcripts,
        clock);
  }

  @Override
  public ConnectorConfig config() {
    return ConnectorConfig.of(
        JSON.createObjectNode().put("leads", true).put("deals", true).put("portal_id", "42"),
        Credentials.of(
            JSON.createObjectNode()
                .put("client_id", "hs-client")
                .put("client_secret", SECRET)
                .put("refresh_token", REFRESH)));
  }

  @Override
  public Simulator simulator() {
    return hubSpot;
  }

  @Override
  public List<String> secrets() {
    List<String> secrets = new ArrayList<>(List.of(SECRET, REFRESH));
    secrets.addAll(hubSpot.oauth.granted);
    return secrets;
  }

  /// As many leads and deals as contacts; anything else is a duplicate of one of them.
  @Override
  public int records() {
    int contacts = hubSpot.contacts.size();
    return hubSpot.objects.get("leads").size() == contacts
            && hubSpot.objects.get("deals").size() == contacts
        ? contacts
        : -1;
  }

  @Override
  public int notes() {
    return hubSpot.notes.size() + hubSpot.objects.get("communications").size();
  }

  @Override
  public void expireTokens() {
    hubSpot.tokens.clear();
  }

  @Override
  public int refreshes() {
    return hubSpot.oauth.granted.size();
  }

  @Override
  public void revoke() {
    hubSpot.oauth.revoked = true;
  }

  @Override
  public void restore() {
    hubSpot.oauth.revoked = false;
  }

  @Override
  public void refuse(String email) {
    hubSpot.refused.add(email);
  }

  @Override
  public void close() {
    hubSpot.close();
  }
}
