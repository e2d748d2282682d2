package dev.parley.crm.zoho;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import okhttp3.HttpUrl;

/// Where an account lives. Its tokens are good there only.
enum ZohoDataCentre {
  US("us", "accounts.zoho.com", "www.zohoapis.com", "crm.zoho.com"),
  EU("eu", "accounts.zoho.eu", "www.zohoapis.eu", "crm.zoho.eu"),
  IN("in", "accounts.zoho.in", "www.zohoapis.in", "crm.zoho.in"),
  AU("au", "accounts.zoho.com.au", "www.zohoapis.com.au", "crm.zoho.com.au"),
  JP("jp", "accounts.zoho.jp", "www.zohoapis.jp", "crm.zoho.jp"),
  CN("cn", "accounts.zoho.com.cn", "www.zohoapis.com.cn", "crm.zoho.com.cn"),
  SA("sa", "accounts.zoho.sa", "www.zohoapis.sa", "crm.zoho.sa"),
  CA("ca", "accounts.zohocloud.ca", "www.zohoapis.ca", "crm.zohocloud.ca");

  /// What a data centre's API answers for: the real thing, sandboxes, accounts of developers.
  private static final List<String> KINDS = List.of("www", "sandbox", "developer");

  private final String wireName;
  private final String accounts;
  private final String api;
  private final String pages;

  ZohoDataCentre(String wireName, String accounts, String api, String pages) {
    this.wireName = wireName;
    this.accounts = accounts;
    this.api = api;
    this.pages = pages;
  }

  static Optional<ZohoDataCentre> ofWireName(String wireName) {
    return Arrays.stream(values()).filter(each -> each.wireName.equals(wireName)).findFirst();
  }

  /// The host of an `api_domain`, where it is one of Zoho's own. No other is called: tokens and
  /// leads would go there.
  static Optional<String> apiHost(String domain) {
    return Optional.ofNullable(HttpUrl.parse(domain))
        .filter(url -> url.isHttps() && url.port() == 443 && url.username().isEmpty())
        .map(HttpUrl::host)
        .filter(host -> Arrays.stream(values()).anyMatch(centre -> centre.serves(host)));
  }

  private boolean serves(String host) {
    return KINDS.stream().anyMatch(kind -> host.equals(api.replaceFirst("^www", kind)));
  }

  HttpUrl accounts() {
    return HttpUrl.get("https://" + accounts + "/");
  }

  HttpUrl api() {
    return HttpUrl.get("https://" + api + "/");
  }

  /// Where people look at records.
  HttpUrl pages() {
    return HttpUrl.get("https://" + pages + "/");
  }
}
