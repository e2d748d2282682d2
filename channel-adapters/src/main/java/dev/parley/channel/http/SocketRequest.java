package dev.parley.channel.http;

import io.helidon.common.parameters.Parameters;
import io.helidon.common.uri.UriQuery;
import io.helidon.http.HeaderName;
import io.helidon.http.Headers;
import java.util.Optional;

/// An upgrade request.
///
/// @param parameters the path's, decoded
/// @param query not signed, not checked, maybe empty
/// @param address the client's, as [ClientAddress] reads it
/// @param secure whether it came to us over TLS (a proxy before us may have ended it)
public record SocketRequest(
    String path,
    Parameters parameters,
    UriQuery query,
    Headers headers,
    String address,
    boolean secure) {

  /// The first value of a header.
  public Optional<String> header(HeaderName name) {
    return headers.first(name);
  }
}
