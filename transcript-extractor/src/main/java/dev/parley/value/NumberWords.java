package dev.parley.value;

import dev.parley.value.NumberTable.Kind;
import dev.parley.value.NumberTable.Part;
import java.util.List;
import java.util.Optional;

/// Cardinal numbers in words: en, es, pt, de, fr, it, pl; checked against ICU's spelling of every
/// number up to some thousands. Pure and thread-safe.
final class NumberWords {
  /// @param end index after the last token
  record Words(long value, int end) {}

  private NumberWords() {}

  /// The longest cardinal that starts at a token, in any of the languages.
  static Optional<Words> at(Tokens tokens, int start, List<String> languages) {
    Words longest = null;
    for (String language : languages) {
      Words words = new Sum(NumberTable.in(language)).read(tokens, start);
      if (words != null && (longest == null || words.end() > longest.end())) {
        longest = words;
      }
    }
    return Optional.ofNullable(longest);
  }

  /// Adds up parts while they go on making one number: `two hundred and five`, not `two five`.
  private static final class Sum {
    private final NumberTable table;
    private long total;
    private long group;
    private boolean unitSet;
    private boolean tensSet;
    private boolean hundredSet;
    private boolean any;
    private long lastScale = Long.MAX_VALUE;

    Sum(NumberTable table) {
      this.table = table;
    }

    @org.jspecify.annotations.Nullable
    Words read(Tokens tokens, int start) {
      int end = start;
      int i = start;
      boolean joined = false;
      while (i < tokens.size()) {
        if (i > start && tokens.isSign(i, '-') && tokens.touching(i - 1) && tokens.touching(i)) {
          i++;
          continue;
        }
        Token token = tokens.get(i);
        List<Part> parts = token.isWord() ? table.parts(token.folded()) : List.of();
        if (parts.isEmpty()) {
          break;
        }
        if (parts.getFirst().kind() == Kind.AND) {
          if (!any || !goesOnAfterAnd(tokens, i + 1)) {
            break;
          }
          joined = true;
          i++;
          continue;
        }
        if (apart(parts) && i > start && !joined) {
          break;
        }
        if (!addAll(parts)) {
          break;
        }
        joined = false;
        i++;
        end = i;
        if (parts.getFirst().kind() == Kind.ZERO) {
          break;
        }
      }
      return end == start ? null : new Words(total + group, end);
    }

    /// "Sesenta uno" are two numbers: sixty-one is "sesenta y uno", and in Italian one word.
    private boolean apart(List<Part> parts) {
      boolean unit = parts.size() == 1 && parts.getFirst().kind() == Kind.UNIT;
      return unit
          && tensSet
          && switch (table.language) {
            case "es", "pt", "it" -> true;
            default -> false;
          };
    }

    private boolean goesOnAfterAnd(Tokens tokens, int after) {
      int i = tokens.isSign(after, '-') ? after + 1 : after;
      if (i >= tokens.size() || !tokens.get(i).isWord()) {
        return false;
      }
      List<Part> next = table.parts(tokens.get(i).folded());
      if (table.language.equals("en") && hundredUnsaid(tokens, i, next)) {
        return false;
      }
      return !next.isEmpty()
          && (unitSet ? germanTens(next) : next.getFirst().kind() != Kind.AND && afterAnd(next));
    }

    /// "Four hundred and four fifty" are two amounts: the second is 450.
    private boolean hundredUnsaid(Tokens tokens, int i, List<Part> next) {
      boolean unit = next.size() == 1 && next.getFirst().kind() == Kind.UNIT;
      if (!unit || i + 1 >= tokens.size() || !tokens.get(i + 1).isWord()) {
        return false;
      }
      List<Part> then = table.parts(tokens.get(i + 1).folded());
      return !then.isEmpty()
          && (then.getFirst().kind() == Kind.TENS || then.getFirst().kind() == Kind.HUNDRED);
    }

    /// `fünf und zwanzig` as a recogniser may write it.
    private boolean germanTens(List<Part> next) {
      return table.language.equals("de") && !tensSet && next.getFirst().kind() == Kind.TENS;
    }

    /// English says "and" only after hundreds and thousands: "twenty and five" are two numbers.
    private boolean afterAnd(List<Part> next) {
      return switch (table.language) {
        case "en" -> !tensSet && (hundredSet || lastScale != Long.MAX_VALUE);
        case "es" -> tensSet && next.getFirst().kind() == Kind.UNIT;
        case "fr" -> tensSet;
        case "pt" -> true;
        case "it" -> hundredSet || tensSet || lastScale != Long.MAX_VALUE;
        default -> hundredSet || tensSet;
      };
    }

    private boolean addAll(List<Part> parts) {
      long keptTotal = total;
      long keptGroup = group;
      boolean keptUnit = unitSet;
      boolean keptTens = tensSet;
      boolean keptHundred = hundredSet;
      long keptScale = lastScale;
      for (Part part : parts) {
        if (part.kind() != Kind.AND && !add(part)) {
          total = keptTotal;
          group = keptGroup;
          unitSet = keptUnit;
          tensSet = keptTens;
          hundredSet = keptHundred;
          lastScale = keptScale;
          return false;
        }
      }
      any = true;
      return true;
    }

    private boolean add(Part part) {
      long value = part.value();
      return switch (part.kind()) {
        case ZERO -> !any && total == 0 && group == 0;
        case UNIT -> (!unitSet || frenchTenAnd(value)) && put(value, true, tensSet, hundredSet);
        case TEEN -> {
          if (frenchSeventiesOrNineties()) {
            yield put(value, true, true, hundredSet);
          }
          yield !unitSet && !tensSet && put(value, true, true, hundredSet);
        }
        case TENS -> tens(value);
        case HUNDREDS -> !unitSet && !tensSet && !hundredSet && put(value, false, false, true);
        case HUNDRED -> hundred();
        case SCALE -> scale(value);
        case AND -> true;
      };
    }

    private boolean frenchSeventiesOrNineties() {
      long tens = group % 100;
      return table.language.equals("fr") && tensSet && (tens == 60 || tens == 80);
    }

    /// `dix-sept`, `soixante-dix-huit`, `quatre-vingt-dix-neuf`.
    private boolean frenchTenAnd(long value) {
      long tens = group % 100;
      return table.language.equals("fr") && value >= 7 && (tens == 10 || tens == 70 || tens == 90);
    }

    private boolean tens(long value) {
      if (table.language.equals("fr") && value == 20 && group % 100 == 4 && !tensSet) {
        group += 76;
        unitSet = false;
        tensSet = true;
        return true;
      }
      if (unitSet && table.language.equals("de") && !tensSet) {
        return put(value, true, true, hundredSet);
      }
      return !unitSet && !tensSet && put(value, false, true, hundredSet);
    }

    private boolean hundred() {
      if (hundredSet || (tensSet && group % 100 >= 20)) {
        return false;
      }
      group = group == 0 ? 100 : group * 100;
      unitSet = false;
      tensSet = false;
      hundredSet = true;
      return true;
    }

    private boolean scale(long value) {
      if (value >= lastScale) {
        return false;
      }
      total += (group == 0 ? 1 : group) * value;
      group = 0;
      unitSet = false;
      tensSet = false;
      hundredSet = false;
      lastScale = value;
      return true;
    }

    private boolean put(long value, boolean unit, boolean tens, boolean hundred) {
      group += value;
      unitSet = unit;
      tensSet = tens;
      hundredSet = hundred;
      return true;
    }
  }
}
