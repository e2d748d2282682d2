package dev.parley.channel.sandbox;

import java.net.URI;
import java.util.Map;

/// One request to our server, signed and ready.
///
/// @param url with no fragment
/// @param mediaType of the body
/// @param body not copied: nobody writes to it
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Webhook(URI url, String mediaType, Map<String, String> headers, byte[] body) {
  public Webhook {
    headers = Map.copyOf(headers);
  }
}
