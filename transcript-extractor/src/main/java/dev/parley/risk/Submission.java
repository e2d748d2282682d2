package dev.parley.risk;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// What is to be judged: everything as it was given, nothing of it checked.
///
/// @param email as typed
/// @param phone as typed
/// @param country ISO 3166, as given or as the business's own network knows it
/// @param filledIn from showing the form to sending it
/// @param honeypot what stands in a field that no person sees
/// @param metadata whatever else the business sends along; `accept_language` and `ip_country` are
///     read
public record Submission(
    Optional<String> ip,
    Optional<String> email,
    Optional<String> phone,
    Optional<String> name,
    Optional<String> message,
    Optional<String> userAgent,
    Optional<String> country,
    Optional<Duration> filledIn,
    Optional<String> honeypot,
    Map<String, String> metadata) {
  public Submission {
    metadata = Map.copyOf(metadata);
  }

  /// Prints no personal data.
  @Override
  public String toString() {
    return "Submission[****]";
  }
}
