package dev.parley.channel.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.http.HeaderNames;
import io.helidon.http.WritableHeaders;
import org.junit.jupiter.api.Test;

class ClientAddressTest {
  private static WritableHeaders<?> forwarded(String... lines) {
    WritableHeaders<?> headers = WritableHeaders.create();
    headers.set(HeaderNames.X_FORWARDED_FOR, lines);
    return headers;
  }

  @Test
  void believesNoHeaderWithoutAProxyOfOurs() {
    assertThat(ClientAddress.of("192.0.2.1", forwarded("203.0.113.5"), 0)).isEqualTo("192.0.2.1");
  }

  @Test
  void believesOnlyWhatOurProxiesWrote() {
    var headers = forwarded("10.0.0.1, 203.0.113.5", "198.51.100.1");
    assertThat(ClientAddress.of("192.0.2.1", headers, 1)).isEqualTo("198.51.100.1");
    assertThat(ClientAddress.of("192.0.2.1", headers, 2)).isEqualTo("203.0.113.5");
  }

  @Test
  void fallsBackToTheSocketWhenAProxyForgotTheHeader() {
    assertThat(ClientAddress.of("192.0.2.1", WritableHeaders.create(), 1)).isEqualTo("192.0.2.1");
  }

  @Test
  void countsAnIpv6NetworkAsOne() {
    var none = WritableHeaders.create();
    assertThat(ClientAddress.of("2001:db8:1:2::3", none, 0))
        .isEqualTo(ClientAddress.of("2001:db8:1:2:ffff::9", none, 0))
        .isNotEqualTo(ClientAddress.of("2001:db8:1:3::3", none, 0));
    assertThat(ClientAddress.of("not:an:address", none, 0)).isEqualTo("not:an:address");
  }
}
