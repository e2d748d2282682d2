package dev.parley.crm;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What a lead may do to a field of a record that is already there.
public enum FieldPolicy {
  /// Write only where nothing is: what a person entered or changed stays. The default.
  FILL_EMPTY,
  OVERWRITE,
  /// Write when the record is created, never after.
  NEVER;

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<FieldPolicy> ofWireName(String wireName) {
    return Arrays.stream(values()).filter(each -> each.wireName().equals(wireName)).findFirst();
  }
}
