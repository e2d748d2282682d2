package dev.parley.value;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/// Values as they leave the program: JSON-like objects, and the terms of conditions. Pure.
public final class ValueWire {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");

  private ValueWire() {}

  /// String, Boolean, BigDecimal, or for money a Map of `amount`, `currency`, `period?`, `max?`.
  /// Dates and times are ISO 8601: `2026-11-22`, `17:30`, `2026-11-22T17:30+01:00`.
  public static Object wire(Value value) {
    return switch (value) {
      case Value.Text text -> text.text();
      case Value.Email email -> email.address();
      case Value.Phone phone -> phone.e164();
      case Value.Number number -> number.number();
      case Value.Money money -> money(money);
      case Value.Date date -> date.date().toString();
      case Value.DateTime time -> dateTime(time);
      case Value.Choice choice -> choice.option();
      case Value.YesNo yesNo -> yesNo.yes();
      case Value.Url url -> url.url();
    };
  }

  private static Map<String, Object> money(Value.Money money) {
    Map<String, Object> wire = new LinkedHashMap<>();
    wire.put("amount", money.amount());
    wire.put("currency", money.currency());
    money.period().ifPresent(period -> wire.put("period", period));
    money.max().ifPresent(max -> wire.put("max", max));
    return wire;
  }

  private static String dateTime(Value.DateTime value) {
    String time = TIME.format(value.time());
    String offset = value.offset().map(ZoneOffset::getId).orElse("");
    return value.date().map(date -> date + "T" + time + offset).orElse(time);
  }

  /// What a condition compares, see [dev.parley.config.agent.Condition#holds]: String, Double,
  /// Boolean or Instant. A time without a day is taken on `today`, in the zone.
  public static Object forCondition(Value value, LocalDate today, ZoneId zone) {
    return switch (value) {
      case Value.Number number -> number.number().doubleValue();
      case Value.Money money -> money.amount().doubleValue();
      case Value.Date date -> date.date().atStartOfDay(ZoneOffset.UTC).toInstant();
      case Value.DateTime time -> instant(time, today, zone);
      case Value.YesNo yesNo -> yesNo.yes();
      case Value.Text text -> text.text();
      case Value.Email email -> email.address();
      case Value.Phone phone -> phone.e164();
      case Value.Choice choice -> choice.option();
      case Value.Url url -> url.url();
    };
  }

  private static Instant instant(Value.DateTime value, LocalDate today, ZoneId zone) {
    LocalTime time = value.time().truncatedTo(ChronoUnit.MINUTES);
    LocalDateTime local = value.date().orElse(today).atTime(time);
    return value.offset().map(local::toInstant).orElseGet(() -> local.atZone(zone).toInstant());
  }
}
