package dev.parley.value;

import dev.parley.config.agent.FieldType;
import java.util.List;
import java.util.Optional;

/// Reads values out of what people type and say. Pure and thread-safe; only the first
/// [#TEXT_CHARS_MAX] chars of a text are read, in time linear in their number.
public final class ValueReader {
  /// What lies beyond is not read.
  public static final int TEXT_CHARS_MAX = Tokens.TEXT_CHARS_MAX;

  private ValueReader() {}

  /// Reads a text that answers the very question for a value of this type: leniently, since the
  /// context says what it is about. Where they correct themselves, the last word counts.
  public static Parsed answer(FieldType type, String text, ValueContext ctx) {
    Tokens tokens = Tokens.of(text);
    return LastWord.of(type, text, tokens, part -> answer(type, Tokens.of(part), ctx));
  }

  private static Parsed answer(FieldType type, Tokens tokens, ValueContext ctx) {
    return switch (type) {
      case TEXT -> TextReader.answer(tokens, ctx);
      case PERSON_NAME -> NameReader.answer(AddressWords.without(tokens, ctx), ctx);
      case COMPANY_NAME -> CompanyReader.answer(tokens, ctx);
      case EMAIL -> EmailReader.answer(tokens, ctx);
      case PHONE -> PhoneReader.answer(tokens, ctx);
      case NUMBER, MONEY -> amount(type, tokens, ctx);
      case DATE -> DateReader.answer(tokens, ctx);
      case DATE_TIME -> TimeReader.answer(tokens, ctx);
      case CHOICE -> ChoiceReader.answer(tokens, ctx);
      case YES_NO -> YesNoReader.answer(tokens, ctx);
      case ADDRESS -> AddressReader.answer(tokens, ctx);
      case POSTAL_CODE -> PostalReader.answer(tokens, ctx);
      case URL -> UrlReader.answer(tokens, ctx);
    };
  }

  private static Parsed amount(FieldType type, Tokens tokens, ValueContext ctx) {
    if (Swings.in(tokens, ctx.languages())) {
      return Parsed.Nothing.NOTHING;
    }
    Parsed read =
        type == FieldType.NUMBER
            ? NumberReader.answer(tokens, ctx)
            : MoneyReader.answer(tokens, ctx);
    boolean none =
        read.value().filter(one -> YesNoReader.unsureAt(tokens, one, ctx.languages())).isPresent();
    return none ? Parsed.Nothing.NOTHING : read;
  }

  /// All values of this type anywhere in a text, in order: strictly, since nobody asked. Free
  /// text is never found this way.
  public static List<Found> mentions(FieldType type, String text, ValueContext ctx) {
    return mentions(type, Tokens.of(text), ctx);
  }

  /// The same in a text that is cut already, for whoever looks for several types in it.
  public static List<Found> mentions(FieldType type, Tokens tokens, ValueContext ctx) {
    return switch (type) {
      case TEXT -> List.of();
      case PERSON_NAME -> NameReader.mentions(AddressWords.without(tokens, ctx), ctx);
      case COMPANY_NAME -> CompanyReader.mentions(tokens, ctx);
      case EMAIL -> EmailReader.mentions(tokens, ctx);
      case PHONE -> PhoneReader.mentions(tokens, ctx);
      case NUMBER -> NumberReader.mentions(tokens, ctx);
      case MONEY -> MoneyReader.mentions(tokens, ctx);
      case DATE -> DateReader.mentions(tokens, ctx);
      case DATE_TIME -> TimeReader.mentions(tokens, ctx);
      case CHOICE -> ChoiceReader.mentions(tokens, ctx);
      case YES_NO -> YesNoReader.mentions(tokens, ctx);
      case ADDRESS -> AddressReader.mentions(tokens, ctx);
      case POSTAL_CODE -> PostalReader.mentions(tokens, ctx);
      case URL -> UrlReader.mentions(tokens, ctx);
    };
  }

