package dev.parley.crm.zoho;

import java.util.Optional;

/// What deliveries call a record: `Leads/554…`, and with `/matched` where it was there before
/// Parley came: such a record is never deleted by us.
record ZohoRef(String id, boolean matched) {
  static Optional<ZohoRef> of(String text) {
    String[] parts = text.split("/", -1);
    return parts.length >= 2 && ZohoErrors.isId(parts[1])
        ? Optional.of(new ZohoRef(parts[1], parts.length > 2))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return "Leads/" + id + (matched ? "/matched" : "");
  }
}
