package dev.parley.runtime.closing;

import dev.parley.config.agent.AgentDefinition;
import dev.parley.config.agent.FieldType;
import dev.parley.lead.FieldStatus;
import dev.parley.lead.Gist;
import dev.parley.lead.LeadField;
import dev.parley.value.Value;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.concurrent.ConcurrentHashMap;

/// A summary and a next step in plain sentences, from what is known and nothing else. Languages:
/// en, es, pt, de, fr, it; any other reads English. Immutable and thread-safe.
final class GistWords {
  private static final List<String> LANGUAGES = List.of("en", "es", "pt", "de", "fr", "it");
  private static final Map<String, GistWords> BY_LANGUAGE = new ConcurrentHashMap<>();

  private final ResourceBundle words;
  private final DateTimeFormatter day;

  private GistWords(String language) {
    Locale locale = Locale.of(language);
    this.words =
        ResourceBundle.getBundle(
            "dev.parley.runtime.closing.gist",
            locale,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    this.day = DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(locale);
  }

  /// @param language a tag such as `pt-BR`
  static GistWords in(String language) {
    String primary = language.split("-", 2)[0].toLowerCase(Locale.ROOT);
    return BY_LANGUAGE.computeIfAbsent(
        LANGUAGES.contains(primary) ? primary : "en", GistWords::new);
  }

  String summary(
      ClosedConversation closed, Map<String, LeadField> fields, List<Gist.Met> objections) {
    Map<String, FieldType> types = types(closed.definition());
    List<String> known = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    fields.forEach(
        (id, field) -> {
          field.value().ifPresent(value -> known.add(label(id, types) + " " + say(value)));
          if (field.status() == FieldStatus.REFUSED) {
            refused.add(label(id, types));
          }
        });
    List<String> sentences = new ArrayList<>();
    sentences.add(
        known.isEmpty() ? words.getString("nothing") : sentence("known", String.join(", ", known)));
    if (!refused.isEmpty()) {
      sentences.add(sentence("refused", String.join(", ", refused)));
    }
    if (!objections.isEmpty()) {
      sentences.add(
          sentence(
              "objections",
              String.join(", ", objections.stream().map(met -> plain(met.objection())).toList())));
    }
    sentences.add(words.getString("end." + closed.disposition().wireName()));
    return String.join(" ", sentences);
  }

  String nextStep(ClosedConversation closed, Map<String, LeadField> fields) {
    String step = words.getString("step." + closed.disposition().wireName());
    Optional<String> when =
        fields.values().stream()
            .flatMap(field -> field.value().stream())
            .filter(Value.DateTime.class::isInstance)
            .map(this::say)
            .findFirst();
    boolean agreed =
        switch (closed.disposition()) {
          case QUALIFIED, CALLBACK, HANDED_OFF -> true;
          default -> false;
        };
    return agreed ? when.map(time -> step + " " + sentence("when", time)).orElse(step) : step;
  }

  private String sentence(String key, String what) {
    return words.getString(key).replace("{0}", what);
  }

  private static Map<String, FieldType> types(AgentDefinition definition) {
    Map<String, FieldType> types = new LinkedHashMap<>();
    definition.questions().forEach(question -> types.put(question.id(), question.type()));
    definition.leadFields().forEach(field -> types.put(field.id(), field.type()));
    return types;
  }

  /// The only field of a kind everybody has is called by its kind, any other by its id.
  private String label(String id, Map<String, FieldType> types) {
    FieldType type = types.get(id);
    String key = type == null ? "" : "label." + type.wireName();
    boolean only = types.values().stream().filter(other -> other == type).count() == 1;
    return only && words.containsKey(key) ? words.getString(key) : plain(id);
  }

  private static String plain(String id) {
    return id.replace('_', ' ');
  }

  private String say(Value value) {
    return switch (value) {
      case Value.Text(String text) -> text;
      case Value.Email(String address) -> address;
      case Value.Phone(String e164) -> e164;
      case Value.Number(var number) -> number.toPlainString();
      case Value.Money money -> money(money);
      case Value.Date(var date) -> day.format(date);
      case Value.DateTime time ->
          time.date().map(date -> day.format(date) + ", ").orElse("") + time.time();
      case Value.Choice(String option) -> plain(option);
      case Value.YesNo(boolean yes) -> words.getString(yes ? "yes" : "no");
      case Value.Url(String url) -> url;
    };
  }

  private String money(Value.Money money) {
    return money.amount().toPlainString()
        + money.max().map(max -> "–" + max.toPlainString()).orElse("")
        + " "
        + money.currency()
        + money.period().map(period -> " " + words.getString("per." + period)).orElse("");
  }
}
