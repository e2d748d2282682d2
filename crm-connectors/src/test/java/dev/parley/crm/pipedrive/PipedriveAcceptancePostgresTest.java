package dev.parley.crm.pipedrive;

import dev.parley.crm.acceptance.CrmAcceptance;
import dev.parley.crm.acceptance.Vendor;

class PipedriveAcceptancePostgresTest extends CrmAcceptance {
  @Override
  protected Vendor vendor() {
    return new PipedriveVendor();
  }
}
