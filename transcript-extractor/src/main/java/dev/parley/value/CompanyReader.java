package dev.parley.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Names of companies: introduced ("I work for", "da empresa", "this is Ana from …"), with their
/// legal form, or as a bare answer: en, es, pt, de, fr, it, pl.
final class CompanyReader {
  private static final int WORDS_MAX = 7;
  private static final int FORM_TOKENS_MAX = 5;
  private static final Lexicon LEXICON = Lexicon.read("company");
  private static final Phrases<String> FORMS = LEXICON.phrases("und", "form");
  private static final ByLanguage<Phrases<String>> STRONG = ByLanguage.phrases(LEXICON, "strong");
  private static final ByLanguage<Phrases<String>> NONE = ByLanguage.phrases(LEXICON, "none");
  private static final ByLanguage<Phrases<String>> LEAD = ByLanguage.phrases(LEXICON, "lead");

  private static final Phrases<String> KINDS = LEXICON.phrases("und", "kind");

  private CompanyReader() {}

  static Parsed answer(Tokens tokens, ValueContext ctx) {
    List<Found> mentions = mentions(tokens, ctx);
    if (!mentions.isEmpty()) {
      return new Parsed.Valid(mentions.getLast());
    }
    int led = skipLead(tokens, 0, ctx.languages());
    int start = led > 0 ? led : Fillers.skip(tokens, 0, ctx.languages());
    start = skipLead(tokens, start, ctx.languages());
    int end = end(tokens, start, ctx.languages(), true);
    if (end == start || end - start > WORDS_MAX || !plausible(tokens, start, end, ctx)) {
      return Parsed.Nothing.NOTHING;
    }
    return new Parsed.Valid(found(tokens, start, end, 0.85));
  }

