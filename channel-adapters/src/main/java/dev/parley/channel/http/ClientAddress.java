package dev.parley.channel.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/// Whom to count a request for. `X-Forwarded-For` can be written by anyone, so only as many of its
/// last entries are believed as there are proxies of ours in front.
public final class ClientAddress {
  private static final int IPV6_NETWORK_BYTES = 8;

  private ClientAddress() {}

  /// @param socketHost the address the connection came from
  /// @param trustedProxies how many proxies of ours stand before this server; 0 for none
  /// @return the client's address; for IPv6 its /64, which one household or server commonly owns
  public static String of(String socketHost, Headers headers, int trustedProxies) {
    return network(host(socketHost, headers, trustedProxies));
  }

  /// The same, whole and as it was written.
  public static String host(String socketHost, Headers headers, int trustedProxies) {
    if (trustedProxies == 0) {
      return socketHost;
    }
    List<String> hops =
        headers.all(HeaderNames.X_FORWARDED_FOR, List::of).stream()
            .flatMap(line -> Arrays.stream(line.split(",")))
            .map(String::strip)
            .filter(hop -> !hop.isEmpty())
            .toList();
    if (hops.size() < trustedProxies) {
      return socketHost;
    }
    return hops.get(hops.size() - trustedProxies);
  }

  private static String network(String host) {
    if (host.indexOf(':') < 0) {
      return host;
    }
    try {
      if (InetAddress.ofLiteral(host) instanceof Inet6Address address) {
        return HexFormat.of().formatHex(address.getAddress(), 0, IPV6_NETWORK_BYTES);
      }
    } catch (IllegalArgumentException notAnAddress) {
      return host;
    }
    return host;
  }
}
