package dev.parley.value;

import java.util.List;

/// Free text: what was said, without what people say before they come to the point.
final class TextReader {
  private static final int NAMED_TOKENS_MAX = 4;
  private static final ByLanguage<Phrases<String>> LEAD =
      ByLanguage.phrases(Lexicon.read("fillers"), "lead");

  private static final ByLanguage<Phrases<String>> TRAILING =
      ByLanguage.phrases(Lexicon.read("fillers"), "trailing");

  private TextReader() {}

  /// "Excel, unfortunately": where a remark begins behind a comma, brief as what it is about is.
  private static int remark(Tokens tokens, int start, List<String> languages) {
    for (int i = start + 1; i + 1 < tokens.size() && i - start <= NAMED_TOKENS_MAX; i++) {
      if (tokens.isSign(i, ',')
          && ByLanguage.longest(TRAILING, languages, tokens, i + 1).isPresent()) {
        return i;
      }
    }
    return tokens.size();
  }

  /// "It's a Worcester Bosch" names it; "it's broken" is what is said.
  private static boolean capital(Tokens tokens, int i) {
    return i < tokens.size()
        && tokens.get(i).isWord()
        && Character.isUpperCase(tokens.get(i).text().codePointAt(0));
  }

  static Parsed answer(Tokens tokens, ValueContext ctx) {
    int start = Fillers.skip(tokens, 0, ctx.languages());
    if (start >= tokens.size()) {
      return Parsed.Nothing.NOTHING;
    }
    var lead = ByLanguage.longest(LEAD, ctx.languages(), tokens, start);
    if (lead.isPresent() && capital(tokens, lead.get().end())) {
      start = lead.get().end();
    }
    int last = remark(tokens, start, ctx.languages()) - 1;
    while (last > start
        && tokens.get(last).kind() == Token.Kind.SIGN
        && ".,;!?".contains(tokens.get(last).folded())) {
      last--;
    }
    int from = tokens.get(start).start();
    int to = tokens.get(last).end();
    return Parsed.valid(new Value.Text(tokens.text().substring(from, to)), from, to, 0.8);
  }
}
