package dev.parley.extraction;

import dev.parley.config.agent.FieldType;
import dev.parley.value.Tokens;
import dev.parley.value.ValueReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Which field a question that calls none by its name is about.
final class Questions {
  private static final int BRIEF_WORDS = 4;
  private static final Set<String> PLACES = Set.of("origin", "destination");
  private static final Set<String> MEASURES =
      Set.of(
          "age",
          "area",
          "mileage",
          "grade",
          "weight",
          "height",
          "interestrate",
          "creditscore",
          "consumption",
          "stars",
          "rating",
          "caryear");
  private final List<FieldProfile> profiles;
  private final List<String> languages;

  Questions(List<FieldProfile> profiles, List<String> languages) {
    this.profiles = profiles;
    this.languages = languages;
  }

  /// The fields that share most with the question, of a type it can ask for.
  List<FieldProfile> about(Tokens question) {
    Set<String> concepts = Concepts.in(question, languages);
    List<FieldProfile> best = new ArrayList<>();
    int most = 0;
    for (FieldProfile profile : profiles) {
      int score = score(profile, concepts, question);
      if (score > most) {
        best.clear();
        most = score;
      }
      if (score == most && score > 0) {
        best.add(profile);
      }
    }
    return best;
  }

  private int score(FieldProfile profile, Set<String> concepts, Tokens question) {
    boolean when = asks(FieldType.DATE, question) || asks(FieldType.DATE_TIME, question);
    boolean howMuch = asks(FieldType.NUMBER, question) || asks(FieldType.MONEY, question);
    int fits =
        switch (profile.type()) {
          case DATE, DATE_TIME -> howMuch ? -1 : asks(profile.type(), question) ? 1 : 0;
          case NUMBER ->
              asks(FieldType.NUMBER, question)
                  ? 1
                  : howMuch || question.words() <= BRIEF_WORDS || measured(profile, concepts)
                      ? 0
                      : -1;
          case MONEY -> when ? -1 : asks(FieldType.MONEY, question) ? 1 : 0;
          case YES_NO -> when || howMuch || open(question) ? -1 : 1;
          case CHOICE -> when || asks(FieldType.NUMBER, question) ? -1 : 0;
          case ADDRESS ->
              !when && !howMuch && PLACES.stream().anyMatch(profile.concepts()::contains) ? 0 : -1;
          case PERSON_NAME -> Labels.anywhere(Labels.WHO, question, languages) ? 1 : -1;
          case TEXT -> profile.code() || when || howMuch ? -1 : 0;
          default -> -1;
        };
    if (fits < 0 || profile.birth()) {
      return 0;
    }
    int shared = Concepts.shared(profile.concepts(), profile.content(), concepts, question);
    shared += shared == 0 && Opposites.of(profile, concepts) ? 1 : 0;
    if (profile.type() == FieldType.CHOICE) {
      // Its options are many words for few things.
      shared = Math.min(shared, 1);
    }
    return shared == 0 ? 0 : 2 * shared + fits;
  }

  /// "What grade is she in?" asks for a number, however it begins.
  private static boolean measured(FieldProfile profile, Set<String> concepts) {
    return MEASURES.stream().anyMatch(m -> profile.concepts().contains(m) && concepts.contains(m));
  }

  private boolean asks(FieldType type, Tokens question) {
    return Labels.anywhere(Labels.typed(type), question, languages);
  }

  /// Whether it asks what, which, who or where.
  private boolean open(Tokens question) {
    return Labels.anywhere(Labels.OPEN, question, languages);
  }

  /// Whether it can only be meant to hear yes or no about something, and not about a value or
  /// whether that is all.
  boolean polar(Tokens question, FieldProfile profile) {
    return question.words() > 2
        && !open(question)
        && !Labels.anywhere(Labels.COURTESY, question, languages)
        && !asks(FieldType.NUMBER, question)
        && !asks(FieldType.MONEY, question)
        && VALUES.stream()
            .allMatch(
                type -> ValueReader.mentions(type, question.text(), profile.context()).isEmpty());
  }

  private static final List<FieldType> VALUES =
      List.of(FieldType.DATE, FieldType.DATE_TIME, FieldType.PHONE, FieldType.EMAIL);
}
