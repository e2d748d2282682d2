package dev.parley.runtime.flow;

import dev.parley.config.agent.AgentDefinition;
import dev.parley.config.agent.Question;
import dev.parley.config.agent.Wording;
import dev.parley.value.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Everything the agent may repeat: the business's own wordings, and answers the contact gave.
/// Immutable.
///
/// @param words folded words
/// @param phrases folded words in their order, for phrases
/// @param numbers digits of every number
/// @param raw lower-case texts, for addresses of the net
record Approved(Set<String> words, Folded phrases, Set<String> numbers, String raw) {
  private static final Pattern NUMBER = Pattern.compile("\\p{Nd}[\\p{Nd}.,:/ '’-]*");

  static Approved of(AgentDefinition definition) {
    List<String> texts = new ArrayList<>();
    texts.add(definition.name());
    texts.add(definition.business());
    wordings(definition).forEach(wording -> texts.addAll(wording.byLanguage().values()));
    definition.questions().forEach(question -> question.options().values().forEach(texts::addAll));
    definition.questions().forEach(question -> texts.addAll(question.options().keySet()));
    return of(texts);
  }

  /// What the contact has answered; only this, since what a contact merely says is no offer.
  static Approved of(Map<String, Answer> answers) {
    List<String> texts = new ArrayList<>();
    for (Answer answer : answers.values()) {
      if (answer.filled()) {
        answer.said().ifPresent(texts::add);
        answer.evidence().ifPresent(evidence -> texts.add(evidence.quote()));
        answer.value().ifPresent(value -> texts.add(plain(value)));
      }
    }
    return of(texts);
  }

  private static Approved of(List<String> texts) {
    String all = String.join(" \n ", texts);
    Folded folded = Folded.of(all);
    return new Approved(
        Set.copyOf(folded.words()), folded, numbers(all), all.toLowerCase(Locale.ROOT));
  }

  /// Digits of every number in the text, signs and leading zeros of a fraction apart.
  static Set<String> numbers(String text) {
    Set<String> numbers = new HashSet<>();
    Matcher matcher = NUMBER.matcher(text);
    while (matcher.find()) {
      String number = matcher.group();
      numbers.add(digits(number));
      for (String part : number.split("[^\\p{Nd}]+")) {
        numbers.add(digits(part));
      }
      numbers.add(digits(number.replaceFirst("[.,]00?\\b.*$", "")));
    }
    return numbers;
  }

  static String digits(String number) {
    StringBuilder digits = new StringBuilder();
    number
        .codePoints()
        .filter(Character::isDigit)
        .forEach(c -> digits.append(Character.digit(c, 10)));
    return digits.toString();
  }

  private static List<Wording> wordings(AgentDefinition definition) {
    List<Wording> all = new ArrayList<>();
    all.add(definition.disclosure());
    all.add(definition.greeting().chat());
    all.add(definition.greeting().voice());
    all.add(definition.closing());
    for (Question question : definition.questions()) {
      all.add(question.ask());
      question.hint().ifPresent(all::add);
      question.disqualify().ifPresent(disqualify -> all.add(disqualify.say()));
    }
    definition.facts().forEach(fact -> all.add(fact.say()));
    definition.objections().forEach(objection -> all.add(objection.say()));
    definition.handoff().ifPresent(handoff -> all.add(handoff.say()));
    definition.qualified().ifPresent(qualified -> all.add(qualified.say()));
    definition.followUp().ifPresent(followUp -> all.add(followUp.say()));
    return all;
  }

  private static String plain(Value value) {
    return switch (value) {
      case Value.Text(String text) -> text;
      case Value.Email(String address) -> address;
      case Value.Phone(String e164) -> e164;
      case Value.Number(var number) -> number.toPlainString();
      case Value.Money money ->
          money.amount().toPlainString()
              + " "
              + money.max().map(max -> max.toPlainString() + " ").orElse("")
              + money.currency();
      case Value.Date(var date) -> date.toString();
      case Value.DateTime time -> time.date().map(d -> d + " ").orElse("") + time.time();
      case Value.Choice(String option) -> option;
      case Value.YesNo(boolean yes) -> Boolean.toString(yes);
      case Value.Url(String url) -> url;
    };
  }
}
