package dev.parley.extraction;

import dev.parley.config.agent.FieldType;
import dev.parley.extraction.Candidate.Source;
import dev.parley.value.ByLanguage;
import dev.parley.value.Found;
import dev.parley.value.Lexicon;
import dev.parley.value.Phrases;
import dev.parley.value.Tokens;
import dev.parley.value.Value;
import dev.parley.value.ValueReader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Amounts of money: with their currency, or bare where the words before are about spending.
final class Amounts {
  private static final int CUE_TOKENS = 5;
  private static final int OF_TOKENS = 8;

  /// What amounts are of.
  private static final Set<String> KINDS =
      Set.of("bill", "income", "deposit", "rent", "revenue", "owed", "homevalue", "damage", "fee");

  private static final BigDecimal BARE_MIN = BigDecimal.TEN;
  private static final ByLanguage<Phrases<String>> SPENDING =
      ByLanguage.phrases(Lexicon.read("labels"), "spending");

  private Amounts() {}

  static List<Candidate> mentioned(FieldProfile profile, Heard turn, List<String> languages) {
    List<Candidate> named = calledBehind(profile, turn);
    boolean anothers =
        !turn.asked().contains(profile)
            && turn.asked().stream().anyMatch(field -> field.type() == FieldType.MONEY);
    if (!named.isEmpty() || anothers) {
      return named;
    }
    for (Found found : ValueReader.mentions(FieldType.MONEY, turn.text(), profile.context())) {
      if (!ofAnother(profile, turn, found, languages)) {
        named.add(TurnReader.candidate(turn, found, 0, Source.MENTIONED, 0));
      }
    }
    return named.isEmpty() ? bare(profile, turn, languages) : named;
  }

  /// "My bill is far too high, 480 euros" is no budget: what the amount is of stands before it.
  private static boolean ofAnother(
      FieldProfile profile, Heard turn, Found found, List<String> languages) {
    Tokens tokens = turn.tokens();
    int to = tokens.from(found.start());
    int from = Math.max(0, to - OF_TOKENS);
    if (turn.asked().contains(profile) || to == from) {
      return false;
    }
    String before = turn.text().substring(tokens.get(from).start(), tokens.get(to - 1).end());
    if (ValueReader.describesRelative(before, languages)) {
      return true;
    }
    Set<String> of = Concepts.in(Tokens.of(before), languages);
    of.retainAll(KINDS);
    return !of.isEmpty() && Collections.disjoint(of, profile.concepts());
  }

  /// "80 mil de enganche", "500 down payment": the field's name right behind the amount.
  private static List<Candidate> calledBehind(FieldProfile profile, Heard turn) {
    Tokens tokens = turn.tokens();
    List<Candidate> called = new ArrayList<>();
    for (Found found : ValueReader.mentions(FieldType.NUMBER, turn.text(), profile.context())) {
      Found whole =
          ValueReader.mentions(FieldType.MONEY, turn.text(), profile.context()).stream()
              .filter(money -> money.start() <= found.start() && found.end() <= money.end())
              .findFirst()
              .orElseGet(() -> money(found, profile));
      int at = tokens.from(whole.end());
      at = at < tokens.size() && of(tokens, at) ? at + 1 : at;
      boolean named =
          at < tokens.size()
              && tokens.get(at).folded().length() > 3
              && profile.labels().contains(tokens.get(at).folded());
      if (named && enough(found)) {
        called.add(TurnReader.candidate(turn, whole, 0, Source.LABELLED, 0));
      }
    }
    return called;
  }

  private static boolean of(Tokens tokens, int i) {
    return switch (tokens.get(i).folded()) {
      case "de", "of", "in", "as", "di", "als", "for", "em", "en" -> true;
      default -> false;
    };
  }

  private static List<Candidate> bare(FieldProfile profile, Heard turn, List<String> languages) {
    Tokens tokens = turn.tokens();
    List<Candidate> bare = new ArrayList<>();
    for (Found found : ValueReader.mentions(FieldType.NUMBER, turn.text(), profile.context())) {
      int at = tokens.from(found.start());
      boolean spending =
          Labels.anywhere(SPENDING, tokens, Math.max(0, at - CUE_TOKENS), at, languages);
      if (spending && stands(tokens, tokens.from(found.end())) && enough(found)) {
        bare.add(TurnReader.candidate(turn, money(found, profile), 0, Source.MENTIONED, 0));
      }
    }
    return bare;
  }

  private static boolean enough(Found found) {
    return found.value() instanceof Value.Number(BigDecimal number)
        && number.compareTo(BARE_MIN) >= 0;
  }

  private static Found money(Found found, FieldProfile profile) {
    BigDecimal number = ((Value.Number) found.value()).number();
    String currency = profile.context().currency().orElse(profile.context().ownCurrency());
    return new Found(
        new Value.Money(number, Optional.empty(), currency, Optional.empty()),
        found.start(),
        found.end(),
        0.75);
  }

  /// Whether the number counts nothing but money.
  private static boolean stands(Tokens tokens, int end) {
    if (end >= tokens.size() || !tokens.get(end).isWord()) {
      return end >= tokens.size() || !tokens.isSign(end, '%');
    }
    return switch (tokens.get(end).folded()) {
      case "in",
          "on",
          "to",
          "for",
          "from",
          "and",
          "please",
          "into",
          "at",
          "or",
          "by",
          "with",
          "a",
          "per",
          "en",
          "por",
          "em",
          "im",
          "pro",
          "par",
          "al",
          "this",
          "last",
          "next" ->
          true;
      default -> false;
    };
  }
}
