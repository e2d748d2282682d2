package dev.parley.crm.acceptance;

import dev.parley.config.store.Database;
import dev.parley.crm.AccessTokens;
import dev.parley.crm.ConnectorConfig;
import dev.parley.crm.CrmConnector;
import dev.parley.crm.Transcripts;
import java.time.Clock;
import java.util.List;

/// One vendor, simulated, as the acceptance tests see it.
public interface Vendor extends AutoCloseable {
  /// A connector as one node has it, pointed at the simulator.
  CrmConnector node(AccessTokens tokens, Transcripts transcripts, Clock clock);

  /// The same for a connector that remembers more than tokens.
  ///
  /// @param database as that node sees it
  default CrmConnector node(
      Database database, AccessTokens tokens, Transcripts transcripts, Clock clock) {
    return node(tokens, transcripts, clock);
  }

  /// A configuration the simulator accepts, with whatever it needs at the other end made.
  ConnectorConfig config();

  Simulator simulator();

  /// The time it is at the other end, where that counts.
  default void at(Clock clock) {}

  /// Everything that must never be seen: credentials, and all tokens granted so far.
  List<String> secrets();

  /// Remote records that stand for leads or their contacts.
  int records();

  /// Remote records that hold words of a conversation.
  int notes();

  /// No access token granted so far is accepted any more.
  void expireTokens();

  /// Access tokens granted so far; -1 where the connector's token is a fixed one.
  int refreshes();

  /// The credentials are good for nothing any more.
  void revoke();

  /// The same credentials are accepted again.
  void restore();

  /// A record with this e-mail address is refused for what it holds.
  void refuse(String email);

  @Override
  void close();
}
