package dev.parley.crm.pipedrive;

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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Pipedrive, whose search sees a new person a moment late.
public final class PipedriveVendor implements Vendor {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final PipedriveSimulator pipedrive = new PipedriveSimulator();

  public PipedriveVendor() {
    pipedrive.searchLag = Duration.ofMillis(200);
  }

  @Override
  public CrmConnector node(AccessTokens tokens, Transcripts transcripts, Clock clock) {
    throw new AssertionError("Pipedrive remembers what it made");
  }

  @Override
  public CrmConnector node(
      Database database, AccessTokens tokens, Transcripts transcripts, Clock clock) {
    return new PipedriveConnector(
        new CrmHttp(Reach.LOCAL, HttpLimits.DEFAULT),
        new PipedriveSettings(
            pipedrive.url(),
            pipedrive.url(),
            90_000,
            Duration.ofMillis(600),
            Duration.ofSeconds(10),
            Duration.ofMinutes(10)),
        tokens,
        new StoredRemoteKeys(database, clock),
        transcripts,
        clock);
  }

  @Override
  public ConnectorConfig config() {
    return ConnectorConfig.of(
        JSON.createObjectNode().put("company_domain", "acme"),
        Credentials.of(
            JSON.createObjectNode()
                .put("client_id", PipedriveTokens.CLIENT)
                .put("client_secret", PipedriveTokens.SECRET)
                .put("refresh_token", PipedriveTokens.REFRESH)));
  }

  @Override
  public Simulator simulator() {
    return pipedrive;
  }

  @Override
  public List<String> secrets() {
    List<String> secrets =
        new ArrayList<>(List.of(PipedriveTokens.SECRET, PipedriveTokens.REFRESH));
    secrets.addAll(pipedrive.oauth.granted);
    return secrets;
  }

  /// As many leads as persons; anything else is a duplicate of one of them.
  @Override
  public int records() {
    return pipedrive.leads.size() == pipedrive.persons.size() ? pipedrive.leads.size() : -1;
  }

  @Override
  public int notes() {
    return pipedrive.notes.size() == pipedrive.activities.size() ? pipedrive.notes.size() : -1;
  }

  @Override
  public void expireTokens() {
    pipedrive.tokens.clear();
  }

  @Override
  public int refreshes() {
    return pipedrive.oauth.granted.size();
  }

  @Override
  public void revoke() {
    pipedrive.oauth.revoked = true;
  }

  @Override
  public void restore() {
    pipedrive.oauth.revoked = false;
  }

  @Override
  public void refuse(String email) {
    pipedrive.refused.add(email);
  }

  @Override
  public void close() {
    pipedrive.close();
  }
}
