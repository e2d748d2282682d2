package dev.parley.crm.http;

import java.net.InetAddress;
import java.util.Optional;
import okhttp3.HttpUrl;

/// Which addresses connectors may reach. Judged on the address a connection is really made to, so
/// that no name, redirect, or odd spelling of a number gets around it.
///
/// @param loopback this machine, and plain http to it
/// @param privateNetworks private, carrier and unique local ranges
/// @param plainHttp http without TLS to anywhere that may be reached
public record Reach(boolean loopback, boolean privateNetworks, boolean plainHttp) {
  /// Public addresses over https only: for servers on the internet.
  public static final Reach PUBLIC = new Reach(false, false, false);

  /// Also this machine: for the local run.
  public static final Reach LOCAL = new Reach(true, false, false);

  public boolean allows(InetAddress address) {
    return switch (AddressKind.of(address)) {
      case PUBLIC -> true;
      case LOOPBACK -> loopback;
      case PRIVATE -> privateNetworks;
      case FORBIDDEN -> false;
    };
  }

  /// Why a configured address cannot be used, as a stable code; empty when it may be tried. Names
  /// are judged again when they are resolved.
  public Optional<String> refusal(HttpUrl url) {
    Optional<InetAddress> literal = AddressKind.literal(url.host());
    if (literal.isPresent() && !allows(literal.get())) {
      return Optional.of("address_forbidden");
    }
    boolean thisMachine =
        url.host().equals("localhost")
            || literal
                .filter(address -> AddressKind.of(address) == AddressKind.LOOPBACK)
                .isPresent();
    if (thisMachine && !loopback) {
      return Optional.of("address_forbidden");
    }
    if (!url.isHttps() && !plainHttp && !thisMachine) {
      return Optional.of("url_not_https");
    }
    return Optional.empty();
  }
}
