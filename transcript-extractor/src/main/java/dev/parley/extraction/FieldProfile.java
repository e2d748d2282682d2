package dev.parley.extraction;

import dev.parley.config.agent.FieldType;
import dev.parley.value.Phrases;
import dev.parley.value.Tokens;
import dev.parley.value.ValueContext;
import dev.parley.value.ValueReader;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A field with what its description says about it.
///
/// @param labels what it is called, longest phrases first to be found
/// @param content the telling words of its description and id
/// @param concepts what its description is about, in any language
/// @param context the request's context with this field's options, bounds and tense
/// @param counts the nouns it counts, for a number with such
/// @param code whether a text is a code rather than words
/// @param numeric whether that code is rather digits than letters
/// @param relative whether it asks for another person than the contact: "name of the child"
/// @param anyone whether the description asks for whoever is mentioned, not the contact
record FieldProfile(
    FieldRequest field,
    Set<String> labels,
    Set<String> content,
    Set<String> concepts,
    ValueContext context,
    Role role,
    Optional<Phrases<String>> counts,
    boolean people,
    boolean birth,
    boolean code,
    boolean numeric,
    boolean anyone,
    boolean relative) {
  enum Role {
    START,
    END,
    NONE
  }

  static FieldProfile of(FieldRequest field, ValueContext context) {
    List<String> languages = withEnglish(context.languages());
    Tokens words = Tokens.of((field.id() + " " + field.description()).replace('_', ' '));
    // "Last day of the course" is its end, and lies ahead as its first does.
    boolean past =
        Labels.anywhere(Labels.PAST, words, languages)
            && !(role(field, words, languages) == Role.END
                && Labels.content(field.description()).contains("last"));
    boolean birth =
        field.type() == FieldType.DATE
            && (Labels.anywhere(Labels.BIRTH, words, languages)
                || field.asked().stream()
                    .anyMatch(a -> Labels.anywhere(Labels.BIRTH, Tokens.of(a), languages)));
    Set<String> content = Labels.content(field.id() + " " + field.description());
    Optional<String> counted = counted(field, words, languages);
    boolean code = field.type() == FieldType.TEXT && Labels.anywhere(Labels.CODE, words, languages);
    return new FieldProfile(
        field,
        labels(field, content, birth, languages),
        content,
        Concepts.in(words, languages),
        context
            .withOptions(Concepts.synonyms(field.options(), languages))
            .withCurrency(field.currency().or(context::currency))
            .withBounds(field.min(), field.max())
            .withPeriod(field.period())
            .withLookingBack(past || birth),
        role(field, words, languages),
        counted.map(section -> counts(section, context.languages())),
        counted.filter("count_people"::equals).isPresent(),
        birth,
        code,
        code
            && !content.contains("username")
            && !content.contains("user")
            && !content.contains("reference"),
        content.contains("mentioned") || field.description().contains("mentioned"),
        field.type() == FieldType.PERSON_NAME
            && ValueReader.describesRelative(words.text(), languages));
  }

  private static List<String> withEnglish(List<String> languages) {
    Set<String> all = new LinkedHashSet<>(languages);
    all.add("en");
    return List.copyOf(all);
  }

  private static Set<String> labels(
      FieldRequest field, Set<String> content, boolean birth, List<String> languages) {
    Set<String> labels = new LinkedHashSet<>();
    switch (field.type()) {
      case PERSON_NAME, COMPANY_NAME, EMAIL, PHONE, ADDRESS, POSTAL_CODE, URL ->
          labels.addAll(Labels.ofType(field.type(), languages));
      case DATE -> {
        if (birth) {
          labels.addAll(Labels.phrases("birth", languages));
        } else {
          labels.addAll(content);
        }
      }
      default -> labels.addAll(content);
    }
    String id = field.id().replace('_', ' ');
    if (field.type() != FieldType.CHOICE && id.length() > 2) {
      labels.add(id);
    }
    return labels;
  }

  private static Role role(FieldRequest field, Tokens words, List<String> languages) {
    Tokens id = Tokens.of(field.id().replace('_', ' '));
    boolean idStarts = Labels.anywhere(Labels.START, id, languages);
    boolean idEnds = Labels.anywhere(Labels.END, id, languages);
    if (idStarts != idEnds) {
      return idStarts ? Role.START : Role.END;
    }
    boolean start = Labels.anywhere(Labels.START, firstWords(words), languages);
    boolean end = Labels.anywhere(Labels.END, firstWords(words), languages);
    return start == end ? Role.NONE : start ? Role.START : Role.END;
  }

  /// The id and the head of the description: "Start of a period of which both ends …".
  private static Tokens firstWords(Tokens words) {
    int limit = Math.min(words.size(), 5);
    int end = limit == 0 ? 0 : words.get(limit - 1).end();
    return Tokens.of(words.text().substring(0, end));
  }

  private static Optional<String> counted(
      FieldRequest field, Tokens words, List<String> languages) {
    if (field.type() != FieldType.NUMBER) {
      return Optional.empty();
    }
    List<String> found = new ArrayList<>();
    for (String section : Labels.COUNTS) {
      Phrases<String> nouns = counts(section, languages);
      if (nouns.anywhere(words, 0, words.size())) {
        found.add(section);
      }
    }
    return found.stream().findFirst();
  }

  private static Phrases<String> counts(String section, List<String> languages) {
    Phrases<String> phrases = new Phrases<>();
    Labels.phrases(section, withEnglish(languages)).forEach(phrase -> phrases.put(phrase, section));
    return phrases;
  }

  /// Ids are unique in a request.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FieldProfile profile && profile.id().equals(id());
  }

  @Override
  public int hashCode() {
    return id().hashCode();
  }

  /// The languages of the conversation, and English.
  List<String> spoken() {
    return withEnglish(context.languages());
  }

  FieldType type() {
    return field.type();
  }

  String id() {
    return field.id();
  }
}