  /// The postal code inside an address, in the form of the context's region.
  public static Optional<Found> postalCodeIn(String address, ValueContext ctx) {
    return PostalReader.inAddress(Tokens.of(address), ctx);
  }

  /// The longest row of digits said in words: a code.
  public static Optional<Found> spokenDigits(String text, List<String> languages) {
    Tokens tokens = Tokens.of(text);
    return DigitRun.all(tokens, languages).stream()
        .filter(DigitRun::spoken)
        .max(java.util.Comparator.comparingInt(run -> run.digits().length()))
        .map(
            run ->
                new Found(
                    new Value.Text(run.digits()),
                    tokens.get(run.start()).start(),
                    tokens.get(run.end() - 1).end(),
                    0.85));
  }

  /// The longest row of letters and digits said one by one, with some of both: "seven K L M two".
  public static Optional<Found> spokenCode(String text, List<String> languages) {
    return SpokenCode.in(Tokens.of(text), languages);
  }

  /// Words that are numbers, and as often something else ("you are", "new").
  private static final java.util.Set<String> TWO_MEANINGS = java.util.Set.of("sei", "neuf");

  /// The numbers a text says in words.
  public static java.util.Set<Long> numbersInWords(String text, List<String> languages) {
    Tokens tokens = Tokens.of(text);
    java.util.Set<Long> numbers = new java.util.LinkedHashSet<>();
    int i = 0;
    while (i < tokens.size()) {
      Optional<NumberWords.Words> words = NumberWords.at(tokens, i, languages);
      boolean plain = words.isPresent() && !TWO_MEANINGS.contains(tokens.get(i).folded());
      if (plain) {
        numbers.add(words.get().value());
      }
      i = words.map(NumberWords.Words::end).orElse(i + 1);
    }
    return numbers;
  }

  /// Names of other people than who speaks: "my son Tom".
  public static List<Found> relatives(String text, ValueContext ctx) {
    return Relatives.in(Tokens.of(text), ctx);
  }

  /// Whether a description asks for another person than who speaks: "name of the child".
  public static boolean describesRelative(String description, List<String> languages) {
    return Relatives.describes(Tokens.of(description), languages);
  }

  /// Whether a text names several amounts and says that it depends: then it holds none.
  public static boolean swings(String text, List<String> languages) {
    return Swings.in(Tokens.of(text), languages);
  }

  /// Whether words may answer any question ("none", "todo", "beides"): said to another question
  /// they choose no option, whatever an option is called.
  public static boolean generic(String words, List<String> languages) {
    return ChoiceTerms.generic(Tokens.of(words), languages);
  }

  /// Whether words say a day relative to today or of the week: "today", "next Monday".
  public static boolean relativeDay(String words, List<String> languages) {
    Tokens tokens = Tokens.of(words);
    boolean day = false;
    for (int i = 0; i < tokens.size(); i++) {
      day |=
          DateWords.at(DateWords.Kind.RELATIVE, tokens, i, languages).isPresent()
              || DateWords.at(DateWords.Kind.WEEKDAY, tokens, i, languages).isPresent();
    }
    return day;
  }

  /// The value as people write it, to say it back; empty for one that takes a language to say.
  public static Optional<String> written(Value value) {
    return switch (value) {
      case Value.Text(String text) -> Optional.of(text);
      case Value.Email(String address) -> Optional.of(address);
      case Value.Phone(String e164) -> Optional.of(PhoneReader.international(e164));
      case Value.Url(String url) -> Optional.of(url);
      case Value.Number _,
          Value.Money _,
          Value.Date _,
          Value.DateTime _,
          Value.Choice _,
          Value.YesNo _ ->
          Optional.empty();
    };
  }

  /// The address a valid one was probably meant to be: `ana@gmial.com` -> `ana@gmail.com`. To ask
  /// back with; never to be put in its place unasked.
  public static Optional<Value.Email> suggestion(Value.Email email) {
    int at = email.address().lastIndexOf('@');
    return MailDomains.slipOf(email.address().substring(at + 1))
        .map(domain -> new Value.Email(email.address().substring(0, at + 1) + domain));
  }
}
