package dev.parley.crm.salesforce;

import java.util.Optional;

/// What deliveries call a record: `Lead/00Q…`, and with `/matched` where it was there before Parley
/// came: such a record is never deleted by us.
record SalesforceRef(String type, String id, boolean matched) {
  static Optional<SalesforceRef> of(String text) {
    String[] parts = text.split("/", -1);
    return parts.length >= 2 && SalesforceApi.isId(parts[1])
        ? Optional.of(new SalesforceRef(parts[0], parts[1], parts.length > 2))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return type + "/" + id + (matched ? "/matched" : "");
  }
}
