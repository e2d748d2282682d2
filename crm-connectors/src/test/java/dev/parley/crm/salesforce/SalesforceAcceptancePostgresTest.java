package dev.parley.crm.salesforce;

import dev.parley.crm.acceptance.CrmAcceptance;
import dev.parley.crm.acceptance.Vendor;

class SalesforceAcceptancePostgresTest extends CrmAcceptance {
  @Override
  protected Vendor vendor() {
    return new SalesforceVendor();
  }
}
