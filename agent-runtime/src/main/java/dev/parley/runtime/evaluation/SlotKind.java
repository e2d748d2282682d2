package dev.parley.runtime.evaluation;

import dev.parley.config.agent.FieldType;
import dev.parley.runtime.evaluation.RecordedFlow.Slot;
import dev.parley.value.Value;
import dev.parley.value.ValueWire;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// What kind of answer a slot takes, and an answer in the slot's own words: days and hours come as
/// categories, but people say them in many ways.
enum SlotKind {
  DAY_OF_MONTH(FieldType.DATE),
  HOUR(FieldType.DATE_TIME),
  CATEGORY(FieldType.CHOICE),
  NAME(FieldType.PERSON_NAME),
  NUMBER(FieldType.NUMBER),
  DATE(FieldType.DATE),
  TIME(FieldType.DATE_TIME),
  EMAIL(FieldType.EMAIL),
  PHONE(FieldType.PHONE),
  TEXT(FieldType.TEXT);

  private static final Pattern ORDINAL = Pattern.compile("\\d{1,2}(?:st|nd|rd|th)");
  private static final Pattern CLOCK = Pattern.compile("\\d{1,2}(?::\\d{2})? ?[ap]m");
  /// Words of a free text that must be the same: operators wrote down what they heard in their own
  /// way.
  private static final double TEXT_SHARE_MIN = 0.5;

  private final FieldType type;

  SlotKind(FieldType type) {
    this.type = type;
  }

  FieldType type() {
    return type;
  }

  static SlotKind of(Slot slot) {
    List<String> categories = slot.categories();
    if (!categories.isEmpty()) {
      if (all(categories, ORDINAL)) {
        return DAY_OF_MONTH;
      }
      return all(categories, CLOCK) ? HOUR : CATEGORY;
    }
    String name = slot.name().toLowerCase(Locale.ROOT);
    return switch (slot.type()) {
      case "Integer", "Number", "Float" -> NUMBER;
      case "Date" -> DATE;
      case "Time" -> TIME;
      default -> {
        if (name.endsWith("name")) {
          yield NAME;
        }
        if (name.contains("email")) {
          yield EMAIL;
        }
        yield name.contains("phone") ? PHONE : TEXT;
      }
    };
  }

  private static boolean all(List<String> categories, Pattern pattern) {
    return categories.stream()
        .allMatch(category -> pattern.matcher(category.toLowerCase(Locale.ROOT)).matches());
  }

  /// The id of a category as an option.
  static String option(String category) {
    String id =
        category.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_").replaceAll("^_+|_+$", "");
    return id.isEmpty() || Character.isDigit(id.charAt(0)) ? "o_" + id : id;
  }

  /// The answer as the slot has it.
  String words(Value value, Slot slot) {
    return switch (value) {
      case Value.Date(var date) when this == DAY_OF_MONTH -> ordinal(date.getDayOfMonth());
      case Value.DateTime time when this == HOUR -> hour(time.time());
      case Value.Choice(String option) ->
          slot.categories().stream()
              .filter(category -> option(category).equals(option))
              .findFirst()
              .orElse(option);
      default -> ValueWire.wire(value).toString();
    };
  }

  boolean same(String words, String gold) {
    Set<String> a = tokens(words);
    Set<String> b = tokens(gold);
    if (this != TEXT) {
      return a.equals(b);
    }
    Set<String> common = new HashSet<>(a);
    common.retainAll(b);
    return !b.isEmpty() && common.size() >= TEXT_SHARE_MIN * Math.min(a.size(), b.size());
  }

  private static Set<String> tokens(String text) {
    Set<String> tokens =
        new HashSet<>(Arrays.asList(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{Nd}]+")));
    tokens.remove("");
    return tokens;
  }

  private static String ordinal(int day) {
    String ending =
        day >= 11 && day <= 13
            ? "th"
            : switch (day % 10) {
              case 1 -> "st";
              case 2 -> "nd";
              case 3 -> "rd";
              default -> "th";
            };
    return day + ending;
  }

  private static String hour(LocalTime time) {
    int hour = time.getHour() % 12 == 0 ? 12 : time.getHour() % 12;
    return hour + (time.getHour() < 12 ? " am" : " pm");
  }
}
