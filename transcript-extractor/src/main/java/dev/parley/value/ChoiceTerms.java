package dev.parley.value;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// What the options of a question are called. Immutable once made; thread-safe.
final class ChoiceTerms {
  /// Before a synonym that holds only as it is: no slip of it and none of its words alone.
  static final String EXACT = ValueContext.EXACT_SYNONYM;

  private static final int TYPO_CHARS_MIN = 5;
  private static final int TWO_TYPOS_CHARS_MIN = 9;
  private static final Lexicon LEXICON = Lexicon.read("choice");
  private static final ByLanguage<Set<String>> WEAK =
      new ByLanguage<>(
          language -> {
            Set<String> weak = new HashSet<>();
            LEXICON.entries(language, "weak").forEach(e -> weak.add(Fold.fold(e.phrase())));
            return weak;
          });

  private static final ByLanguage<Phrases<String>> GENERIC = ByLanguage.phrases(LEXICON, "generic");

  /// Whether words hold nothing that is particular to an option: "none", "nada más", "alles".
  static boolean generic(Tokens tokens, List<String> languages) {
    int i = 0;
    while (i < tokens.size()) {
      var match = ByLanguage.longest(GENERIC, languages, tokens, i);
      if (match.isEmpty() && tokens.get(i).kind() != Token.Kind.SIGN) {
        return false;
      }
      i = match.map(Phrases.Match::end).orElse(i + 1);
    }
    return true;
  }

  record Hit(String option, int end, double certainty) {}

  private record Term(String option, List<String> words, boolean exact) {}

  /// More than the questions that are being asked; beyond it, those asked now are kept.
  private static final int KEPT_MAX = 2_000;

  private static final Map<Named, ChoiceTerms> KEPT = new ConcurrentHashMap<>();

  private record Named(Map<String, List<String>> options, List<String> languages) {}

  private final List<Term> terms = new ArrayList<>();
  private final Map<String, String> ownWords = new HashMap<>();

  private ChoiceTerms() {}

  /// The same question is asked again and again.
  static ChoiceTerms of(ValueContext ctx) {
    Named named = new Named(ctx.options(), ctx.languages());
    ChoiceTerms known = KEPT.get(named);
    if (known != null) {
      return known;
    }
    if (KEPT.size() >= KEPT_MAX) {
      KEPT.clear();
    }
    ChoiceTerms made = made(named);
    KEPT.put(named, made);
    return made;
  }

  private static ChoiceTerms made(Named named) {
    ChoiceTerms made = new ChoiceTerms();
    Map<String, Set<String>> optionsOfWord = new HashMap<>();
    named
        .options()
        .forEach(
            (option, synonyms) -> {
              made.add(option, option.replace('_', ' '), optionsOfWord);
              synonyms.forEach(synonym -> made.add(option, synonym, optionsOfWord));
            });
    optionsOfWord.forEach(
        (word, options) -> {
          boolean weak =
              word.length() < 3
                  || named.languages().stream().anyMatch(l -> WEAK.in(l).contains(word));
          if (options.size() == 1 && !weak) {
            made.ownWords.put(word, options.iterator().next());
          }
        });
    return made;
  }

  private void add(String option, String phrase, Map<String, Set<String>> optionsOfWord) {
    boolean exact = phrase.startsWith(EXACT);
    Tokens tokens = Tokens.of(exact ? phrase.substring(EXACT.length()) : phrase);
    List<String> words = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.get(i).kind() != Token.Kind.SIGN) {
        words.add(tokens.get(i).folded());
        Set<String> options =
            exact
                ? new HashSet<>()
                : optionsOfWord.computeIfAbsent(tokens.get(i).folded(), unused -> new HashSet<>());
        options.add(option);
      }
    }
    if (!words.isEmpty()) {
      terms.add(new Term(option, words, exact));
    }
  }

  /// The best option named at a token. Lenient: also by a word only it has, or a slip.
  Optional<Hit> at(Tokens tokens, int start, boolean lenient) {
    Hit best = null;
    for (Term term : terms) {
      Hit hit = match(term, tokens, start);
      if (hit != null
          && (best == null
              || hit.certainty() > best.certainty() + 0.05
              || (hit.certainty() > best.certainty() - 0.05 && hit.end() > best.end()))) {
        best = hit;
      }
    }
    if (best == null && tokens.get(start).isWord()) {
      best = byOwnWord(tokens.get(start).folded(), start, lenient);
    }
    return Optional.ofNullable(best);
  }

  private static @org.jspecify.annotations.Nullable Hit match(Term term, Tokens tokens, int start) {
    int i = start;
    double certainty = 0.97;
    for (String word : term.words()) {
      while (i > start && i < tokens.size() && isJoint(tokens.get(i))) {
        i++;
      }
      if (i >= tokens.size()) {
        return null;
      }
      double same =
          !term.exact()
              ? same(tokens.get(i), word)
              : tokens.get(i).folded().equals(word) ? 0.95 : 0;
      if (same == 0) {
        return null;
      }
      certainty = Math.min(certainty, same);
      i++;
    }
    return new Hit(term.option(), i, certainty);
  }

  private static boolean isJoint(Token token) {
    return token.isSign('-') || token.isSign('.') || token.isSign('_') || token.isSign('/');
  }

  private static double same(Token token, String word) {
    String said = token.folded();
    if (said.equals(word)) {
      return 0.97;
    }
    boolean comparable = token.isWord() && said.length() >= 3 && word.length() >= 3;
    if (!comparable || said.charAt(0) != word.charAt(0)) {
      return 0;
    }
    if (Stem.of(said).equals(Stem.of(word))) {
      return 0.93;
    }
    if (doer(said, word)) {
      return 0.9;
    }
    int length = Math.min(said.length(), word.length());
    int typos = length >= TWO_TYPOS_CHARS_MIN ? 2 : length >= TYPO_CHARS_MIN ? 1 : 0;
    return typos > 0 && EditDistance.within(said, word, typos) ? 0.8 : 0;
  }

  /// "I own it" is the owner, "we rent" the renter.
  private static boolean doer(String said, String word) {
    return word.length() - said.length() <= 2
        && (word.equals(said + "er") || word.equals(said + "r"));
  }

  private @org.jspecify.annotations.Nullable Hit byOwnWord(
      String said, int start, boolean lenient) {
    String option = ownWords.get(said);
    if (option != null) {
      return new Hit(option, start + 1, 0.9);
    }
    if (!lenient || said.length() < TYPO_CHARS_MIN) {
      return null;
    }
    for (Map.Entry<String, String> own : ownWords.entrySet()) {
      if (own.getKey().length() >= TYPO_CHARS_MIN
          && own.getKey().charAt(0) == said.charAt(0)
          && EditDistance.within(own.getKey(), said, 1)) {
        return new Hit(own.getValue(), start + 1, 0.75);
      }
    }
    return null;
  }
}
