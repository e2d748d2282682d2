package dev.parley.config.agent;

import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A question or lead field as conditions see it.
///
/// @param question its position among the questions; empty for a lead field
/// @param type empty while the declared one is not a type: such a variable fits everywhere, so that
///     one error does not become ten
record Variable(
    String id,
    Optional<Integer> question,
    Optional<FieldType> type,
    List<String> options,
    Optional<BigDecimal> min,
    Optional<BigDecimal> max) {
  Variable {
    options = List.copyOf(options);
  }

  /// The CEL twin that says whether there is an answer. No id can contain `@`.
  static String answered(String id) {
    return id + "@answered";
  }

  CelType celType() {
    return type.map(Variable::celType).orElse(SimpleType.DYN);
  }

  boolean numeric() {
    return type.isPresent() && celType(type.get()).equals(SimpleType.DOUBLE);
  }

  boolean temporal() {
    return type.isPresent() && celType(type.get()).equals(SimpleType.TIMESTAMP);
  }

  boolean choice() {
    return type.isPresent() && type.get() == FieldType.CHOICE;
  }

  /// Options to hold a comparison against; empty where there is nothing to check.
  Set<String> knownOptions() {
    return choice() ? Set.copyOf(options) : Set.of();
  }

  private static CelType celType(FieldType type) {
    return switch (type) {
      case NUMBER, MONEY -> SimpleType.DOUBLE;
      case DATE, DATE_TIME -> SimpleType.TIMESTAMP;
      case YES_NO -> SimpleType.BOOL;
      case TEXT, PERSON_NAME, COMPANY_NAME, EMAIL, PHONE, CHOICE, ADDRESS, POSTAL_CODE, URL ->
          SimpleType.STRING;
    };
  }
}
