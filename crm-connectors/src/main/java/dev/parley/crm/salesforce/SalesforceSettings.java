package dev.parley.crm.salesforce;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import okhttp3.HttpUrl;

/// What is the same for all Salesforce connectors of a process.
///
/// @param base called in place of every connector's `instance_url`, e.g. a simulator
/// @param version of the REST API, e.g. `v68.0`; 52.0 at least, for the duplicate rule header
/// @param taskCharactersMax of a task's description
/// @param session how long a token is taken to live: Salesforce does not say, it is the org's
///     session policy; a token is replaced when four fifths of it are over
public record SalesforceSettings(
    Optional<HttpUrl> base, String version, int taskCharactersMax, Duration session) {
  public static final SalesforceSettings DEFAULT =
      new SalesforceSettings(Optional.empty(), "v68.0", 32_000, Duration.ofHours(2));

  /// The same, with every org's calls going to one address, such as a simulator's.
  public SalesforceSettings at(Optional<URI> address) {
    return new SalesforceSettings(
        address.map(each -> HttpUrl.get(each + "/")), version, taskCharactersMax, session);
  }
}
