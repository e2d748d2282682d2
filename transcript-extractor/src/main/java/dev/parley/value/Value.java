package dev.parley.value;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Optional;

/// A normalised answer. Each kind says what it is on the wire (see `ValueJson`).
public sealed interface Value {
  /// Text, names, company names, addresses, postal codes: as the contact said it, tidied.
  record Text(String text) implements Value {}

  /// A valid mailbox address, domain in lower case.
  record Email(String address) implements Value {}

  /// E.164, e.g. `+351912345678`.
  record Phone(String e164) implements Value {}

  /// A plain number or count.
  @SuppressWarnings("JavaLangClash") // always read as Value.Number
  record Number(BigDecimal number) implements Value {}

  /// @param amount the amount, or the lower end of a range
  /// @param max the upper end where a range was said
  /// @param currency ISO 4217
  /// @param period `month`, `year`, `week`, `day` or `hour` where one was said
  record Money(
      BigDecimal amount, Optional<BigDecimal> max, String currency, Optional<String> period)
      implements Value {}

  /// A calendar day. A coarser answer ("next month") is not a day and is not made one.
  record Date(LocalDate date) implements Value {}

  /// A time of day, with its day and offset where known.
  record DateTime(Optional<LocalDate> date, LocalTime time, Optional<ZoneOffset> offset)
      implements Value {}

  /// The id of the option chosen.
  record Choice(String option) implements Value {}

  record YesNo(boolean yes) implements Value {}

  /// An absolute http or https address.
  record Url(String url) implements Value {}
}
