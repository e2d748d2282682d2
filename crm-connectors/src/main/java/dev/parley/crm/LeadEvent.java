package dev.parley.crm;

import java.util.Arrays;
import java.util.Optional;

/// What happened to a lead, as connectors tell it apart.
public enum LeadEvent {
  CREATED("lead.created"),
  /// An answer was corrected after the lead was delivered: the same record is changed.
  UPDATED("lead.updated"),
  /// A person decided on the lead; the payload carries `decision`.
  DECIDED("lead.decided"),
  /// The contact is to be forgotten: what was delivered is taken back. The payload need hold no
  /// more than `id`, `conversation` and `contact.id`.
  ERASED("lead.erased");

  private final String wireName;

  LeadEvent(String wireName) {
    this.wireName = wireName;
  }

  public String wireName() {
    return wireName;
  }

  /// Empty for an event connectors know nothing particular about: the lead as it is now.
  public static Optional<LeadEvent> ofWireName(String wireName) {
    return Arrays.stream(values()).filter(each -> each.wireName.equals(wireName)).findFirst();
  }
}
