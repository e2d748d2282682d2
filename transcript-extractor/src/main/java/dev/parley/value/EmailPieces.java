package dev.parley.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A text as pieces of an e-mail address: spoken signs become signs, spelled letters one piece.
final class EmailPieces {
  private static final int LOCAL_PIECES_MAX = 24;
  private static final int LABEL_PIECES_MAX = 4;
  private static final Lexicon LEXICON = Lexicon.read("mail");
  private static final List<String> SIGNS = List.of("at", "dot", "underscore", "hyphen", "plus");
  private static final ByLanguage<Phrases<String>> SPOKEN =
      ByLanguage.phrases(LEXICON, SIGNS.toArray(String[]::new));
  private static final ByLanguage<Phrases<String>> LEADS = ByLanguage.phrases(LEXICON, "lead");
  private static final ByLanguage<Phrases<String>> CUES = ByLanguage.phrases(LEXICON, "cue");
  private static final ByLanguage<Phrases<String>> NOISE = ByLanguage.phrases(LEXICON, "noise");

  /// @param sign whether it is a sign as written, not as a word
  record Piece(String text, int from, int to, boolean symbol, boolean sign) {}

  /// @param to exclusive
  record Span(String text, int from, int to) {}

  private final Tokens tokens;
  private final List<String> languages;
  private final List<Piece> pieces = new ArrayList<>();

  EmailPieces(Tokens tokens, List<String> languages) {
    this.tokens = tokens;
    this.languages = languages;
    for (int i = 0; i < tokens.size(); ) {
      if (austrian(i)) {
        pieces.add(new Piece("at", i, i + 1, false, false));
        i++;
        continue;
      }
      int after = afterNoise(i);
      if (after > i) {
        i = after;
        continue;
      }
      Piece piece = piece(i);
      pieces.add(piece);
      i = piece.to();
    }
  }

  /// "Gasthof punkt at": behind a dot, at the end, it is the country.
  private boolean austrian(int i) {
    return tokens.isWord(i, "at")
        && (i + 1 == tokens.size() || tokens.isSign(i + 1, '.') || tokens.isSign(i + 1, ','))
        && !pieces.isEmpty()
        && pieces.getLast().text().equals(".");
  }

  /// Steps over "all one word" and the commas around it.
  private int afterNoise(int i) {
    int from = tokens.isSign(i, ',') ? i + 1 : i;
    Optional<Phrases.Match<String>> noise =
        from < tokens.size()
            ? ByLanguage.longest(NOISE, languages, tokens, from)
            : Optional.empty();
    if (noise.isEmpty()) {
      return commaBeforeAt(i) ? i + 1 : i;
    }
    int end = noise.get().end();
    return tokens.isSign(end, ',') ? end + 1 : end;
  }

  /// "m, k, at gmail dot com": a pause, where the sign is spoken.
  private boolean commaBeforeAt(int i) {
    return tokens.isSign(i, ',')
        && !tokens.touching(i)
        && i > 0
        && i + 1 < tokens.size()
        && saysAt(tokens, i + 1, languages);
  }

  private Piece piece(int i) {
    Token token = tokens.get(i);
    if (token.kind() == Token.Kind.SIGN) {
      return new Piece(token.folded(), i, i + 1, true, true);
    }
    Optional<Phrases.Match<String>> spoken =
        tokens.touching(i - 1) || tokens.touching(i)
            ? Optional.empty()
            : ByLanguage.longest(SPOKEN, languages, tokens, i);
    if (spoken.isPresent()) {
      return new Piece(symbol(spoken.get().value()), i, spoken.get().end(), true, false);
    }
    if (!tokens.touching(i - 1)) {
      Optional<Spelling.Run> run = Spelling.run(tokens, i, languages);
      if (run.isPresent()) {
        return new Piece(run.get().letters(), i, run.get().end(), false, false);
      }
      Optional<DigitRun> digits = DigitRun.at(tokens, i, languages);
      if (digits.isPresent() && digits.get().spoken() && digits.get().start() == i) {
        return new Piece(digits.get().digits(), i, digits.get().end(), false, false);
      }
    }
    return new Piece(mailbox(token), i, i + 1, false, false);
  }

  /// Mailboxes are spelled without umlauts: German writes them out.
  private String mailbox(Token token) {
    return languages.contains("de") ? Fold.withoutUmlauts(token.text()) : token.folded();
  }

  private static String symbol(String section) {
    return switch (section) {
      case "at" -> "@";
      case "dot" -> ".";
      case "underscore" -> "_";
      case "hyphen" -> "-";
      default -> "+";
    };
  }

  int size() {
    return pieces.size();
  }

  Piece get(int i) {
    return pieces.get(i);
  }

  int start(int piece) {
    return tokens.get(pieces.get(piece).from()).start();
  }

  int end(int piece) {
    return tokens.get(pieces.get(piece).to() - 1).end();
  }

  /// Whether the sign stands in the text, or a word for it: where there is none, the text need not
  /// be taken to pieces.
  static boolean hasAt(Tokens tokens, List<String> languages) {
    for (int i = 0; i < tokens.size(); i++) {
      boolean written = tokens.get(i).kind() == Token.Kind.SIGN && tokens.get(i).is("@");
      if (written || saysAt(tokens, i, languages)) {
        return true;
      }
    }
    return false;
  }

  private static boolean saysAt(Tokens tokens, int i, List<String> languages) {
    return ByLanguage.longest(SPOKEN, languages, tokens, i)
        .filter(spoken -> spoken.value().equals("at"))
        .isPresent();
  }

