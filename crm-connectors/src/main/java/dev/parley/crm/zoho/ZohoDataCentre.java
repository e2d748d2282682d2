package dev.parley.crm.zoho;

import java.util.Arrays;
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
