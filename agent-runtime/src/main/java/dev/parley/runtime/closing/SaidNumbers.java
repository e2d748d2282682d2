package dev.parley.runtime.closing;

import dev.parley.lead.LeadField;
import dev.parley.transcript.Transcript;
import dev.parley.transcript.Turn;
import dev.parley.value.ValueReader;
import dev.parley.value.ValueWire;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The numbers of a conversation, to hold a text about it against. Immutable.
final class SaidNumbers {
  private static final Pattern NUMBER = Pattern.compile("\\p{Nd}+(?:[.,:/' -]?\\p{Nd}+)*");
  private static final Pattern PART = Pattern.compile("\\p{Nd}+");
  private static final Pattern NO_CENTS = Pattern.compile("[.,]00?$");

  /// From so many digits on, a number may have been said in groups.
  private static final int GROUPED_DIGITS_MIN = 5;

  /// "One" is an article, and "both of the two" no count of anything.
  private static final int COUNTED_MIN = 3;

  private final List<String> languages;
  private final Set<String> numbers = new HashSet<>();
  private final Set<String> runs = new HashSet<>();

  /// @param fields whose values may put into digits what was said in words
  /// @param language of the conversation, in which the texts are written
  SaidNumbers(Transcript transcript, Collection<LeadField> fields, String language) {
    this.languages = language.equals("en") ? List.of("en") : List.of(language, "en");
    List<String> texts =
        new java.util.ArrayList<>(transcript.turns().stream().map(Turn::text).toList());
    fields.forEach(
        field -> field.value().ifPresent(value -> texts.add(ValueWire.wire(value).toString())));
    for (String text : texts) {
      ValueReader.numbersInWords(text, languages)
          .forEach(number -> numbers.add(Long.toString(number)));
      runs.add(digits(text));
      Matcher number = NUMBER.matcher(text);
      while (number.find()) {
        numbers.add(digits(number.group()));
        numbers.add(digits(NO_CENTS.matcher(number.group()).replaceFirst("")));
      }
      Matcher part = PART.matcher(text);
      while (part.find()) {
        numbers.add(digits(part.group()));
      }
    }
  }

  /// Whether every number in the text was said, in digits or in words.
  boolean cover(String text) {
    for (long number : ValueReader.numbersInWords(text, languages)) {
      if (number >= COUNTED_MIN && !numbers.contains(Long.toString(number))) {
        return false;
      }
    }
    Matcher number = NUMBER.matcher(text);
    while (number.find()) {
      if (!said(number.group()) && !parts(number.group())) {
        return false;
      }
    }
    return true;
  }

  private boolean said(String number) {
    String digits = digits(NO_CENTS.matcher(number).replaceFirst(""));
    return numbers.contains(digits)
        || numbers.contains(digits(number))
        || (digits.length() >= GROUPED_DIGITS_MIN
            && runs.stream().anyMatch(run -> run.contains(digits)));
  }

  /// A date or a time may be written in another way.
  private boolean parts(String number) {
    Matcher part = PART.matcher(number);
    int parts = 0;
    while (part.find()) {
      parts++;
      if (!numbers.contains(digits(part.group()))) {
        return false;
      }
    }
    return parts > 1;
  }

  /// In ASCII and without zeros in front: 09:00 and 9:00 are the same.
  private static String digits(String text) {
    StringBuilder digits = new StringBuilder();
    text.codePoints()
        .filter(Character::isDigit)
        .forEach(c -> digits.append(Character.digit(c, 10)));
    int from = 0;
    while (from < digits.length() - 1 && digits.charAt(from) == '0') {
      from++;
    }
    return digits.substring(from);
  }
}
