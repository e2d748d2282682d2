package dev.parley.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.commons.validator.routines.EmailValidator;

/// E-mail addresses whose `@` and dots were lost on the way: `divyagmailcom`, `jim 78 gmail com`,
/// `annaatwebde`.
final class LostSigns {
  private static final EmailValidator VALIDATOR = EmailValidator.getInstance();
  private static final int LOCAL_CHARS_MIN = 2;

  /// `gmailcom` is one by itself; "pharmacie" only ends like one.
  private static final int DOMAIN_CHARS_MIN = 9;

  private LostSigns() {}

  /// @param pieces of the text, for where there is something to look for
  static List<Found> read(Tokens tokens, Supplier<EmailPieces> pieces, boolean spokenOf) {
    List<Found> found = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.get(i).isWord() && tokens.get(i).folded().length() >= 4) {
        at(tokens, pieces, i, spokenOf).ifPresent(found::add);
      }
    }
    return found;
  }

  private static Optional<Found> at(
      Tokens tokens, Supplier<EmailPieces> pieces, int i, boolean spokenOf) {
    String word = tokens.get(i).folded();
    int end = i + 1;
    String domain = "";
    String local = "";
    if (end < tokens.size()
        && tokens.get(end).isWord()
        && MailDomains.isEnding(tokens.get(end).folded())
        && known(word)) {
      domain = "." + tokens.get(end).folded();
      end++;
    }
    for (int cut = 0; cut <= word.length() - 4 && local.isEmpty(); cut++) {
      String rest = word.substring(cut);
      Optional<String> whole = domain.isEmpty() ? provider(rest) : provider(rest, domain);
      if (whole.isPresent()) {
        local = word.substring(0, cut);
        domain = whole.get();
        break;
      }
    }
    if (!spokenOf && domain.length() < DOMAIN_CHARS_MIN) {
      return Optional.empty();
    }
    if (!domain.contains(".") || domain.startsWith(".")) {
      return spokenOf ? unknownProvider(tokens, i, word) : Optional.empty();
    }
    if (local.endsWith("at") && local.length() > LOCAL_CHARS_MIN + 1) {
      local = local.substring(0, local.length() - 2);
    }
    // A provider with its ending can be nothing but an address.
    return withLocal(tokens, pieces.get(), i, end, local, domain, true);
  }

  private static boolean known(String word) {
    for (int cut = 0; cut <= word.length() - 3; cut++) {
      if (MailDomains.isProvider(word.substring(cut)) && word.length() - cut >= 3) {
        return true;
      }
    }
    return false;
  }

  private static Optional<String> provider(String rest) {
    return MailDomains.splitEnding(rest)
        .filter(split -> MailDomains.isProvider(split.substring(0, split.indexOf('.'))))
        .filter(split -> split.indexOf('.') >= 3);
  }

  private static Optional<String> provider(String rest, String ending) {
    return MailDomains.isProvider(rest) && rest.length() >= 3
        ? Optional.of(rest + ending)
        : Optional.empty();
  }

  /// `williamsatbaysmailcom`: one word, an "at" inside, a common ending, said to be an address.
  private static Optional<Found> unknownProvider(Tokens tokens, int i, String word) {
    int at = word.lastIndexOf("at", word.length() - 7);
    if (!word.endsWith("com") || at < LOCAL_CHARS_MIN) {
      return Optional.empty();
    }
    String domain = word.substring(at + 2, word.length() - 3) + ".com";
    return found(tokens, i, i + 1, word.substring(0, at) + "@" + domain, 0.6);
  }

  /// The local part may stand before the word: `divi 67 gmailcom`.
  private static Optional<Found> withLocal(
      Tokens tokens,
      EmailPieces pieces,
      int i,
      int end,
      String inWord,
      String domain,
      boolean spokenOf) {
    String local = inWord;
    int from = i;
    int piece = 0;
    while (piece < pieces.size() && pieces.get(piece).to() <= i) {
      piece++;
    }
    int words = 0;
    while (piece > 0 && spokenOf && words < 4) {
      EmailPieces.Piece before = pieces.get(piece - 1);
      boolean digits = before.text().chars().allMatch(Character::isDigit);
      boolean needed = local.length() < LOCAL_CHARS_MIN || startsWithDigit(local) || digits;
      boolean symbol = before.symbol() && !"._-+@".contains(before.text());
      if (symbol || !needed || pieces.leads(piece - 1)) {
        break;
      }
      local = (before.text().equals("@") ? "" : before.text()) + local;
      from = before.from();
      piece--;
      words++;
    }
    if (!spokenOf && local.length() < LOCAL_CHARS_MIN) {
      return Optional.empty();
    }
    return found(tokens, from, end, local + "@" + domain, 0.7);
  }

  private static boolean startsWithDigit(String local) {
    return !local.isEmpty() && Character.isDigit(local.charAt(0));
  }

  private static Optional<Found> found(
      Tokens tokens, int from, int end, String address, double certainty) {
    return VALIDATOR.isValid(address)
        ? Optional.of(
            new Found(
                new Value.Email(address),
                tokens.get(from).start(),
                tokens.get(end - 1).end(),
                certainty))
        : Optional.empty();
  }
}
