package dev.parley.crm.pipedrive;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import okhttp3.HttpUrl;

/// Where Pipedrive is: one address per process, so that it can be pointed at a simulator.
///
/// @param api base of both versions of the REST API
/// @param oauth where tokens are granted
/// @param noteCharactersMax of one note's content, tags included
/// @param hold how long a person being made is one worker's alone when that worker never says what
///     came of it: longer than its calls take, and than the search takes to see a new person
/// @param patience how long a delivery waits for another one of the same person or lead
/// @param fieldsKept how long the account's field list is trusted
public record PipedriveSettings(
    HttpUrl api,
    HttpUrl oauth,
    int noteCharactersMax,
    Duration hold,
    Duration patience,
    Duration fieldsKept) {
  public static final PipedriveSettings DEFAULT =
      new PipedriveSettings(
          HttpUrl.get("https://api.pipedrive.com/"),
          HttpUrl.get("https://oauth.pipedrive.com/"),
          90_000,
          Duration.ofMinutes(3),
          Duration.ofSeconds(5),
          Duration.ofMinutes(10));

  /// The same at other addresses, such as a simulator's; empty: Pipedrive's own.
  public PipedriveSettings at(Optional<URI> elsewhere, Optional<URI> oauthElsewhere) {
    return new PipedriveSettings(
        elsewhere.map(address -> HttpUrl.get(address + "/")).orElse(api),
        oauthElsewhere.map(address -> HttpUrl.get(address + "/")).orElse(oauth),
        noteCharactersMax,
        hold,
        patience,
        fieldsKept);
  }
}
