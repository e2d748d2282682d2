package dev.parley.config.store;

import dev.parley.config.settings.Secret;
import dev.parley.config.settings.SettingsException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/// A PostgreSQL address as people have it: `postgresql://user:password@host:5432/name?sslmode=…`,
/// with or without `jdbc:` before it. The driver wants user and password apart.
record DatabaseUrl(String jdbcUrl, Optional<String> user, Optional<Secret> password) {
  private static final String EXPECTED = "an address such as postgresql://user:password@host/name";

  /// @param setting the setting it comes from, named when it cannot be used
  static DatabaseUrl parse(String setting, String text) {
    String bare = text.startsWith("jdbc:") ? text.substring("jdbc:".length()) : text;
    try {
      URI uri = new URI(bare.replaceFirst("^postgres:", "postgresql:"));
      if (!"postgresql".equals(uri.getScheme()) || uri.getRawAuthority() == null) {
        throw new SettingsException(setting, EXPECTED);
      }
      String authority = uri.getRawAuthority();
      String hosts = authority.substring(authority.lastIndexOf('@') + 1);
      String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
      String jdbc = "jdbc:postgresql://" + hosts + uri.getRawPath() + query;
      int at = authority.lastIndexOf('@');
      if (at < 0) {
        return new DatabaseUrl(jdbc, Optional.empty(), Optional.empty());
      }
      String[] parts = authority.substring(0, at).split(":", 2);
      return new DatabaseUrl(
          jdbc,
          Optional.of(decoded(parts[0])),
          parts.length == 2 ? Optional.of(Secret.of(decoded(parts[1]))) : Optional.empty());
    } catch (URISyntaxException e) {
      throw new SettingsException(setting, EXPECTED);
    }
  }

  private static String decoded(String part) throws URISyntaxException {
    return new URI("x://h/?" + part).getQuery();
  }
}
