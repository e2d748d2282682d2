package dev.parley.crm.zoho;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
}
