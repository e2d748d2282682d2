package dev.parley.runtime.leads;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.config.agent.AgentDefinition;
import dev.parley.config.agent.FieldType;
import dev.parley.config.json.Json;
import dev.parley.lead.LeadFieldJson;
import dev.parley.value.Found;
import dev.parley.value.MoneyPeriods;
import dev.parley.value.Parsed;
import dev.parley.value.Value;
import dev.parley.value.ValueContext;
import dev.parley.value.ValueReader;
import dev.parley.value.ValueWire;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.Currency;
import java.util.Optional;
import java.util.Set;

/// Reads a value a person typed for a field, in the form leads show it in. Nothing is guessed:
/// what is not exactly a value of the type is refused. Pure.
final class TypedValue {
  static final int TEXT_CHARS_MAX = 2_000;
  private static final int DIGITS_MAX = 30;
  private static final Set<String> MONEY_KEYS = Set.of("amount", "currency", "period", "max");
  private static final Set<String> PERIODS =
      Set.of(
          "hour",
          "day",
          "week",
          "two_weeks",
          "month",
          "two_months",
          "quarter",
          "half_year",
          "year");

  private TypedValue() {}

  /// Why a value is refused; the message says what the type takes.
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1;

    private final String why;

    Refused(String why) {
      super(why);
      this.why = why;
    }

    String why() {
      return why;
    }
  }

  /// @param now for the agent's day and languages only: nothing typed is relative
  static Value read(FieldShape shape, AgentDefinition definition, JsonNode typed, LocalDateTime now)
      throws Refused {
    return switch (shape.type()) {
      case TEXT, PERSON_NAME, COMPANY_NAME, ADDRESS -> new Value.Text(text(typed));
      case EMAIL, PHONE, POSTAL_CODE, URL -> written(shape.type(), definition, text(typed), now);
      case DATE -> iso(shape.type(), typed, "2026-11-22");
      case DATE_TIME -> iso(shape.type(), typed, "2026-11-22T17:30, 17:30 or with an offset");
      case NUMBER -> within(shape, new Value.Number(number(typed)));
      case MONEY -> within(shape, money(shape, typed));
      case CHOICE -> choice(shape, text(typed));
      case YES_NO -> {
        if (!typed.isBoolean()) {
          throw new Refused("this must be true or false");
        }
        yield new Value.YesNo(typed.asBoolean());
      }
    };
  }

  private static String text(JsonNode typed) throws Refused {
    String text = typed.isTextual() ? typed.textValue().strip() : "";
    boolean bad =
        text.codePoints()
            .anyMatch(
                c ->
                    Character.getType(c) == Character.SURROGATE
                        || (Character.isISOControl(c) && c != '\n'));
    if (text.isEmpty() || text.length() > TEXT_CHARS_MAX || bad) {
      throw new Refused("this must be a text of 1 to " + TEXT_CHARS_MAX + " characters");
    }
    return text;
  }

  /// A telephone number, say, with or without spaces: but nothing else beside it.
  private static Value written(
      FieldType type, AgentDefinition definition, String text, LocalDateTime now) throws Refused {
    ValueContext context =
        ValueContext.of(definition.languages(), definition.region(), definition.timeZone(), now);
    Parsed parsed = ValueReader.answer(type, text, context);
    Optional<Found> whole =
        parsed.value().filter(found -> found.start() == 0 && found.end() == text.length());
    return whole
        .map(Found::value)
        .orElseThrow(() -> new Refused("this is no valid " + type.wireName()));
  }

  private static Value iso(FieldType type, JsonNode typed, String example) throws Refused {
    String text = text(typed);
    try {
      Value value = LeadFieldJson.value(typed, type);
      if (ValueWire.wire(value).equals(text)) {
        return value;
      }
    } catch (DateTimeException | IndexOutOfBoundsException e) {
      throw new Refused("this must be written like " + example);
    }
    throw new Refused("this must be written like " + example);
  }

  private static BigDecimal number(JsonNode typed) throws Refused {
    if (!typed.isNumber()) {
      throw new Refused("this must be a number");
    }
    BigDecimal number = typed.decimalValue();
    if (number.precision() > DIGITS_MAX || Math.abs(number.scale()) > DIGITS_MAX) {
      throw new Refused("this number has more than " + DIGITS_MAX + " digits");
    }
    return number;
  }

  private static Value.Money money(FieldShape shape, JsonNode typed) throws Refused {
    JsonNode whole = typed.isNumber() ? Json.object().set("amount", typed) : typed;
    if (!whole.isObject()
        || whole.properties().stream().anyMatch(entry -> !MONEY_KEYS.contains(entry.getKey()))) {
      throw new Refused("this must be an amount, or {amount, currency?, period?, max?}");
    }
    Optional<BigDecimal> max =
        whole.has("max") ? Optional.of(number(whole.get("max"))) : Optional.empty();
    Optional<String> period =
        whole.has("period") ? Optional.of(whole.get("period").asText()) : Optional.empty();
    if (period.filter(PERIODS::contains).isEmpty() && whole.has("period")) {
      throw new Refused("period must be hour, day, week, month or year");
    }
    BigDecimal amount = number(whole.path("amount"));
    if (max.isPresent() && max.get().compareTo(amount) < 0) {
      throw new Refused("max must not be below amount");
    }
    return new Value.Money(amount, max, currency(shape, whole), period);
  }

  private static String currency(FieldShape shape, JsonNode whole) throws Refused {
    String code =
        whole.has("currency") ? whole.get("currency").asText() : shape.currency().orElse("");
    try {
      return Currency.getInstance(code).getCurrencyCode();
    } catch (IllegalArgumentException e) {
      throw new Refused("currency must be an ISO 4217 code such as EUR");
    }
  }

  private static Value choice(FieldShape shape, String option) throws Refused {
    if (!shape.options().contains(option)) {
      throw new Refused("this must be one of " + String.join(", ", shape.options()));
    }
    return new Value.Choice(option);
  }

  private static Value within(FieldShape shape, Value value) throws Refused {
    Value comparable = MoneyPeriods.in(shape.period(), value).orElse(value);
    BigDecimal amount =
        comparable instanceof Value.Money money
            ? money.amount()
            : ((Value.Number) comparable).number();
    if (shape.min().filter(min -> amount.compareTo(min) < 0).isPresent()
        || shape.max().filter(max -> amount.compareTo(max) > 0).isPresent()) {
      throw new Refused("this is outside the bounds of the question");
    }
    return value;
  }
}
