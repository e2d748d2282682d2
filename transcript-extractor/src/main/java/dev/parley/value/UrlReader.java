package dev.parley.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.validator.routines.UrlValidator;

/// Web addresses, with or without their scheme, also spoken (`acme dot com slash shop`).
final class UrlReader {
  private static final UrlValidator VALIDATOR = new UrlValidator(new String[] {"http", "https"});
  private static final int URL_CHARS_MAX = 2_000;

  /// Possessive throughout: nothing here can go back.
  private static final Pattern WRITTEN =
      Pattern.compile(
          "(?<![\\p{L}\\d@._-])(https?+://)?+((?:[\\p{L}\\d-]{1,63}+\\.)++[\\p{L}\\d-]{2,63}+)"
              + "(:\\d{1,5}+)?+([/?#][^\\s<>\"'\\[\\]]*+)?+",
          Pattern.CASE_INSENSITIVE);

  /// A dot inside of something, not at its end.
  private static final Pattern DOTTED = Pattern.compile("\\S\\.\\S");

  private UrlReader() {}

  static Parsed answer(Tokens tokens, ValueContext ctx) {
    List<Found> written = mentions(tokens, ctx);
    if (!written.isEmpty()) {
      return new Parsed.Valid(written.getLast());
    }
    EmailPieces pieces = new EmailPieces(tokens, ctx.languages());
    for (int i = 0; i < pieces.size(); i++) {
      boolean mailbox = i > 0 && pieces.get(i - 1).text().equals("@") && pieces.get(i - 1).sign();
      EmailPieces.Span domain = pieces.leads(i) || mailbox ? null : pieces.domain(i);
      // "My sister told me": an ending that no dot leads to is a word.
      if (domain != null
          && dotted(pieces, domain)
          && VALIDATOR.isValid("https://" + domain.text())) {
        return Parsed.valid(
            new Value.Url("https://" + domain.text()),
            pieces.start(domain.from()),
            pieces.end(domain.to() - 1),
            0.85);
      }
    }
    boolean dotted = DOTTED.matcher(tokens.text()).find() && tokens.words() <= 4;
    return dotted ? Parsed.invalid(ValueErrors.URL_NOT_VALID) : Parsed.Nothing.NOTHING;
  }

  private static boolean dotted(EmailPieces pieces, EmailPieces.Span domain) {
    for (int i = domain.from(); i < domain.to(); i++) {
      if (pieces.get(i).symbol() && pieces.get(i).text().equals(".")) {
        return true;
      }
    }
    return false;
  }

  static List<Found> mentions(Tokens tokens, ValueContext ctx) {
    List<Found> found = new ArrayList<>();
    String text =
        tokens.text().substring(0, Math.min(tokens.text().length(), Tokens.TEXT_CHARS_MAX));
    Matcher matcher = WRITTEN.matcher(text);
    while (matcher.find()) {
      String whole = trimmed(matcher.group());
      if (whole.length() > URL_CHARS_MAX
          || text.startsWith("@", matcher.start() + whole.length())) {
        continue;
      }
      String scheme = matcher.group(1) == null ? "https://" : "";
      String url = lowerHost(scheme + whole, matcher.group(2));
      if (VALIDATOR.isValid(url)) {
        double certainty = matcher.group(1) != null || whole.startsWith("www.") ? 0.98 : 0.9;
        found.add(
            new Found(
                new Value.Url(url), matcher.start(), matcher.start() + whole.length(), certainty));
      }
    }
    return found;
  }

  private static String trimmed(String url) {
    int end = url.length();
    while (end > 0 && ".,;:!?)".indexOf(url.charAt(end - 1)) >= 0) {
      end--;
    }
    return url.substring(0, end);
  }

  private static String lowerHost(String url, String host) {
    int at = url.indexOf(host);
    String lower = host.toLowerCase(Locale.ROOT);
    if (at < 0) {
      return url;
    }
    return url.substring(0, at).toLowerCase(Locale.ROOT)
        + lower
        + url.substring(at + host.length());
  }
}
