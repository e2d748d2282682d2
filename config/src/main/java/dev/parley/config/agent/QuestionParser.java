package dev.parley.config.agent;

import dev.parley.config.agent.DocumentNode.Entry;
import dev.parley.config.agent.Question.Disqualify;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Currency;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Reads questions and lead fields: the parts of a definition that have a type.
final class QuestionParser {
  private static final Map<String, FieldType> TYPES =
      Arrays.stream(FieldType.values())
          .collect(Collectors.toUnmodifiableMap(FieldType::wireName, type -> type));
  private static final Map<String, String> PERIODS =
      Map.of("year", "year", "month", "month", "week", "week", "day", "day", "hour", "hour");
  private static final Set<FieldType> MEASURED = EnumSet.of(FieldType.NUMBER, FieldType.MONEY);

  private final Wordings wordings;
  private final Conditions conditions;
  private final Set<String> ids;

  /// @param ids of questions and lead fields read so far; they share one space
  QuestionParser(Wordings wordings, Conditions conditions, Set<String> ids) {
    this.wordings = wordings;
    this.conditions = conditions;
    this.ids = ids;
  }

  Question question(Section section) {
    String id = id(section);
    Optional<FieldType> type = type(section);
    Question question =
        new Question(
            id,
            type.orElse(FieldType.TEXT),
            wordings.require(section, "ask"),
            section.flag("required"),
            fromChannel(section, type),
            section.flag("from_image"),
            options(section, type),
            currency(section, type),
            period(section, type),
            bound(section, "min", type),
            bound(section, "max", type),
            conditions.take(section, Conditions.Use.ASK, id),
            section.section("disqualify").map(disqualify -> disqualify(disqualify, id)),
            wordings.take(section, "hint"),
            section.optionalText("description", DefinitionLimits.DESCRIPTION_CHARS_MAX));
    if (question.min().isPresent()
        && question.max().isPresent()
        && question.min().get().compareTo(question.max().get()) > 0) {
      section.problem("min", DefinitionErrorCode.MIN_ABOVE_MAX, "'min' is above 'max'");
    }
    section.done();
    return question;
  }

  AgentDefinition.LeadFieldSpec leadField(Section section) {
    String id = id(section);
    Optional<FieldType> type = type(section);
    AgentDefinition.LeadFieldSpec field =
        new AgentDefinition.LeadFieldSpec(
            id,
            type.orElse(FieldType.TEXT),
            section.text("description", DefinitionLimits.DESCRIPTION_CHARS_MAX),
            options(section, type),
            currency(section, type));
    section.done();
    return field;
  }

  private String id(Section section) {
    String id = Ids.unique(section, ids);
    Ids.refuseReserved(section, id);
    return id;
  }

  private static Optional<FieldType> type(Section section) {
    return section.word("type", section.require("type"), TYPES);
  }

  private Disqualify disqualify(Section section, String owner) {
    Disqualify disqualify =
        new Disqualify(
            conditions.require(section, Conditions.Use.DISQUALIFY, owner),
            section.text("reason", DefinitionLimits.REASON_CHARS_MAX),
            wordings.require(section, "say"));
    section.done();
    return disqualify;
  }

  private static boolean fromChannel(Section section, Optional<FieldType> type) {
    boolean fromChannel = section.flag("from_channel");
    if (fromChannel && type.isPresent() && type.get() != FieldType.PHONE) {
      notForType(section, "from_channel", type.get(), "phone");
    }
    return fromChannel;
  }

  private static Optional<BigDecimal> bound(Section section, String key, Optional<FieldType> type) {
    Optional<BigDecimal> bound = section.number(key);
    if (section.has(key) && type.isPresent() && !MEASURED.contains(type.get())) {
      notForType(section, key, type.get(), "number and money");
    }
    return bound;
  }

