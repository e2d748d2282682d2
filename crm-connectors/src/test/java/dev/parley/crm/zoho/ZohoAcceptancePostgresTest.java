package dev.parley.crm.zoho;

import dev.parley.crm.acceptance.CrmAcceptance;
import dev.parley.crm.acceptance.Vendor;

class ZohoAcceptancePostgresTest extends CrmAcceptance {
  @Override
  protected Vendor vendor() {
    return new ZohoVendor();
  }
}
