package dev.parley.config.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/// Which addresses this server may call. Judged on the address a connection is really made to, so
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

  /// What a resolver answered, to be connected to as it is. A name of which any address is out of
  /// reach is refused whole: a name that answers both ways is an attack.
  public List<InetAddress> checked(String host, List<InetAddress> resolved)
      throws UnknownHostException {
    for (InetAddress address : resolved) {
      if (!allows(address)) {
        UnknownHostException refused = new UnknownHostException(host);
        refused.initCause(new ForbiddenAddressException(host));
        throw refused;
      }
    }
    return resolved;
  }

  /// Why a configured address cannot be used, as a stable code; empty when it may be tried. Names
  /// are judged again when they are resolved.
  ///
  /// @param host a name or an address spelled out
  public Optional<String> refusal(String host, boolean https) {
    Optional<InetAddress> literal = AddressKind.literal(host);
    if (literal.isPresent() && !allows(literal.get())) {
      return Optional.of("address_forbidden");
    }
    boolean thisMachine =
        host.equals("localhost")
            || literal
                .filter(address -> AddressKind.of(address) == AddressKind.LOOPBACK)
                .isPresent();
    if (thisMachine && !loopback) {
      return Optional.of("address_forbidden");
    }
    if (!https && !plainHttp && !thisMachine) {
      return Optional.of("url_not_https");
    }
    return Optional.empty();
  }
}
