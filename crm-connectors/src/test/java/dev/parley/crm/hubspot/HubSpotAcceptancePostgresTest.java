package dev.parley.crm.hubspot;

import dev.parley.crm.acceptance.CrmAcceptance;
import dev.parley.crm.acceptance.Vendor;

class HubSpotAcceptancePostgresTest extends CrmAcceptance {
  @Override
  protected Vendor vendor() {
    return new HubSpotVendor();
  }
}
