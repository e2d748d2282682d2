package dev.parley.crm.zoho;

import java.net.URI;
import java.util.Optional;
import okhttp3.HttpUrl;

/// What is the same for all Zoho connectors of a process.
///
/// @param accounts asked for tokens in place of every data centre's, e.g. a simulator
/// @param api called in place of every data centre's
/// @param version of the CRM API, e.g. `v8`
/// @param noteCharactersMax of a note's content
public record ZohoSettings(
    Optional<HttpUrl> accounts, Optional<HttpUrl> api, String version, int noteCharactersMax) {
  public static final ZohoSettings DEFAULT =
      new ZohoSettings(Optional.empty(), Optional.empty(), "v8", 32_000);

  /// The same, with every data centre's calls going to these addresses, such as a simulator's.
  public ZohoSettings at(Optional<URI> accountsAt, Optional<URI> apiAt) {
    return new ZohoSettings(
        accountsAt.map(each -> HttpUrl.get(each + "/")),
        apiAt.map(each -> HttpUrl.get(each + "/")),
        version,
        noteCharactersMax);
  }
}
