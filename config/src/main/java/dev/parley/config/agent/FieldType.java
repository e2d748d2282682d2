package dev.parley.config.agent;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What kind of answer a question or a lead field takes.
public enum FieldType {
  TEXT,
  PERSON_NAME,
  COMPANY_NAME,
  EMAIL,
  PHONE,
  NUMBER,
  MONEY,
  DATE,
  DATE_TIME,
  CHOICE,
  YES_NO,
  ADDRESS,
  POSTAL_CODE,
  URL;

  /// The name in definitions and on the wire, e.g. `person_name`.
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<FieldType> ofWireName(String wireName) {
    return Arrays.stream(values()).filter(type -> type.wireName().equals(wireName)).findFirst();
  }
}
