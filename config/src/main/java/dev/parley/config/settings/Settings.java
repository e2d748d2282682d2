package dev.parley.config.settings;

import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;

/// The process settings by name, from the environment and `application.yaml`; the environment wins.
/// `PARLEY_QUIET_WINDOW` in the environment is `parley.quiet-window` in the file, and
/// `ANTHROPIC_API_KEY` is `anthropic.api-key`. Each room turns what it needs into a record of its
/// own, with bounds and a default. A value that does not fit stops the start with a
/// [SettingsException] that names the setting, what it must be, and never the value of a secret.
/// Thread-safe.
public final class Settings {
  private final Config config;
  private final Set<String> asked = new ConcurrentSkipListSet<>();
  private final Set<String> given;

  private Settings(Config config, Set<String> given) {
    this.config = config;
    this.given = given;
  }

  /// @param environment usually `System.getenv()`
  /// @param file `application.yaml`; need not exist
  public static Settings load(Map<String, String> environment, Path file) {
    Config config =
        Config.builder()
            .sources(ConfigSources.create(byKey(environment)), ConfigSources.file(file).optional())
            .disableEnvironmentVariablesSource()
            .disableSystemPropertiesSource()
            .disableKeyResolving()
            .disableValueResolving()
            .build();
    Set<String> given = new TreeSet<>();
    environment.keySet().stream().filter(name -> name.startsWith("PARLEY_")).forEach(given::add);
    return new Settings(config, given);
  }

  /// A text, if it is set and not blank.
  public Optional<String> text(String name) {
    asked.add(name);
    return config
        .get(key(name))
        .asString()
        .asOptional()
        .map(String::strip)
        .filter(value -> !value.isEmpty());
  }

  public String text(String name, String otherwise) {
    return text(name).orElse(otherwise);
  }

  /// A text that is never printed.
  public Optional<Secret> secret(String name) {
    return text(name).map(Secret::of);
  }

  /// A whole number within inclusive bounds.
  public int whole(String name, int otherwise, int min, int max) {
    return text(name).map(value -> whole(name, value, min, max)).orElse(otherwise);
  }

  /// `true` or `false`.
  public boolean flag(String name, boolean otherwise) {
    return text(name)
        .map(
            value ->
                switch (value.toLowerCase(Locale.ROOT)) {
                  case "true", "yes", "on", "1" -> true;
                  case "false", "no", "off", "0" -> false;
                  default -> throw new SettingsException(name, "true or false");
                })
        .orElse(otherwise);
  }

  /// A length of time within inclusive bounds: `250ms`, `5s`, `10m`, `2h`, `30d`, or ISO 8601
  /// (`PT5S`).
  public Duration duration(String name, Duration otherwise, Duration min, Duration max) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    String expected = "a time from " + min + " to " + max + ", such as 250ms, 5s, 10m or PT5S";
    try {
      Duration value = Durations.parse(text.get());
      if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
        throw new SettingsException(name, expected);
      }
      return value;
    } catch (DateTimeParseException | ArithmeticException e) {
      throw new SettingsException(name, expected);
    }
  }

  /// An absolute http or https address, without a trailing slash.
  public Optional<URI> url(String name) {
    return text(name).map(value -> url(name, value));
  }

  /// Names that begin with `PARLEY_`, were set, and that nothing asked for: most likely misspelt.
  public Set<String> unused() {
    Set<String> unused = new TreeSet<>(given);
    unused.removeAll(asked);
    return unused;
  }

  private static int whole(String name, String value, int min, int max) {
    try {
      int number = Integer.parseInt(value);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new SettingsException(name, "a whole number from " + min + " to " + max);
    }
    throw new SettingsException(name, "a whole number from " + min + " to " + max);
  }

  private static URI url(String name, String value) {
    String expected = "an address that begins with http:// or https://";
    try {
      URI uri = URI.create(value.endsWith("/") ? value.substring(0, value.length() - 1) : value);
      if (uri.getHost() != null && Set.of("http", "https").contains(uri.getScheme())) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      throw new SettingsException(name, expected);
    }
    throw new SettingsException(name, expected);
  }

  private static Map<String, String> byKey(Map<String, String> environment) {
    return environment.entrySet().stream()
        .filter(entry -> entry.getKey().matches("[A-Z][A-Z0-9_]*"))
        .collect(
            Collectors.toMap(
                entry -> key(entry.getKey()), Map.Entry::getValue, (first, second) -> first));
  }

  /// `PARLEY_QUIET_WINDOW` -> `parley.quiet-window`.
  private static String key(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    int first = lower.indexOf('_');
    return first < 0
        ? lower
        : lower.substring(0, first) + "." + lower.substring(first + 1).replace('_', '-');
  }
}