  private static Optional<String> currency(Section section, Optional<FieldType> type) {
    boolean money = type.isPresent() && type.get() == FieldType.MONEY;
    if (!money && section.has("currency") && type.isPresent()) {
      notForType(section, "currency", type.get(), "money");
    }
    Optional<String> currency =
        money
            ? Optional.of(section.text("currency", DefinitionLimits.NAME_CHARS_MAX))
            : section.optionalText("currency", DefinitionLimits.NAME_CHARS_MAX);
    currency
        .filter(code -> !code.isEmpty() && !isCurrency(code))
        .ifPresent(
            code ->
                section.problem(
                    "currency",
                    DefinitionErrorCode.BAD_CURRENCY,
                    "'%s' is no ISO 4217 currency such as EUR".formatted(Paths.shown(code))));
    return currency;
  }

  private static Optional<String> period(Section section, Optional<FieldType> type) {
    if (section.has("period") && type.isPresent() && type.get() != FieldType.MONEY) {
      notForType(section, "period", type.get(), "money");
    }
    return section.word("period", section.take("period"), PERIODS);
  }

  private static boolean isCurrency(String code) {
    // Funds, metals and test codes have no smallest unit: nobody is paid in them.
    return Currency.getAvailableCurrencies().stream()
        .anyMatch(
            currency ->
                currency.getCurrencyCode().equals(code)
                    && currency.getDefaultFractionDigits() >= 0);
  }

  private static Map<String, List<String>> options(Section section, Optional<FieldType> type) {
    boolean choice = type.isPresent() && type.get() == FieldType.CHOICE;
    if (!choice && section.has("options") && type.isPresent()) {
      notForType(section, "options", type.get(), "choice");
    }
    Optional<Section> options =
        choice ? section.requireSection("options") : section.section("options");
    return options.map(QuestionParser::options).orElse(Map.of());
  }

  private static Map<String, List<String>> options(Section options) {
    Map<String, List<String>> read = new LinkedHashMap<>();
    Map<String, String> meanings = new HashMap<>();
    for (Entry entry : options.entries()) {
      String id = entry.key();
      if (!Ids.isId(id)) {
        options
            .problems()
            .add(options.path(id), DefinitionErrorCode.BAD_ID, Ids.BAD_ID, entry.keyPlace());
      }
      List<String> phrases =
          options.texts(id, 0, DefinitionLimits.PHRASES_MAX, DefinitionLimits.PHRASE_CHARS_MAX);
      read.put(id, List.copyOf(phrases));
      meanings.putIfAbsent(id, id);
      phrases.forEach(phrase -> refuseSecondMeaning(options, id, phrase, meanings));
    }
    int count = options.entries().size();
    if (count < DefinitionLimits.OPTIONS_MIN || count > DefinitionLimits.OPTIONS_MAX) {
      DefinitionErrorCode code =
          count < DefinitionLimits.OPTIONS_MIN
              ? DefinitionErrorCode.TOO_FEW
              : DefinitionErrorCode.TOO_MANY;
      options
          .problems()
          .add(
              options.path(),
              code,
              "a choice has %d to %d options, not %d"
                  .formatted(DefinitionLimits.OPTIONS_MIN, DefinitionLimits.OPTIONS_MAX, count),
              options.place());
    }
    return read;
  }

  private static void refuseSecondMeaning(
      Section options, String id, String phrase, Map<String, String> meanings) {
    String other = meanings.putIfAbsent(phrase.toLowerCase(Locale.ROOT), id);
    if (other != null && !other.equals(id)) {
      options.problem(
          id,
          DefinitionErrorCode.AMBIGUOUS_OPTION,
          "'%s' stands for '%s' already".formatted(Paths.shown(phrase), Paths.shown(other)));
    }
  }

  private static void notForType(Section section, String key, FieldType type, String types) {
    section.problem(
        key,
        DefinitionErrorCode.NOT_FOR_TYPE,
        "'%s' is for %s, not for %s".formatted(key, types, type.wireName()));
  }
}
