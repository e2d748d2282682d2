package dev.parley.config.net;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What an IP address is good for, by the IANA special-purpose registries. An IPv6 address that
/// carries an IPv4 one is judged by that one.
enum AddressKind {
  PUBLIC,
  LOOPBACK,
  PRIVATE,
  /// Link-local, cloud metadata, multicast, reserved: never called.
  FORBIDDEN;

  private static final class Range {
    private final byte[] prefix;
    private final int bits;
    private final AddressKind kind;

    Range(byte[] prefix, int bits, AddressKind kind) {
      this.prefix = prefix;
      this.bits = bits;
      this.kind = kind;
    }

    boolean holds(byte[] address) {
      for (int bit = 0; bit < bits; bit += 8) {
        int mask = bits - bit >= 8 ? 0xff : 0xff << (8 - (bits - bit)) & 0xff;
        if (((address[bit / 8] ^ prefix[bit / 8]) & mask) != 0) {
          return false;
        }
      }
      return true;
    }
  }

  private static final List<Range> RANGES_V4 =
      List.of(
          v4("127.0.0.0/8", LOOPBACK),
          v4("10.0.0.0/8", PRIVATE),
          v4("172.16.0.0/12", PRIVATE),
          v4("192.168.0.0/16", PRIVATE),
          v4("100.100.100.200/32", FORBIDDEN), // a cloud's metadata service inside 100.64/10
          v4("100.64.0.0/10", PRIVATE),
          v4("0.0.0.0/8", FORBIDDEN),
          v4("168.63.129.16/32", FORBIDDEN), // a cloud's host agent on a public number
          v4("169.254.0.0/16", FORBIDDEN),
          v4("192.0.0.0/24", FORBIDDEN),
          v4("192.0.2.0/24", FORBIDDEN),
          v4("192.88.99.0/24", FORBIDDEN),
          v4("198.18.0.0/15", FORBIDDEN),
          v4("198.51.100.0/24", FORBIDDEN),
          v4("203.0.113.0/24", FORBIDDEN),
          v4("224.0.0.0/3", FORBIDDEN));

  private static final List<Range> RANGES_V6 =
      List.of(
          v6("00000000000000000000000000000001", 128, LOOPBACK),
          v6("fd000ec2", 32, FORBIDDEN), // a cloud's metadata service inside fc00::/7
          v6("fc", 7, PRIVATE),
          v6("fe80", 10, FORBIDDEN),
          v6("fec0", 10, FORBIDDEN),
          v6("ff", 8, FORBIDDEN),
          v6("0064ff9b0001", 48, FORBIDDEN),
          v6("01000000", 32, FORBIDDEN),
          v6("20010000", 23, FORBIDDEN),
          v6("20010db8", 32, FORBIDDEN),
          v6("3fff", 20, FORBIDDEN),
          v6("5f00", 16, FORBIDDEN));

  static AddressKind of(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (address instanceof Inet4Address) {
      return in(RANGES_V4, bytes).orElse(PUBLIC);
    }
    Optional<AddressKind> special = in(RANGES_V6, bytes);
    if (special.isPresent()) {
      return special.get();
    }
    return embedded(bytes)
        .map(v4 -> in(RANGES_V4, v4).orElse(PUBLIC))
        // Only 2000::/3 is handed out as global unicast.
        .orElse((bytes[0] & 0xe0) == 0x20 ? PUBLIC : FORBIDDEN);
  }

  /// The address a host spells out in digits, in any form the resolver would take for one; empty
  /// when it is a name.
  static Optional<InetAddress> literal(String host) {
    boolean digits = host.indexOf(':') >= 0 || host.chars().allMatch(AddressKind::inNumber);
    if (!digits) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          host.indexOf(':') >= 0 ? InetAddress.getByName(host) : Inet4Address.ofPosixLiteral(host));
    } catch (IllegalArgumentException | UnknownHostException notAnAddress) {
      return Optional.empty();
    }
  }

  private static boolean inNumber(int character) {
    return Character.digit(character, 16) >= 0 || character == '.' || character == 'x';
  }

  /// IPv4 in IPv6: mapped, compatible, NAT64, 6to4.
  private static Optional<byte[]> embedded(byte[] v6) {
    boolean zeros = zeros(v6, 0, 10);
    boolean mapped = zeros && (v6[10] & 0xff) == 0xff && (v6[11] & 0xff) == 0xff;
    boolean compatible = zeros && v6[10] == 0 && v6[11] == 0;
    boolean nat64 = v6[0] == 0 && v6[1] == 0x64 && (v6[2] & 0xff) == 0xff && (v6[3] & 0xff) == 0x9b;
    if (mapped || compatible || (nat64 && zeros(v6, 4, 12))) {
      return Optional.of(Arrays.copyOfRange(v6, 12, 16));
    }
    return v6[0] == 0x20 && v6[1] == 0x02
        ? Optional.of(Arrays.copyOfRange(v6, 2, 6))
        : Optional.empty();
  }

  private static boolean zeros(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }

  private static Optional<AddressKind> in(List<Range> ranges, byte[] address) {
    for (Range range : ranges) {
      if (range.holds(address)) {
        return Optional.of(range.kind);
      }
    }
    return Optional.empty();
  }

  private static Range v4(String cidr, AddressKind kind) {
    int slash = cidr.indexOf('/');
    byte[] prefix = Inet4Address.ofLiteral(cidr.substring(0, slash)).getAddress();
    return new Range(prefix, Integer.parseInt(cidr.substring(slash + 1)), kind);
  }

  private static Range v6(String hex, int bits, AddressKind kind) {
    byte[] prefix = new byte[16];
    for (int i = 0; i + 1 < hex.length(); i += 2) {
      prefix[i / 2] = (byte) Integer.parseInt(hex.substring(i, i + 2), 16);
    }
    return new Range(prefix, bits, kind);
  }
}
