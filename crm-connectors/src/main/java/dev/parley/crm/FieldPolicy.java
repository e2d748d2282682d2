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

  /// Whether a field of a record that is there may be written.
  ///
  /// @param now what it holds; empty for nothing
  /// @param before what we last wrote there: nobody changed it where it holds that still
  public boolean writes(String now, Optional<String> before) {
    return switch (this) {
      case FILL_EMPTY -> now.isEmpty() || before.filter(now::equals).isPresent();
      case OVERWRITE -> true;
      case NEVER -> false;
    };
  }

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<FieldPolicy> ofWireName(String wireName) {
    return Arrays.stream(values()).filter(each -> each.wireName().equals(wireName)).findFirst();
  }
}