  /// Whether the text speaks of an e-mail address at all.
  static boolean cued(Tokens tokens, List<String> languages) {
    for (int i = 0; i < tokens.size(); i++) {
      if (ByLanguage.longest(CUES, languages, tokens, i).isPresent()
          || (i > 0 && ByLanguage.longest(NOISE, languages, tokens, i).isPresent())) {
        return true;
      }
    }
    return false;
  }

  /// The bare word "at" means the sign only where an address is spoken of or spelled out.
  boolean isAt(int i, boolean spokenOf) {
    Piece piece = pieces.get(i);
    Token said = tokens.get(piece.from());
    boolean umlaut = said.text().startsWith("ä") || said.text().startsWith("Ä");
    boolean bare = !piece.sign() && ((said.is("at") && !umlaut) || said.is("chez"));
    return piece.text().equals("@")
        && piece.symbol()
        && (spokenOf || !bare || (i == 1 && !writtenDomain(i + 1)));
  }

  /// "Look at google.com": who types the dot types the sign as well.
  private boolean writtenDomain(int i) {
    return i + 2 < size()
        && pieces.get(i + 1).sign()
        && pieces.get(i + 1).text().equals(".")
        && touchesRight(i)
        && touchesRight(i + 1);
  }

  boolean touchesLeft(int i) {
    return i > 0 && start(i) == end(i - 1);
  }

  private boolean touchesRight(int i) {
    return i + 1 < size() && start(i + 1) == end(i);
  }

  @Nullable Span domain(int from) {
    StringBuilder text = new StringBuilder();
    int i = from;
    int end = from;
    while (true) {
      int label = label(i, text);
      if (label == i) {
        break;
      }
      i = label;
      end = i;
      boolean dot = i + 1 < size() && pieces.get(i).text().equals(".") && pieces.get(i).symbol();
      if (!dot || (pieces.get(i).sign() && !touchesRight(i) && !followsEnding(i + 1))) {
        break;
      }
      text.append('.');
      i++;
    }
    String domain = strip(text);
    if (domain.indexOf('.') > 0) {
      return new Span(domain, from, end);
    }
    return withLostDot(domain, from, end);
  }

  private boolean followsEnding(int i) {
    return MailDomains.isEnding(pieces.get(i).text());
  }

  private static String strip(StringBuilder text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '.') {
      end--;
    }
    return text.substring(0, end);
  }

  private @Nullable Span withLostDot(String domain, int from, int end) {
    if (end < size() && !domain.isEmpty() && MailDomains.isEnding(pieces.get(end).text())) {
      return new Span(domain + "." + pieces.get(end).text(), from, end + 1);
    }
    return MailDomains.splitEnding(domain).map(split -> new Span(split, from, end)).orElse(null);
  }

  /// One label of a domain; several words make one where a dot follows them.
  private int label(int from, StringBuilder text) {
    int i = from;
    while (i < size() && i < from + LABEL_PIECES_MAX) {
      Piece piece = pieces.get(i);
      boolean hyphen = piece.text().equals("-") && i > from && i + 1 < size();
      if ((piece.symbol() && !hyphen) || (i > from && !hyphen && !joins(i, from))) {
        break;
      }
      text.append(piece.text());
      i++;
    }
    return i;
  }

  private boolean joins(int i, int from) {
    if (touchesLeft(i) || pieces.get(i - 1).text().equals("-")) {
      return true;
    }
    if (from > 0 && pieces.get(from - 1).text().equals(".")) {
      return false;
    }
    for (int next = i + 1; next < Math.min(size(), from + LABEL_PIECES_MAX); next++) {
      Piece piece = pieces.get(next);
      if (piece.text().equals(".") && piece.symbol()) {
        return !piece.sign() || touchesRight(next);
      }
    }
    return false;
  }

  /// What stands before the `@` as far as it belongs to the address.
  @Nullable Span local(int at, boolean written, boolean spokenOf) {
    int i = at;
    boolean spelled = false;
    while (i > 0 && at - i < LOCAL_PIECES_MAX) {
      Piece piece = pieces.get(i - 1);
      boolean symbol = piece.symbol();
      if (symbol && !".-_+".contains(piece.text())) {
        break;
      }
      boolean first = i == at;
      boolean linked =
          touchesLeft(i)
              || first
              || (symbol && !piece.sign())
              || (pieces.get(i).symbol() && !first);
      boolean letters = spelled || isSpelled(piece) || (i < at && isSpelled(pieces.get(i)));
      if (!linked && (written || (!spokenOf && !letters) || leads(i - 1))) {
        break;
      }
      if (!touchesLeft(i) && first && leads(i - 1)) {
        break;
      }
      spelled = isSpelled(piece);
      i--;
    }
    StringBuilder text = new StringBuilder();
    for (int p = i; p < at; p++) {
      text.append(pieces.get(p).text());
    }
    while (!text.isEmpty() && ".-_+".indexOf(text.charAt(0)) >= 0) {
      text.deleteCharAt(0);
      i++;
    }
    return text.isEmpty() ? null : new Span(text.toString(), i, at);
  }

  private boolean isSpelled(Piece piece) {
    boolean digits = piece.text().chars().allMatch(Character::isDigit);
    return piece.to() - piece.from() > 1 || piece.text().length() == 1 || digits;
  }

  boolean leads(int i) {
    Piece piece = pieces.get(i);
    boolean spelled = piece.to() - piece.from() > 1 && !piece.symbol();
    return !spelled && ByLanguage.longest(LEADS, languages, tokens, piece.from()).isPresent();
  }
}
