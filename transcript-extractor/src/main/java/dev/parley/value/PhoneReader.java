package dev.parley.value;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Phone numbers written or spoken, by the region's plan (libphonenumber); digits in words: en,
/// es, pt, de, fr, it, pl. A number of the right length that the plan does not know is read with
/// less certainty: plans change faster than software.
final class PhoneReader {
  private static final PhoneNumberUtil PHONES = PhoneNumberUtil.getInstance();
  private static final int DIGITS_MIN = 7;
  private static final int CUE_TOKENS = 6;
  private static final int TAIL_DIGITS_MIN = 2;
  private static final int TAIL_DIGITS_MAX = 5;
  private static final Lexicon CUES = Lexicon.read("cues");
  private static final ByLanguage<Phrases<String>> PHONE_CUES =
      ByLanguage.phrases(CUES, "phone", "call");
  private static final ByLanguage<Phrases<String>> CODE_CUES = ByLanguage.phrases(CUES, "code");

  private PhoneReader() {}

  /// `+12025550141` as `+1 202-555-0141`.
  static String international(String e164) {
    try {
      return PHONES.format(PHONES.parse(e164, null), PhoneNumberFormat.INTERNATIONAL);
    } catch (NumberParseException notOfAnyPlan) {
      return e164;
    }
  }

  private record Reading(String e164, boolean valid, double certainty) {}

  static Parsed answer(Tokens all, ValueContext ctx) {
    Tokens tokens = withoutExtension(all);
    List<DigitRun> runs = DigitRun.all(tokens, ctx.languages());
    Optional<Found> mended = mended(tokens, runs, ctx.region());
    if (mended.isPresent()) {
      return new Parsed.Valid(mended.get());
    }
    Found best = null;
    String error = "";
    for (DigitRun run : runs) {
      Reading reading = read(run.digits(), run.plus(), ctx.region());
      if (reading == null) {
        error = run.digits().length() > 3 ? worse(error, run, ctx.region()) : error;
      } else if (best == null || reading.certainty() >= best.certainty()) {
        best = found(tokens, run.start(), run.end(), reading);
      }
    }
    if (best != null) {
      return new Parsed.Valid(best);
    }
    return joined(tokens, runs, ctx.region())
        .<Parsed>map(Parsed.Valid::new)
        .orElse(error.isEmpty() ? Parsed.Nothing.NOTHING : Parsed.invalid(error));
  }

  /// "555 0172, extension 4": the last digits are no part of the number.
  private static Tokens withoutExtension(Tokens tokens) {
    for (int i = 1; i < tokens.size(); i++) {
      boolean extension =
          switch (tokens.get(i).folded()) {
            case "ext",
                "extension",
                "extn",
                "extensao",
                "ramal",
                "interno",
                "anexo",
                "durchwahl",
                "poste" ->
                true;
            default -> false;
          };
      if (extension) {
        return Tokens.of(tokens.text().substring(0, tokens.get(i).start()));
      }
    }
    return tokens;
  }

  /// "… one two four, no sorry, one two five": the last digits again.
  private static Optional<Found> mended(Tokens tokens, List<DigitRun> runs, String region) {
    for (int i = runs.size() - 1; i > 0; i--) {
      DigitRun said = runs.get(i - 1);
      String tail = runs.get(i).digits();
      boolean part = tail.length() >= TAIL_DIGITS_MIN && tail.length() <= TAIL_DIGITS_MAX;
      boolean longer = said.digits().length() >= DIGITS_MIN + 1;
      if (part && longer && Corrections.between(tokens, said.end(), runs.get(i).start())) {
        String kept = said.digits().substring(0, said.digits().length() - tail.length());
        Reading reading = read(kept + tail, said.plus(), region);
        if (reading != null) {
          return Optional.of(
              found(tokens, said.start(), runs.get(i).end(), reading).withCertainty(0.85));
        }
      }
    }
    return Optional.empty();
  }

  /// "oh seven nine one one, that's my mobile, one two three four five six": the pieces together.
  private static Optional<Found> joined(Tokens tokens, List<DigitRun> runs, String region) {
    if (runs.size() < 2) {
      return Optional.empty();
    }
    StringBuilder digits = new StringBuilder();
    runs.forEach(run -> digits.append(run.digits()));
    if (digits.length() > DigitRun.DIGITS_MAX) {
      return Optional.empty();
    }
    Reading reading = read(digits.toString(), runs.getFirst().plus(), region);
    return reading == null || !reading.valid()
        ? Optional.empty()
        : Optional.of(
            found(tokens, runs.getFirst().start(), runs.getLast().end(), reading)
                .withCertainty(0.8));
  }

