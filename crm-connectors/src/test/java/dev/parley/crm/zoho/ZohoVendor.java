package dev.parley.crm.zoho;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.net.Reach;
import dev.parley.config.store.Database;
import dev.parley.crm.AccessTokens;
import dev.parley.crm.ConnectorConfig;
import dev.parley.crm.Credentials;
import dev.parley.crm.RemoteKeys;
import dev.parley.crm.Transcripts;
import dev.parley.crm.acceptance.MemoryRemoteKeys;
import dev.parley.crm.acceptance.Simulator;
import dev.parley.crm.acceptance.Vendor;
import dev.parley.crm.delivery.StoredRemoteKeys;
import dev.parley.crm.http.CrmHttp;
import dev.parley.crm.http.HttpLimits;
import dev.parley.crm.zoho.ZohoSimulator.Field;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Zoho with the field a connector needs made.
public final class ZohoVendor implements Vendor {
  private static final ObjectMapper JSON = new ObjectMapper();

  final ZohoSimulator simulator = new ZohoSimulator();
  final ObjectNode settings = JSON.createObjectNode().put("data_centre", "eu");
  final ObjectNode mapping = JSON.createObjectNode();
  final ObjectNode credentials =
      JSON.createObjectNode()
          .put("client_id", "1000.APP")
          .put("client_secret", "client-hush-hush")
          .put("refresh_token", "refresh-hush-hush");
  int noteCharactersMax = 32_000;

  public ZohoVendor() {
    simulator.fields.put("Parley_Lead_Id", new Field("Parley_Lead_Id", "text", 100, true, false));
  }

  @Override
  public ZohoConnector node(AccessTokens tokens, Transcripts transcripts, Clock clock) {
    return node(tokens, new MemoryRemoteKeys(), transcripts, clock);
  }

  @Override
  public ZohoConnector node(
      Database database, AccessTokens tokens, Transcripts transcripts, Clock clock) {
    return node(tokens, new StoredRemoteKeys(database, clock), transcripts, clock);
  }

  private ZohoConnector node(
      AccessTokens tokens, RemoteKeys keys, Transcripts transcripts, Clock clock) {
    Optional<okhttp3.HttpUrl> url = Optional.of(simulator.url());
    return new ZohoConnector(
        new CrmHttp(Reach.LOCAL, HttpLimits.DEFAULT),
        new ZohoSettings(url, url, "v8", noteCharactersMax),
        tokens,
        keys,
        transcripts,
        clock);
  }

  @Override
  public ConnectorConfig config() {
    return new ConnectorConfig(settings, Credentials.of(credentials), mapping);
  }

  @Override
  public Simulator simulator() {
    return simulator;
  }

  @Override
  public void at(Clock clock) {
    simulator.clock = clock;
  }

  @Override
  public List<String> secrets() {
    List<String> secrets = new ArrayList<>(List.of("client-hush-hush", "refresh-hush-hush"));
    secrets.addAll(simulator.granted);
    return secrets;
  }

  @Override
  public int records() {
    return simulator.leads.size();
  }

  @Override
  public int notes() {
    return simulator.notes.size();
  }

  @Override
  public void expireTokens() {
    simulator.tokens.clear();
  }

  @Override
  public int refreshes() {
    return simulator.granted.size();
  }

  @Override
  public void revoke() {
    simulator.revoked = true;
  }

  @Override
  public void restore() {
    simulator.revoked = false;
  }

  @Override
  public void refuse(String email) {
    simulator.refusedEmails.add(email);
  }

  @Override
  public void close() {
    simulator.close();
  }
}
