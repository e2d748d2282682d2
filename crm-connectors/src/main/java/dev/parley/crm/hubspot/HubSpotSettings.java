package dev.parley.crm.hubspot;

import java.net.URI;
import okhttp3.HttpUrl;

/// Where HubSpot is: one address per process, so that it can be pointed at a simulator.
///
/// @param api base of the REST API
/// @param objects path of the objects API, which names its version
/// @param noteCharactersMax of one note's body
public record HubSpotSettings(HttpUrl api, String objects, int noteCharactersMax) {
  public static final HubSpotSettings DEFAULT =
      new HubSpotSettings(HttpUrl.get("https://api.hubapi.com/"), "crm/v3/objects", 65_536);

  /// The same at another address, such as a simulator's.
  public HubSpotSettings at(URI address) {
    return new HubSpotSettings(HttpUrl.get(address + "/"), objects, noteCharactersMax);
  }
}
