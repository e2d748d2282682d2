package dev.parley.crm.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import okhttp3.Dns;

/// Resolves a name once and hands OkHttp the addresses it connects to, refusing a name of which any
/// address is out of reach: a name that answers both ways is an attack.
final class GuardedDns implements Dns {
  private final Dns resolver;
  private final Reach reach;

  GuardedDns(Dns resolver, Reach reach) {
    this.resolver = resolver;
    this.reach = reach;
  }

  @Override
  public List<InetAddress> lookup(String hostname) throws UnknownHostException {
    List<InetAddress> addresses = resolver.lookup(hostname);
    for (InetAddress address : addresses) {
      if (!reach.allows(address)) {
        UnknownHostException refused = new UnknownHostException(hostname);
        refused.initCause(new ForbiddenAddressException(hostname));
        throw refused;
      }
    }
    return addresses;
  }
}
