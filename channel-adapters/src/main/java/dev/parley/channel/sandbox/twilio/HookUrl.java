package dev.parley.channel.sandbox.twilio;

import dev.parley.channel.sandbox.Courier;
import dev.parley.channel.sandbox.Outcome;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// A webhook's URL with its overrides: `#rc=2&rp=5xx,ct`. Twilio tries once more by default, and
/// only where no connection was made.
///
/// @param url as it is requested and signed: without the fragment
/// @param retries `rc`, 0 to 5
/// @param policies `rp`: `4xx`, `5xx`, `ct`, `rt`, `all`
record HookUrl(URI url, int retries, Set<String> policies) implements Courier.Retries {
  private static final Duration PAUSE = Duration.ofMillis(100);

  static HookUrl of(URI configured) {
    String text = configured.toString();
    int hash = text.indexOf('#');
    if (hash < 0) {
      return new HookUrl(configured, 1, Set.of("ct"));
    }
    int retries = 1;
    Set<String> policies = Set.of("ct");
    for (String override : text.substring(hash + 1).split("&")) {
      if (override.startsWith("rc=")) {
        retries = Math.clamp(Integer.parseInt(override.substring(3)), 0, 5);
      } else if (override.startsWith("rp=")) {
        policies = Set.of(override.substring(3).split(","));
      }
    }
    return new HookUrl(URI.create(text.substring(0, hash)), retries, policies);
  }

  @Override
  public Optional<Duration> after(int attempts, Outcome last) {
    return !last.isTaken() && attempts <= retries && isCovered(last)
        ? Optional.of(PAUSE)
        : Optional.empty();
  }

  private boolean isCovered(Outcome last) {
    return policies.contains("all")
        || switch (last) {
          case Outcome.Unreachable() -> policies.contains("ct");
          case Outcome.Broken() -> policies.contains("rt");
          case Outcome.Answered answered -> policies.contains(answered.status() / 100 + "xx");
        };
  }
}
