package dev.parley.crm.salesforce;

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
import dev.parley.crm.salesforce.SalesforceOrg.Field;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Salesforce with the fields a connector needs made.
public final class SalesforceVendor implements Vendor {
  private static final ObjectMapper JSON = new ObjectMapper();

  final SalesforceSimulator simulator = new SalesforceSimulator();
  final ObjectNode settings =
      JSON.createObjectNode().put("instance_url", "https://acme.my.salesforce.com");
  final ObjectNode mapping = JSON.createObjectNode();
  ObjectNode credentials =
      JSON.createObjectNode()
          .put("client_id", "consumer-key")
          .put("client_secret", "consumer-hush-hush");
  int taskCharactersMax = 32_000;

  public SalesforceVendor() {
    simulator.org.add("Lead", new Field("Parley_Lead_Id__c", "string", 100, false, true));
  }

  @Override
  public SalesforceConnector node(AccessTokens tokens, Transcripts transcripts, Clock clock) {
    return node(tokens, new MemoryRemoteKeys(), transcripts, clock);
  }

  @Override
  public SalesforceConnector node(
      Database database, AccessTokens tokens, Transcripts transcripts, Clock clock) {
    return node(tokens, new StoredRemoteKeys(database, clock), transcripts, clock);
  }

  private SalesforceConnector node(
      AccessTokens tokens, RemoteKeys keys, Transcripts transcripts, Clock clock) {
    return new SalesforceConnector(
        new CrmHttp(Reach.LOCAL, HttpLimits.DEFAULT),
        new SalesforceSettings(
            Optional.of(simulator.url()), "v68.0", taskCharactersMax, Duration.ofHours(2)),
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
  public List<String> secrets() {
    List<String> secrets = new ArrayList<>(List.of("consumer-hush-hush"));
    secrets.addAll(simulator.granted);
    return secrets;
  }

  @Override
  public int records() {
    return simulator.org.leads.size();
  }

  @Override
  public int notes() {
    return simulator.org.tasks.size();
  }

  @Override
  public void expireTokens() {
    simulator.sessions.clear();
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
    simulator.org.refusedEmails.add(email);
  }

  @Override
  public void close() {
    simulator.close();
  }
}
