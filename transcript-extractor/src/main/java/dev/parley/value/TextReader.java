package dev.parley.value;

/// Free text: what was said, without what people say before they come to the point.
final class TextReader {
  private TextReader() {}

  static Parsed answer(Tokens tokens, ValueContext ctx) {
    int start = Fillers.skip(tokens, 0, ctx.languages());
    if (start >= tokens.size()) {
      return Parsed.Nothing.NOTHING;
    }
    int last = tokens.size() - 1;
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
