package dev.parley.evaluation;

import dev.parley.config.agent.FieldType;
import dev.parley.value.Fold;
import dev.parley.value.Parsed;
import dev.parley.value.Value;
import dev.parley.value.ValueContext;
import dev.parley.value.ValueReader;
import dev.parley.value.ValueWire;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Whether an answer is one of the accepted ones, by the type's own idea of sameness.
final class Judge {
  private static final double ADDRESS_SHARE_MIN = 0.8;
  private static final int PREFIX_DIGITS_MAX = 3;
  private static final Pattern AMOUNT = Pattern.compile("\\d++(?:[.,]\\d++)*+");
  private static final Pattern CURRENCY = Pattern.compile("\\b[A-Z]{3}\\b");
  private static final Pattern CLOCK = Pattern.compile("(\\d{1,2}+):(\\d{2}+)");
  private static final Pattern ISO_DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final Set<String> FORMS =
      Set.of(
          "inc", "llc", "ltd", "limited", "corp", "co", "company", "gmbh", "ag", "lda", "ltda",
          "srl", "spa", "sarl", "sas", "sa", "sl", "pvt", "plc", "bv", "nv");

  private Judge() {}

  static boolean accepts(
      FieldType type, Value answer, List<String> accepted, ValueContext context, boolean strict) {
    return accepted.stream().anyMatch(gold -> same(type, answer, gold, context, strict));
  }

  private static boolean same(
      FieldType type, Value answer, String gold, ValueContext context, boolean strict) {
    String said = ValueWire.wire(answer).toString();
    return switch (type) {
      case PHONE -> phone(digits(said), digits(gold));
      case EMAIL -> letters(said).equals(letters(gold));
      case MONEY -> money(answer, gold);
      case NUMBER -> number(answer, gold, context);
      case DATE ->
          ISO_DAY.matcher(gold).matches() ? said.equals(gold) : !strict && text(said, gold);
      case DATE_TIME -> time(answer, gold);
      case YES_NO -> yesNo(answer, gold, context);
      case COMPANY_NAME -> withoutForm(said).equals(withoutForm(gold));
      case ADDRESS -> address(said, gold);
      case POSTAL_CODE -> letters(said).equals(letters(gold));
      default -> text(said, gold);
    };
  }

  private static boolean phone(String said, String gold) {
    String national = gold.startsWith("0") ? gold.substring(1) : gold;
    return !gold.isEmpty()
        && (said.equals(gold)
            || (said.endsWith(national) && said.length() - national.length() <= PREFIX_DIGITS_MAX));
  }

  private static boolean money(Value answer, String gold) {
    Matcher amount = AMOUNT.matcher(gold);
    Matcher currency = CURRENCY.matcher(gold);
    return answer instanceof Value.Money money
        && amount.find()
        && money.amount().compareTo(new BigDecimal(amount.group().replace(",", ""))) == 0
        && (!currency.find() || currency.group().equals(money.currency()));
  }

  private static boolean number(Value answer, String gold, ValueContext context) {
    Parsed parsed = ValueReader.answer(FieldType.NUMBER, gold, context);
    return answer instanceof Value.Number(BigDecimal said)
        && parsed
            .value()
            .filter(
                found ->
                    found.value() instanceof Value.Number(BigDecimal wanted)
                        && wanted.compareTo(said) == 0)
            .isPresent();
  }

  private static boolean time(Value answer, String gold) {
    Matcher clock = CLOCK.matcher(gold);
    return answer instanceof Value.DateTime time
        && clock.matches()
        && time.time().getHour() == Integer.parseInt(clock.group(1))
        && time.time().getMinute() == Integer.parseInt(clock.group(2));
  }

  /// People write `true`, `yes` or the word of their language.
  private static boolean yesNo(Value answer, String gold, ValueContext context) {
    return text(ValueWire.wire(answer).toString(), gold)
        || ValueReader.answer(FieldType.YES_NO, gold, context)
            .value()
            .filter(found -> found.value().equals(answer))
            .isPresent();
  }

  private static boolean text(String a, String b) {
    return words(a).equals(words(b));
  }

  private static String words(String text) {
    return text.toLowerCase(Locale.ROOT)
        .replaceAll("[\\p{P}\\p{S}]", " ")
        .strip()
        .replaceAll("\\s+", " ");
  }

  private static String withoutForm(String company) {
    return String.join(
        " ",
        Arrays.stream(words(company).split(" ")).filter(word -> !FORMS.contains(word)).toList());
  }

  private static boolean address(String said, String gold) {
    Set<String> a = new HashSet<>(Arrays.asList(words(Fold.fold(said)).split(" ")));
    Set<String> b = new HashSet<>(Arrays.asList(words(Fold.fold(gold)).split(" ")));
    Set<String> common = new HashSet<>(a);
    common.retainAll(b);
    return common.size() >= ADDRESS_SHARE_MIN * Math.max(a.size(), b.size());
  }

  private static String digits(String text) {
    return text.replaceAll("\\D", "");
  }

  private static String letters(String text) {
    return Fold.fold(text).replaceAll("[^a-z0-9]", "");
  }
}
