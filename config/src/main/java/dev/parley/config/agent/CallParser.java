package dev.parley.config.agent;

import dev.parley.config.agent.AgentDefinition.Calls;
import dev.parley.config.agent.AgentDefinition.Transfer;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads `call`: how the agent behaves on the telephone.
final class CallParser {
  private static final Duration SILENCE_MIN = Duration.ofSeconds(3);
  private static final Duration SILENCE_MAX = Duration.ofSeconds(60);
  private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");
  private static final Map<String, Calls.Recording> RECORDINGS =
      Map.of(
          "never", Calls.Recording.NEVER,
          "ask", Calls.Recording.ASK,
          "always_with_notice", Calls.Recording.ALWAYS_WITH_NOTICE);

  private CallParser() {}

  static Calls calls(Section section, Wordings wordings) {
    Calls absent = Calls.DEFAULT;
    Calls calls =
        new Calls(
            section.section("transfer").map(inner -> transfer(inner, wordings)),
            wordings.take(section, "reason"),
            wordings.take(section, "voicemail"),
            section
                .word("recording", section.take("recording"), RECORDINGS)
                .orElse(absent.recording()),
            silence(section),
            section.wholeNumber("reprompts", 0, DefinitionLimits.REPROMPTS_MAX, absent.reprompts()),
            !section.has("keypad") || section.flag("keypad"),
            !section.has("read_back") || section.flag("read_back"));
    section.done();
    return calls;
  }

  private static Transfer transfer(Section section, Wordings wordings) {
    String to = section.text("to", DefinitionLimits.NAME_CHARS_MAX);
    if (!to.isEmpty() && !E164.matcher(to).matches()) {
      section.problem(
          "to", DefinitionErrorCode.BAD_PHONE, "this must be a number such as +351912345678");
    }
    Transfer transfer = new Transfer(to, wordings.take(section, "brief"));
    section.done();
    return transfer;
  }

  private static Duration silence(Section section) {
    Optional<String> given = section.optionalText("silence", DefinitionLimits.NAME_CHARS_MAX);
    if (given.isEmpty()) {
      return Calls.DEFAULT.silence();
    }
    try {
      Duration silence = Duration.parse(given.get());
      if (silence.compareTo(SILENCE_MIN) < 0 || silence.compareTo(SILENCE_MAX) > 0) {
        section.problem("silence", DefinitionErrorCode.OUT_OF_RANGE, "this must be PT3S to PT60S");
      }
      return silence;
    } catch (DateTimeParseException | ArithmeticException e) {
      section.problem(
          "silence", DefinitionErrorCode.BAD_DURATION, "this is no ISO 8601 duration such as PT7S");
      return Calls.DEFAULT.silence();
    }
  }
}
