package dev.parley.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.validator.routines.EmailValidator;
import org.jspecify.annotations.Nullable;

/// E-mail addresses written, spoken (`ana dot silva at gmail dot com`), spelled, or with signs lost
/// (`divyagmailcom`): en, es, pt, de, fr, it, pl. Checked by commons-validator.
final class EmailReader {
  private static final EmailValidator VALIDATOR = EmailValidator.getInstance();

  private EmailReader() {}

  static Parsed answer(Tokens tokens, ValueContext ctx) {
    List<Found> found = read(tokens, ctx, true);
    if (!found.isEmpty()) {
      return new Parsed.Valid(found.getLast());
    }
    return invalid(tokens, ctx);
  }

  static List<Found> mentions(Tokens tokens, ValueContext ctx) {
    return read(tokens, ctx, false);
  }

  private static List<Found> read(Tokens tokens, ValueContext ctx, boolean asked) {
    boolean spokenOf = asked || EmailPieces.cued(tokens, ctx.languages());
    if (!EmailPieces.hasAt(tokens, ctx.languages())) {
      return LostSigns.read(tokens, () -> new EmailPieces(tokens, ctx.languages()), spokenOf);
    }
    EmailPieces pieces = new EmailPieces(tokens, ctx.languages());
    List<Found> found = new ArrayList<>();
    for (int i = 0; i < pieces.size(); i++) {
      if (pieces.isAt(i, spokenOf)) {
        around(pieces, i, spokenOf).ifPresent(found::add);
      }
    }
    return found.isEmpty() ? LostSigns.read(tokens, () -> pieces, spokenOf) : found;
  }

  private static Optional<Found> around(EmailPieces pieces, int at, boolean spokenOf) {
    EmailPieces.Span domain = pieces.domain(at + 1);
    if (domain == null) {
      return Optional.empty();
    }
    boolean written = pieces.get(at).sign() && pieces.touchesLeft(at);
    EmailPieces.Span local = pieces.local(at, written, spokenOf);
    if (local == null) {
      return Optional.empty();
    }
    boolean cutOff =
        local.from() > 0
            && pieces.get(local.from() - 1).text().equals(",")
            && local.text().chars().allMatch(Character::isDigit);
    if (cutOff && !written) {
      // "pedro, one nine eight oh, at …": the name before the pause belongs to it.
      return Optional.empty();
    }
    String address = local.text() + "@" + domain.text();
    if (!VALIDATOR.isValid(address)) {
      return Optional.empty();
    }
    double certainty = written ? 0.98 : spokenOf ? 0.9 : 0.75;
    if (MailDomains.slipOf(domain.text()).isPresent()) {
      certainty = 0.6;
    }
    return Optional.of(
        new Found(
            new Value.Email(address),
            pieces.start(local.from()),
            pieces.end(domain.to() - 1),
            certainty));
  }

  private static Parsed invalid(Tokens tokens, ValueContext ctx) {
    EmailPieces pieces = new EmailPieces(tokens, ctx.languages());
    for (int i = 0; i < pieces.size(); i++) {
      if (pieces.isAt(i, false) && pieces.get(i).sign()) {
        EmailPieces.Span domain = pieces.domain(i + 1);
        EmailPieces.Span local = pieces.local(i, pieces.touchesLeft(i), true);
        return domain == null
            ? Parsed.invalid(ValueErrors.EMAIL_NO_DOMAIN)
            : new Parsed.Invalid(ValueErrors.EMAIL_NOT_VALID, nearest(pieces, local, domain));
      }
    }
    boolean dotted = false;
    for (int i = 1; i + 1 < pieces.size(); i++) {
      dotted |= pieces.get(i).text().equals(".") && tokens.touching(i - 1) && tokens.touching(i);
    }
    return dotted ? Parsed.invalid(ValueErrors.EMAIL_NO_AT) : Parsed.Nothing.NOTHING;
  }

  private static Optional<Found> nearest(
      EmailPieces pieces, EmailPieces.@Nullable Span local, EmailPieces.Span domain) {
    if (local == null) {
      return Optional.empty();
    }
    return MailDomains.slipOf(domain.text())
        .map(better -> local.text() + "@" + better)
        .filter(VALIDATOR::isValid)
        .map(
            address ->
                new Found(
                    new Value.Email(address),
                    pieces.start(local.from()),
                    pieces.end(domain.to() - 1),
                    0.5));
  }
}
