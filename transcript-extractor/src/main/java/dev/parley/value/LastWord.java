package dev.parley.value;

import dev.parley.config.agent.FieldType;
import java.util.Optional;
import java.util.function.Function;

/// "Yes... sorry, no": who takes back what they said means what they say after it. For the types
/// whose readers do not see to it themselves.
final class LastWord {
  private static final int CORRECTIONS_MAX = 4;

  private LastWord() {}

  /// @param reader reads a part of the text
  static Parsed of(FieldType type, String text, Tokens tokens, Function<String, Parsed> reader) {
    Parsed whole = reader.apply(text);
    if (!corrigible(type)) {
      return whole;
    }
    int tried = 0;
    for (int i = tokens.size() - 1; i > 0 && tried < CORRECTIONS_MAX; i--) {
      Optional<Integer> end = Corrections.apartAt(tokens, i).filter(to -> to < tokens.size());
      if (end.isEmpty()) {
        continue;
      }
      tried++;
      int from = tokens.get(end.get()).start();
      Optional<Found> last = reader.apply(text.substring(from)).value();
      boolean taken =
          last.isPresent()
              && (type != FieldType.YES_NO || alone(tokens, end.get(), last.get().shifted(from)))
              && said(reader.apply(text.substring(0, tokens.get(i).start())));
      if (taken) {
        return new Parsed.Valid(last.get().shifted(from));
      }
    }
    return whole;
  }

  private static boolean corrigible(FieldType type) {
    return switch (type) {
      case EMAIL, PHONE, CHOICE, YES_NO, POSTAL_CODE, URL -> true;
      case TEXT, PERSON_NAME, COMPANY_NAME, ADDRESS, NUMBER, MONEY, DATE, DATE_TIME -> false;
    };
  }

  private static boolean said(Parsed before) {
    return !(before instanceof Parsed.Nothing);
  }

  /// "Yes, sorry, no idea why" does not say no: the word has to stand by itself.
  private static boolean alone(Tokens tokens, int from, Found found) {
    int start = from;
    while (start < tokens.size() && !tokens.get(start).isWord()) {
      start++;
    }
    int end = start;
    while (end < tokens.size() && tokens.get(end).start() < found.end()) {
      end++;
    }
    return start < tokens.size()
        && tokens.get(start).start() == found.start()
        && (end == tokens.size() || !tokens.get(end).isWord());
  }
}
