package dev.parley.channel.sandbox.phone;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Whether a request comes from this server's own page. The page needs no key, so no other page may
/// use it: neither by posting across origins nor by giving its own name this machine's address.
final class LocalOnly {
  private static final HeaderName FETCH_SITE = HeaderNames.create("Sec-Fetch-Site");
  private static final Pattern HERE =
      Pattern.compile("(localhost|127\\.0\\.0\\.1|\\[::1\\])(:[0-9]{1,5})?");

  private final Optional<String> publicOrigin;

  /// @param publicOrigin where browsers see this server, such as `https://parley.example`, when a
  ///     proxy hides it
  LocalOnly(Optional<String> publicOrigin) {
    this.publicOrigin = publicOrigin.map(origin -> origin.toLowerCase(Locale.ROOT));
  }

  boolean allowsReading(Headers headers) {
    String site = headers.first(FETCH_SITE).orElse("none");
    return isOurs(host(headers)) && Set.of("none", "same-origin").contains(site);
  }

  boolean allowsWriting(Headers headers) {
    String origin = headers.first(HeaderNames.ORIGIN).orElse("").toLowerCase(Locale.ROOT);
    String host = host(headers);
    boolean same =
        origin.equals("http://" + host)
            || origin.equals("https://" + host)
            || publicOrigin.filter(origin::equals).isPresent();
    return same && allowsReading(headers);
  }

  private static String host(Headers headers) {
    return headers.first(HeaderNames.HOST).orElse("").toLowerCase(Locale.ROOT);
  }

  private boolean isOurs(String host) {
    return HERE.matcher(host).matches()
        || publicOrigin.filter(origin -> origin.endsWith("//" + host)).isPresent();
  }
}
