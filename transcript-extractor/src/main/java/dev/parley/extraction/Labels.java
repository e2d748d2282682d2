package dev.parley.extraction;

import dev.parley.config.agent.FieldType;
import dev.parley.value.ByLanguage;
import dev.parley.value.Fold;
import dev.parley.value.Lexicon;
import dev.parley.value.Phrases;
import dev.parley.value.Token;
import dev.parley.value.Tokens;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// The word lists of this package.
final class Labels {
  private static final Lexicon LEXICON = Lexicon.read("labels");
  static final ByLanguage<Phrases<String>> OTHER = ByLanguage.phrases(LEXICON, "other");
  static final ByLanguage<Phrases<String>> REQUEST = ByLanguage.phrases(LEXICON, "request");
  static final ByLanguage<Phrases<String>> OPEN = ByLanguage.phrases(LEXICON, "open");
  static final ByLanguage<Phrases<String>> COURTESY = ByLanguage.phrases(LEXICON, "courtesy");
  static final ByLanguage<Phrases<String>> SPELL = ByLanguage.phrases(LEXICON, "spell");
  static final ByLanguage<Phrases<String>> THEIRS = ByLanguage.phrases(LEXICON, "theirs");
  static final ByLanguage<Phrases<String>> AGAIN = ByLanguage.phrases(LEXICON, "again");
  static final ByLanguage<Phrases<String>> OFFER = ByLanguage.phrases(LEXICON, "offer");
  static final ByLanguage<Phrases<String>> THIRD = ByLanguage.phrases(LEXICON, "third");
  static final ByLanguage<Phrases<String>> YOURS = ByLanguage.phrases(LEXICON, "yours");
  static final ByLanguage<Phrases<String>> WHO = ByLanguage.phrases(LEXICON, "who");
  static final ByLanguage<Phrases<String>> SELF = ByLanguage.phrases(LEXICON, "self");
  static final ByLanguage<Phrases<String>> GIVEN = ByLanguage.phrases(LEXICON, "given");
  static final ByLanguage<Phrases<String>> SURNAME = ByLanguage.phrases(LEXICON, "surname");
  static final ByLanguage<Phrases<String>> START = ByLanguage.phrases(LEXICON, "start");
  static final ByLanguage<Phrases<String>> END = ByLanguage.phrases(LEXICON, "end");
  static final ByLanguage<Phrases<String>> PAST = ByLanguage.phrases(LEXICON, "past");
  static final ByLanguage<Phrases<String>> BIRTH = ByLanguage.phrases(LEXICON, "birth");
  static final ByLanguage<Phrases<String>> CODE = ByLanguage.phrases(LEXICON, "code");
  static final ByLanguage<Phrases<String>> PARTY = ByLanguage.phrases(LEXICON, "party");
  static final ByLanguage<Phrases<String>> REFUSAL = ByLanguage.phrases(LEXICON, "refusal");
  static final List<String> COUNTS =
      List.of("count_people", "count_adults", "count_children", "count_rooms", "count_nights");
  private static final Set<String> PLAIN = plain();
  private static final Map<FieldType, ByLanguage<Phrases<String>>> TYPED = typed();

  private Labels() {}

  private static Map<FieldType, ByLanguage<Phrases<String>>> typed() {
    Map<FieldType, ByLanguage<Phrases<String>>> typed = new EnumMap<>(FieldType.class);
    for (FieldType type : FieldType.values()) {
      typed.put(type, ByLanguage.phrases(LEXICON, type.name().toLowerCase(Locale.ROOT)));
    }
    return typed;
  }

  static ByLanguage<Phrases<String>> typed(FieldType type) {
    return Objects.requireNonNull(TYPED.get(type));
  }

  private static Set<String> plain() {
    Set<String> plain = new HashSet<>();
    LEXICON.entries("en", "plain").forEach(entry -> plain.add(entry.phrase()));
    LEXICON.entries("en", "someone").forEach(entry -> plain.add(entry.phrase()));
    return Set.copyOf(plain);
  }

  /// What fields of a type are called.
  static List<String> ofType(FieldType type, List<String> languages) {
    return phrases(type.name().toLowerCase(Locale.ROOT), languages);
  }

  static List<String> phrases(String section, List<String> languages) {
    List<String> phrases = new ArrayList<>();
    for (String language : languages) {
      LEXICON.entries(language, section).forEach(entry -> phrases.add(entry.phrase()));
    }
    return phrases;
  }

  /// The words of a description or id that say what is meant, with their synonyms.
  static Set<String> content(String text) {
    Set<String> words = new LinkedHashSet<>();
    Tokens tokens = Tokens.of(text.replace('_', ' '));
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (token.isWord() && token.folded().length() > 1 && !PLAIN.contains(token.folded())) {
        words.add(token.folded());
      }
    }
    for (Lexicon.Entry same : LEXICON.entries("en", "same")) {
      if (words.contains(same.phrase())) {
        words.add(Fold.fold(same.value()));
      }
    }
    return words;
  }

  static boolean anywhere(
      ByLanguage<Phrases<String>> table, Tokens tokens, List<String> languages) {
    return anywhere(table, tokens, 0, tokens.size(), languages);
  }

  static boolean anywhere(
      ByLanguage<Phrases<String>> table, Tokens tokens, int from, int to, List<String> languages) {
    for (int i = Math.max(0, from); i < Math.min(to, tokens.size()); i++) {
      if (ByLanguage.longest(table, languages, tokens, i).isPresent()) {
        return true;
      }
    }
    return false;
  }
}
