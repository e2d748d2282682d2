package dev.parley.channel.http;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Which pages may use a public address: a widget's socket, a form. This server's own pages always
/// may; other pages when their origin is listed, or `*`. A request without an `Origin` is no
/// browser's, and a check of browsers' origins protects nothing there: it is let in, to be limited
/// like anyone else.
public final class OriginPolicy {
  private static final Pattern ORIGIN = Pattern.compile("https?://[a-z0-9.:\\[\\]-]{1,260}");
  private static final String ANY = "*";

  private final Optional<String> publicOrigin;

  /// @param publicOrigin where browsers see this server, such as `https://chat.example`; the `Host`
  ///     header counts as well
  public OriginPolicy(Optional<String> publicOrigin) {
    this.publicOrigin = publicOrigin.map(OriginPolicy::normal);
  }

  /// @param origins that are listed
  /// @param origin of the page that asks; empty: no browser's
  /// @param host the `Host` header
  public boolean allows(List<String> origins, Optional<String> origin, Optional<String> host) {
    if (origin.isEmpty()) {
      return true;
    }
    String page = normal(origin.get());
    if (!ORIGIN.matcher(page).matches()) {
      return origins.contains(ANY);
    }
    String authority = page.substring(page.indexOf("//") + 2);
    return publicOrigin.filter(page::equals).isPresent()
        || host.filter(authority::equalsIgnoreCase).isPresent()
        || origins.stream().anyMatch(listed -> listed.equals(ANY) || normal(listed).equals(page));
  }

  /// Origins as a `frame-ancestors` source list, this server first. Whatever does not
  /// look like an origin is left out: it must not become another directive.
  public static String frameAncestors(List<String> origins) {
    StringBuilder sources = new StringBuilder("'self'");
    for (String origin : origins) {
      if (origin.equals(ANY) || ORIGIN.matcher(normal(origin)).matches()) {
        sources.append(' ').append(normal(origin));
      }
    }
    return sources.toString();
  }

  /// Lower case, without the slash people copy along and without a default port.
  private static String normal(String origin) {
    String lower = origin.strip().toLowerCase(Locale.ROOT);
    if (lower.endsWith("/")) {
      lower = lower.substring(0, lower.length() - 1);
    }
    if (lower.startsWith("https://") && lower.endsWith(":443")) {
      return lower.substring(0, lower.length() - 4);
    }
    if (lower.startsWith("http://") && lower.endsWith(":80")) {
      return lower.substring(0, lower.length() - 3);
    }
    return lower;
  }
}