  static List<Found> mentions(Tokens tokens, ValueContext ctx) {
    List<Found> mentions = new ArrayList<>();
    for (DigitRun run : DigitRun.all(tokens, ctx.languages())) {
      Reading reading = read(run.digits(), run.plus(), ctx.region());
      if (reading == null || run.digits().length() < DIGITS_MIN) {
        continue;
      }
      int phoneCue = cue(tokens, run.start(), ctx, PHONE_CUES);
      int codeCue = cue(tokens, run.start(), ctx, CODE_CUES);
      boolean phoneShape = run.plus() || parenthesised(tokens, run) || run.groups() > 1;
      boolean another = codeCue > phoneCue;
      if (another || (phoneCue < 0 && !reading.valid() && !parenthesised(tokens, run))) {
        continue;
      }
      double certainty = phoneCue >= 0 || phoneShape ? reading.certainty() : 0.8;
      mentions.add(found(tokens, run.start(), run.end(), reading).withCertainty(certainty));
    }
    return mentions;
  }

  /// The place of the nearest cue before the run, -1 if none.
  private static int cue(
      Tokens tokens, int start, ValueContext ctx, ByLanguage<Phrases<String>> cues) {
    for (int i = start - 1; i >= Math.max(0, start - CUE_TOKENS); i--) {
      if (ByLanguage.longest(cues, ctx.languages(), tokens, i).isPresent()) {
        return i;
      }
    }
    return -1;
  }

  private static boolean parenthesised(Tokens tokens, DigitRun run) {
    return tokens.isSign(run.start(), '(') || tokens.isSign(run.start() - 1, '(');
  }

  private static Found found(Tokens tokens, int start, int end, Reading reading) {
    return new Found(
        new Value.Phone(reading.e164()),
        tokens.get(start).start(),
        tokens.get(end - 1).end(),
        reading.certainty());
  }

  private static @Nullable Reading read(String digits, boolean plus, String region) {
    if (digits.chars().distinct().count() < 2) {
      return null;
    }
    if (plus) {
      return number("+" + digits, region, 0.98);
    }
    Reading own = number(digits, region, 0.97);
    if (own != null && own.valid()) {
      return own;
    }
    // Many write the country code without its plus, or with the prefix of their own country.
    String international = digits.startsWith("00") ? digits.substring(2) : digits;
    if (international.length() > 9) {
      Reading abroad = number("+" + international, region, 0.85);
      if (abroad != null && abroad.valid()) {
        return abroad;
      }
    }
    return own;
  }

  private static @Nullable Reading number(String text, String region, double certainty) {
    try {
      PhoneNumber number = PHONES.parse(text, region);
      boolean valid = PHONES.isValidNumber(number);
      boolean possible = PHONES.isPossibleNumberWithReason(number) == ValidationResult.IS_POSSIBLE;
      if (!valid && !possible) {
        return null;
      }
      String e164 = PHONES.format(number, PhoneNumberFormat.E164);
      return new Reading(e164, valid, valid ? certainty : 0.6);
    } catch (NumberParseException e) {
      return null;
    }
  }

  private static String worse(String before, DigitRun run, String region) {
    if (run.digits().chars().distinct().count() < 2) {
      return ValueErrors.PHONE_NOT_VALID;
    }
    try {
      PhoneNumber number = PHONES.parse((run.plus() ? "+" : "") + run.digits(), region);
      return switch (PHONES.isPossibleNumberWithReason(number)) {
        case TOO_SHORT, IS_POSSIBLE_LOCAL_ONLY -> ValueErrors.PHONE_TOO_SHORT;
        case TOO_LONG -> ValueErrors.PHONE_TOO_LONG;
        default -> ValueErrors.PHONE_NOT_VALID;
      };
    } catch (NumberParseException e) {
      return before.isEmpty()
          ? run.digits().length() > 15 ? ValueErrors.PHONE_TOO_LONG : ValueErrors.PHONE_TOO_SHORT
          : before;
    }
  }
}
