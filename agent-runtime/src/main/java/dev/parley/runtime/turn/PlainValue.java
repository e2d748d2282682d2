package dev.parley.runtime.turn;

import dev.parley.value.Value;

/// A value in the form a model is asked to write it.
final class PlainValue {
  private PlainValue() {}

  static String of(Value value) {
    return switch (value) {
      case Value.Text(String text) -> text;
      case Value.Email(String address) -> address;
      case Value.Phone(String e164) -> e164;
      case Value.Number(var number) -> number.toPlainString();
      case Value.Money money -> money(money);
      case Value.Date(var date) -> date.toString();
      case Value.DateTime time -> time.date().map(date -> date + " ").orElse("") + time.time();
      case Value.Choice(String option) -> option;
      case Value.YesNo(boolean yes) -> yes ? "yes" : "no";
      case Value.Url(String url) -> url;
    };
  }

  private static String money(Value.Money money) {
    return money.amount().toPlainString()
        + money.max().map(max -> "-" + max.toPlainString()).orElse("")
        + " "
        + money.currency()
        + money.period().map(period -> " per " + period).orElse("");
  }
}
