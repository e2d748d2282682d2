package dev.parley.runtime.call;

import dev.parley.config.agent.AgentDefinition;
import dev.parley.config.agent.Question;
import dev.parley.runtime.flow.CallPhrases;
import dev.parley.runtime.flow.OptionNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Keys as answers: the digits of a number, or the place of an option. `#` ends, `*` begins anew.
/// One owner; not thread-safe.
final class Keys {
  private static final int OPTIONS_MAX = 9;
  private static final int DIGITS_MAX = 20;

  enum Kind {
    DIGITS,
    PLACE,
    NONE
  }

  private final StringBuilder typed = new StringBuilder();

  static Kind type(Question question) {
    return switch (question.type()) {
      case PHONE, NUMBER, MONEY, POSTAL_CODE -> Kind.DIGITS;
      case CHOICE -> question.options().size() <= OPTIONS_MAX ? Kind.PLACE : Kind.NONE;
      case YES_NO -> Kind.PLACE;
      case TEXT, PERSON_NAME, COMPANY_NAME, EMAIL, DATE, DATE_TIME, ADDRESS, URL -> Kind.NONE;
    };
  }

  /// @return whether the answer is whole
  boolean press(char digit, Question open) {
    switch (digit) {
      case '#' -> {
        return !typed.isEmpty();
      }
      case '*' -> typed.setLength(0);
      default -> {
        if (digit >= '0' && digit <= '9' && typed.length() < DIGITS_MAX) {
          typed.append(digit);
        }
      }
    }
    return type(open) == Kind.PLACE && !typed.isEmpty();
  }

  boolean isEmpty() {
    return typed.isEmpty();
  }

  void clear() {
    typed.setLength(0);
  }

  /// What was typed, as a turn of the contact: an option with its name beside it, so that it is
  /// evidence. Empty where the key stands for no option.
  Optional<String> take(AgentDefinition definition, Question open, String language) {
    String keys = typed.toString();
    typed.setLength(0);
    if (keys.isEmpty() || type(open) == Kind.DIGITS) {
      return Optional.of(keys).filter(text -> !text.isEmpty());
    }
    int place = keys.charAt(0) - '1';
    List<String> names = names(definition, open, language);
    return place >= 0 && place < names.size() ? Optional.of(names.get(place)) : Optional.empty();
  }

  /// "Press 1 for own, 2 for rent."
  static Optional<String> offer(AgentDefinition definition, Question open, String language) {
    if (open.type() != dev.parley.config.agent.FieldType.CHOICE || type(open) != Kind.PLACE) {
      return Optional.empty();
    }
    List<String> names = names(definition, open, language);
    StringBuilder offer = new StringBuilder();
    for (int i = 0; i < names.size(); i++) {
      offer.append(i == 0 ? "" : " ");
      offer.append(
          CallPhrases.say(
              language,
              "press",
              0,
              Map.of("key", Integer.toString(i + 1), "option", names.get(i))));
    }
    return Optional.of(offer.toString());
  }

  private static List<String> names(AgentDefinition definition, Question open, String language) {
    Map<String, String> named = OptionNames.of(definition, open, language);
    if (!named.isEmpty()) {
      return List.copyOf(named.values());
    }
    List<String> first = new ArrayList<>();
    open.options()
        .forEach(
            (id, words) -> first.add(words.isEmpty() ? id.replace('_', ' ') : words.getFirst()));
    return first;
  }
}
