package dev.parley.risk;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/// Domains of throw-away mailboxes. Immutable and thread-safe.
public final class DisposableDomains {
  private static final String RESOURCE = "disposable.domains";

  private final Set<String> domains;

  private DisposableDomains(Set<String> domains) {
    this.domains = domains;
  }

  /// The list that comes with Parley.
  public static DisposableDomains builtIn() {
    try (InputStream in = DisposableDomains.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("the list " + RESOURCE + " is missing from the build");
      }
      return read(new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("the list " + RESOURCE + " cannot be read", e);
    }
  }

  /// One domain a line; `#` begins a comment.
  public static DisposableDomains read(Reader source) throws IOException {
    Set<String> domains = new HashSet<>();
    BufferedReader lines = new BufferedReader(source);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      String domain = line.strip().toLowerCase(Locale.ROOT);
      if (!domain.isEmpty() && domain.charAt(0) != '#') {
        domains.add(domain);
      }
    }
    return new DisposableDomains(Set.copyOf(domains));
  }

  public int size() {
    return domains.size();
  }

  /// Whether it, or a domain it belongs to, is on the list.
  ///
  /// @param domain in lower case
  public boolean contains(String domain) {
    return holds(domains, domain);
  }

  static boolean holds(Set<String> domains, String domain) {
    if (domains.isEmpty()) {
      return false;
    }
    String rest = domain;
    while (!domains.contains(rest)) {
      int dot = rest.indexOf('.');
      if (dot < 0) {
        return false;
      }
      rest = rest.substring(dot + 1);
    }
    return true;
  }
}