  private static boolean plausible(Tokens tokens, int start, int end, ValueContext ctx) {
    boolean allStop = true;
    for (int i = start; i < end; i++) {
      allStop &= NameWords.isStop(tokens.get(i).folded(), ctx.languages());
    }
    String text = tokens.text().substring(tokens.get(start).start(), tokens.get(end - 1).end());
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.words() <= WORDS_MAX
          && ByLanguage.longest(NONE, ctx.languages(), tokens, i).isPresent()) {
        return false;
      }
    }
    return !allStop && YesNoReader.mentions(Tokens.of(text), ctx).isEmpty();
  }

  private static int skipLead(Tokens tokens, int from, List<String> languages) {
    int i = from;
    for (int steps = 0; steps < 3; steps++) {
      var lead = ByLanguage.longest(LEAD, languages, tokens, i);
      // "AT&T" begins like a preposition.
      boolean joined = lead.isPresent() && tokens.touching(lead.get().end() - 1);
      if (lead.isEmpty() || lead.get().end() >= tokens.size() || joined) {
        break;
      }
      i = lead.get().end();
    }
    return i;
  }

  static List<Found> mentions(Tokens tokens, ValueContext ctx) {
    List<Found> found = new ArrayList<>();
    int i = 0;
    while (i < tokens.size()) {
      Found one = introduced(tokens, i, ctx.languages());
      one = one == null ? byForm(tokens, i, ctx.languages()) : one;
      if (one != null) {
        found.add(one);
        i = Math.max(i + 1, tokens.from(one.end()));
      } else {
        i++;
      }
    }
    return found;
  }

  private static @Nullable Found introduced(Tokens tokens, int i, List<String> languages) {
    Optional<Phrases.Match<String>> strong = ByLanguage.longest(STRONG, languages, tokens, i);
    if (strong.isEmpty()) {
      return afterPerson(tokens, i, languages);
    }
    int start = strong.get().end();
    start = tokens.isSign(start, ':') ? start + 1 : start;
    start = skipLead(tokens, start, languages);
    int end = end(tokens, start, languages, false);
    boolean article =
        start < tokens.size()
            && (NameWords.isStop(tokens.get(start).folded(), languages)
                || afterArticle(tokens, start) > start);
    boolean everyday =
        start < tokens.size()
            && end == start + 1
            && NameWords.isEveryday(tokens.get(start).folded(), languages)
            && !capital(tokens, start);
    boolean bareCue = strong.get().end() - i == 1 && !tokens.isSign(strong.get().end(), ':');
    if (end == start
        || everyday
        || (article && !capital(tokens, start))
        || (bareCue && !capital(tokens, start))) {
      return null;
    }
    return found(tokens, start, end, 0.9);
  }

  /// "this is Ana from Acme": a company in capitals behind a person.
  private static @Nullable Found afterPerson(Tokens tokens, int i, List<String> languages) {
    boolean from =
        switch (tokens.get(i).folded()) {
          case "from", "with", "da", "do", "de", "del", "von", "chez", "at", "z" -> true;
          default -> false;
        };
    int at = from ? afterArticle(tokens, i + 1) : i;
    if (!from || i < 2 || !capital(tokens, at) || !capital(tokens, i - 1)) {
      return null;
    }
    boolean person =
        NameWords.isKnown(tokens.get(i - 1).folded())
            || NameWords.isKnown(tokens.get(i - 2).folded());
    boolean introduced =
        NameReader.mentions(
                tokens,
                ValueContext.of(
                    languages, "US", java.time.ZoneOffset.UTC, java.time.LocalDateTime.MIN))
            .stream()
            .anyMatch(name -> name.end() == tokens.get(i - 1).end());
    boolean particle = NameWords.isParticle(tokens.get(i).folded());
    int end = end(tokens, at, languages, false);
    boolean business = business(tokens, at, end);
    boolean named = tokens.isWord(i, "with") && end - at > 1;
    boolean sure = introduced && (business || named || (person && !particle));
    return sure && end > at ? found(tokens, at, end, business ? 0.8 : 0.7) : null;
  }

  private static int afterArticle(Tokens tokens, int i) {
    return switch (i < tokens.size() ? tokens.get(i).folded() : "") {
      case "der", "dem", "la", "le", "the", "el", "il", "lo" -> i + 1;
      default -> i;
    };
  }

  /// Whether a legal form or a kind of business stands between two tokens.
  static boolean business(Tokens tokens, int from, int to) {
    for (int i = from; i < Math.min(to, tokens.size()); i++) {
      boolean form = i > from && FORMS.has(tokens, i) && !NameWords.isKnown(tokens.get(i).folded());
      if (form || KINDS.has(tokens, i)) {
        return true;
      }
    }
    return false;
  }

  /// Words in capitals, or anything in a row, before a legal form.
  private static @Nullable Found byForm(Tokens tokens, int i, List<String> languages) {
    boolean article = capitalArticle(tokens, i);
    if (!tokens.get(i).isWord()
        || !capital(tokens, i)
        || (NameWords.isStop(tokens.get(i).folded(), languages) && !article)) {
      return null;
    }
    if (NameWords.isGiven(tokens.get(i).folded())
        && i + 1 < tokens.size()
        && NameWords.isParticle(tokens.get(i + 1).folded())) {
      // "Marta de Talleres Ruiz SL" is she, and where she works.
      return null;
    }
    int end = i;
    while (end < Math.min(tokens.size(), i + WORDS_MAX) && partOfName(tokens, end)) {
      end++;
      int at = tokens.isSign(end, ',') ? end + 1 : end;
      var form = FORMS.at(tokens, at);
      if (form.isPresent() && legal(tokens, at)) {
        return found(tokens, i, furtherForms(tokens, form.get().end()), 0.9);
      }
    }
    return null;
  }

  /// "Les Ateliers Nomades SAS", "The Green Door Ltd": an article with a capital is the name's own.
  private static boolean capitalArticle(Tokens tokens, int i) {
    return switch (tokens.get(i).folded()) {
      case "the", "les", "los", "las", "le", "la", "il", "el" -> capital(tokens, i + 1);
      default -> false;
    };
  }

  /// "GmbH & Co. KG".
  private static int furtherForms(Tokens tokens, int end) {
    int i = end;
    while (i < Math.min(tokens.size(), end + FORM_TOKENS_MAX)) {
      boolean sign = tokens.isSign(i, '&') || (tokens.isSign(i, '.') && i + 1 < tokens.size());
      if (!sign && !FORMS.has(tokens, i)) {
        break;
      }
      i++;
    }
    return FORMS.has(tokens, i - 1) || i == end ? i : end;
  }

  private static boolean legal(Tokens tokens, int i) {
    return switch (tokens.get(i).folded()) {
      case "inc",
          "llc",
          "ltd",
          "limited",
          "corp",
          "corporation",
          "plc",
          "gmbh",
          "lda",
          "ltda",
          "srl",
          "sarl",
          "pvt",
          "sp",
          "eireli",
          "llp",
          "sagl",
          "sasu",
          "eurl",
          "ohg",
          "gbr",
          "mbh",
          "pty" ->
          true;
      // Words of their own in small letters.
      case "ag",
          "kg",
          "se",
          "sa",
          "sl",
          "slu",
          "sas",
          "spa",
          "snc",
          "bv",
          "nv",
          "ab",
          "oy",
          "aps" ->
          tokens.get(i).text().equals(tokens.get(i).text().toUpperCase(Locale.ROOT))
              || tokens.isWord(i, "spa");
      default -> false;
    };
  }

  private static boolean partOfName(Tokens tokens, int i) {
    boolean small = NameWords.isParticle(tokens.get(i).folded()) || tokens.isWord(i, "und");
    return capital(tokens, i)
        || (small && capital(tokens, i + 1))
        || tokens.isSign(i, '&')
        || tokens.isSign(i, '-')
        || tokens.isDigits(i);
  }

  private static boolean capital(Tokens tokens, int i) {
    return i >= 0
        && i < tokens.size()
        && tokens.get(i).isWord()
        && Character.isUpperCase(tokens.get(i).text().codePointAt(0));
  }

  private static int end(Tokens tokens, int start, List<String> languages, boolean asked) {
    int i = start;
    while (i < tokens.size() && i - start < WORDS_MAX + 1) {
      Token token = tokens.get(i);
      if (token.kind() == Token.Kind.SIGN) {
        boolean inside =
            "&'-.+/".contains(token.folded())
                && i + 1 < tokens.size()
                && (tokens.touching(i) || token.isSign('&'));
        boolean beforeForm = token.isSign(',') && FORMS.has(tokens, i + 1);
        if (!inside && !beforeForm) {
          break;
        }
      } else if (i > start && ends(tokens, i, languages, asked)) {
        break;
      }
      i++;
    }
    return i;
  }

  private static boolean ends(Tokens tokens, int i, List<String> languages, boolean asked) {
    String folded = tokens.get(i).folded();
    if (FORMS.has(tokens, i) || capital(tokens, i)) {
      return false;
    }
    boolean and =
        switch (folded) {
          case "and", "y", "e", "und", "et", "i", "of", "de", "do", "da", "del", "di", "des" ->
              true;
          default -> false;
        };
    if (and) {
      return !(asked && tokens.words() <= WORDS_MAX) && !capital(tokens, i + 1);
    }
    return NameWords.isStop(folded, languages);
  }

  private static Found found(Tokens tokens, int start, int end, double certainty) {
    boolean abbreviated =
        tokens.isSign(end, '.')
            && tokens.touching(end - 1)
            && tokens.isSign(end - 2, '.')
            && tokens.get(end - 1).folded().length() == 1;
    int from = tokens.get(start).start();
    int to = tokens.get(abbreviated ? end : end - 1).end();
    return new Found(new Value.Text(tokens.text().substring(from, to)), from, to, certainty);
  }
}
