package dev.parley.channel.http;

import java.util.Optional;
import okhttp3.Headers;

/// What is known of a call to a vendor once it is over.
public sealed interface Exchange {

  /// The vendor answered.
  ///
  /// @param body UTF-8, cut at the limit
  record Answered(int status, Headers headers, String body) implements Exchange {
    public boolean success() {
      return status >= 200 && status < 300;
    }

    public Optional<String> header(String name) {
      return Optional.ofNullable(headers.get(name));
    }
  }

  /// Not a byte of the request left this machine: it is safe to make the call again.
  ///
  /// @param reason stable: `connect_failed`, `dns_failed`, `tls_failed`, `address_forbidden`
  record NotSent(String reason) implements Exchange {}

  /// The request left, or part of it, and no answer came: the vendor may have acted on it.
  ///
  /// @param reason stable: `timeout`, `connection_lost`
  record Lost(String reason) implements Exchange {}
}
