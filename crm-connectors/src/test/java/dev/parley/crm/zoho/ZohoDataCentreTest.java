package dev.parley.crm.zoho;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.parley.config.net.Reach;
import dev.parley.config.tenant.TenantId;
import dev.parley.crm.AccessTokens.Token;
import dev.parley.crm.Connector;
import dev.parley.crm.ConnectorConfig;
import dev.parley.crm.Credentials;
import dev.parley.crm.acceptance.SharedToken;
import dev.parley.crm.http.CrmHttp;
import dev.parley.crm.http.HttpLimits;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZohoDataCentreTest {
  /// A token of one centre is worth nothing in another, so all three addresses go together.
  @ParameterizedTest
  @CsvSource({
    "us, accounts.zoho.com, www.zohoapis.com, crm.zoho.com",
    "eu, accounts.zoho.eu, www.zohoapis.eu, crm.zoho.eu",
    "in, accounts.zoho.in, www.zohoapis.in, crm.zoho.in",
    "au, accounts.zoho.com.au, www.zohoapis.com.au, crm.zoho.com.au",
    "jp, accounts.zoho.jp, www.zohoapis.jp, crm.zoho.jp",
    "cn, accounts.zoho.com.cn, www.zohoapis.com.cn, crm.zoho.com.cn",
    "sa, accounts.zoho.sa, www.zohoapis.sa, crm.zoho.sa",
    "ca, accounts.zohocloud.ca, www.zohoapis.ca, crm.zohocloud.ca",
  })
  void eachCentreHasItsOwnAddresses(String name, String accounts, String api, String pages) {
    ZohoDataCentre centre = ZohoDataCentre.ofWireName(name).orElseThrow();
    assertThat(centre.accounts()).hasToString("https://" + accounts + "/");
    assertThat(centre.api()).hasToString("https://" + api + "/");
    assertThat(centre.pages()).hasToString("https://" + pages + "/");
  }

  @Test
  void anUnknownCentreIsNone() {
    assertThat(ZohoDataCentre.ofWireName("EU")).isEmpty();
    assertThat(ZohoDataCentre.ofWireName("uk")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "https://www.zohoapis.eu, www.zohoapis.eu",
    "https://www.zohoapis.com/, www.zohoapis.com",
    "https://sandbox.zohoapis.in, sandbox.zohoapis.in",
    "https://developer.zohoapis.com.au, developer.zohoapis.com.au",
  })
  void aTokenMaySendToZohosOwnHosts(String domain, String host) {
    assertThat(ZohoDataCentre.apiHost(domain)).contains(host);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://www.zohoapis.eu",
        "https://www.zohoapis.eu:8443",
        "https://www.zohoapis.eu.evil.example",
        "https://www.zohoapis.eu@evil.example",
        "https://evil@www.zohoapis.eu",
        "https://evil.example/www.zohoapis.eu",
        "https://evil.zohoapis.eu",
        "https://wwwXzohoapis.eu",
        "https://zohoapis.eu",
        "https://accounts.zoho.eu",
        "https://169.254.169.254",
        "www.zohoapis.eu",
        "",
      })
  void aTokenSendsNowhereElse(String domain) {
    assertThat(ZohoDataCentre.apiHost(domain)).isEmpty();
  }

  @Test
  void callsGoWhereTheTokenIsGoodUnlessTheirAddressIsSet() {
    assertThat(calledAt(Optional.empty(), "https://sandbox.zohoapis.eu"))
        .isEqualTo("https://sandbox.zohoapis.eu/crm/v8/Leads?page=1");
    assertThat(calledAt(Optional.empty(), "https://evil.example"))
        .isEqualTo("https://www.zohoapis.eu/crm/v8/Leads?page=1");
    assertThat(calledAt(Optional.of(HttpUrl.get("http://localhost/")), "https://www.zohoapis.in"))
        .isEqualTo("https://www.zohoapis.eu/crm/v8/Leads?page=1");
  }

  private static String calledAt(Optional<HttpUrl> set, String home) {
    Clock clock = Clock.systemUTC();
    var http = new CrmHttp(Reach.LOCAL, HttpLimits.DEFAULT);
    var api = new ZohoApi(http, new ZohoSettings(set, set, "v8", 100), new SharedToken(), clock);
    var token = new Token("1000.a", Optional.empty(), Instant.EPOCH, Optional.of(home));
    var config = ConnectorConfig.of(JsonNodeFactory.instance.objectNode(), Credentials.none());
    var connector = new Connector(new UUID(0, 1), TenantId.DEFAULT, "zoho", config);
    Request.Builder request =
        new Request.Builder().url("https://www.zohoapis.eu/crm/v8/Leads?page=1");
    return api.signed(request, connector, token).build().url().toString();
  }
}
