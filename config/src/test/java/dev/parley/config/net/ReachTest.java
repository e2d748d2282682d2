package dev.parley.config.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.Optional;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReachTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.1",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "100.64.0.1",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.0.9",
        "0.0.0.0",
        "169.254.169.254",
        "168.63.129.16",
        "192.0.0.192",
        "100.100.100.200",
        "192.0.2.5",
        "198.18.0.1",
        "198.51.100.7",
        "203.0.113.7",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::127.0.0.1",
        "::10.0.0.1",
        "64:ff9b::10.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b:1::1",
        "2002:7f00:1::",
        "2002:a00:1::1",
        "2001::1",
        "2001:db8::1",
        "fc00::1",
        "fd00:ec2::254",
        "fdff::1",
        "fe80::1",
        "fec0::1",
        "ff02::1",
        "100::1",
        "4000::1"
      })
  void theServerOnTheInternetReachesNothingPrivateOrReserved(String address) throws Exception {
    assertThat(Reach.PUBLIC.allows(InetAddress.getByName(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8.8.8.8", "172.15.0.1", "172.32.0.1", "100.63.255.255", "100.128.0.1", "126.255.255.255",
        "128.0.0.1", "192.167.0.1", "198.17.0.1", "198.20.0.1", "223.255.255.255", "2606:4700::1",
        "::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "2002:808:808::1"
      })
  void publicAddressesAreReachedUpToTheEdges(String address) throws Exception {
    assertThat(Reach.PUBLIC.allows(InetAddress.getByName(address))).isTrue();
  }

  @Test
  void privateNetworksNeverIncludeTheCloudsMetadata() throws Exception {
    Reach everything = new Reach(true, true, true);
    assertThat(everything.allows(InetAddress.getByName("192.168.1.1"))).isTrue();
    assertThat(everything.allows(InetAddress.getByName("fd12::1"))).isTrue();
    assertThat(everything.allows(InetAddress.getByName("169.254.169.254"))).isFalse();
    assertThat(everything.allows(InetAddress.getByName("fd00:ec2::254"))).isFalse();
    assertThat(everything.allows(InetAddress.getByName("100.100.100.200"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1/, address_forbidden",
    "https://127.0.0.1/, address_forbidden",
    "https://localhost/, address_forbidden",
    "https://[::1]/, address_forbidden",
    "https://[::ffff:a00:1]/, address_forbidden",
    "https://2130706433/, address_forbidden",
    "https://0177.0.0.1/, address_forbidden",
    "https://0x7f.1/, address_forbidden",
    "https://0x7f000001/, address_forbidden",
    "https://127.1/, address_forbidden",
    "https://10.1/, address_forbidden",
    "http://example.com/, url_not_https",
    "http://8.8.8.8/, url_not_https",
  })
  void refusesWhatASettingAlreadyShows(String url, String code) {
    assertThat(refusal(Reach.PUBLIC, url)).contains(code);
  }

  @Test
  void theLocalRunPostsToThisMachineInPlainHttpButNowhereElse() {
    assertThat(refusal(Reach.LOCAL, "http://127.0.0.1:9000/")).isEmpty();
    assertThat(refusal(Reach.LOCAL, "http://localhost:9000/")).isEmpty();
    assertThat(refusal(Reach.LOCAL, "http://[::1]:9000/")).isEmpty();
    assertThat(refusal(Reach.LOCAL, "http://example.com/")).contains("url_not_https");
    assertThat(refusal(Reach.LOCAL, "http://10.0.0.1/")).contains("address_forbidden");
    assertThat(refusal(Reach.LOCAL, "https://example.com/")).isEqualTo(Optional.empty());
  }

  /// As connectors and channels ask: the address as an HTTP client reads it.
  private static Optional<String> refusal(Reach reach, String url) {
    HttpUrl read = HttpUrl.get(url);
    return reach.refusal(read.host(), read.isHttps());
  }
}
