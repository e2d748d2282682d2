package dev.parley.config.agent;

import dev.parley.config.agent.AgentDefinition.FollowUp;
import dev.parley.config.agent.AgentDefinition.Outreach;
import dev.parley.config.agent.AgentDefinition.QuietHours;
import dev.parley.config.agent.AgentDefinition.Template;
import dev.parley.config.binding.ChannelType;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads `outreach` and `follow_up`: when the agent speaks first.
final class OutreachParser {
  private static final Duration AFTER_MIN = Duration.ofSeconds(1);
  private static final Duration AFTER_MAX = Duration.ofDays(7);
  private static final Map<String, ChannelType> CHANNELS =
      Map.of("sms", ChannelType.SMS, "whatsapp", ChannelType.WHATSAPP);

  private static final String TIME = "((?:[01][0-9]|2[0-3]):[0-5][0-9])";
  private static final Pattern HOURS = Pattern.compile(TIME + "-" + TIME);
  private static final Pattern TEMPLATE_NAMES = Pattern.compile("[a-z0-9_]{1,512}");
  private static final Pattern TEMPLATE_LANGUAGES = Pattern.compile("[a-z]{2,3}(_[A-Z]{2})?");

  private OutreachParser() {}

  static Outreach outreach(Section section) {
    Outreach absent = Outreach.DEFAULT;
    int perDay =
        section.wholeNumber("per_day", 1, DefinitionLimits.UNASKED_PER_DAY_MAX, absent.perDay());
    int perWeek =
        section.wholeNumber(
            "per_week",
            1,
            DefinitionLimits.UNASKED_PER_WEEK_MAX,
            Math.max(perDay, absent.perWeek()));
    if (perDay > perWeek) {
      section.problem("per_day", DefinitionErrorCode.MIN_ABOVE_MAX, "more in a day than in a week");
    }
    Outreach outreach = new Outreach(quietHours(section), perDay, perWeek);
    section.done();
    return outreach;
  }

  private static QuietHours quietHours(Section section) {
    QuietHours absent = Outreach.DEFAULT.quietHours();
    Optional<String> given = section.optionalText("quiet_hours", DefinitionLimits.NAME_CHARS_MAX);
    if (given.isEmpty()) {
      return absent;
    }
    Matcher hours = HOURS.matcher(given.get());
    if (!hours.matches() || hours.group(1).equals(hours.group(2))) {
      section.problem(
          "quiet_hours",
          DefinitionErrorCode.BAD_QUIET_HOURS,
          "this must be two different times of the day such as 21:00-08:00");
      return absent;
    }
    return new QuietHours(LocalTime.parse(hours.group(1)), LocalTime.parse(hours.group(2)));
  }

  static FollowUp followUp(Section section, Wordings wordings) {
    FollowUp followUp =
        new FollowUp(
            after(section),
            wordings.require(section, "say"),
            section.wholeNumber("max", 1, DefinitionLimits.FOLLOW_UPS_MAX, 1),
            section.word("channel", section.take("channel"), CHANNELS),
            section.section("template").map(OutreachParser::template),
            section.flag("sms_fallback"));
    if (followUp.channel().equals(Optional.of(ChannelType.SMS))) {
      onlyForWhatsApp(section, "template");
      onlyForWhatsApp(section, "sms_fallback");
    }
    section.done();
    return followUp;
  }

  private static void onlyForWhatsApp(Section section, String key) {
    if (section.has(key)) {
      section.problem(
          key,
          DefinitionErrorCode.NOT_FOR_CHANNEL,
          "this is for WhatsApp, and the follow-up goes by SMS");
    }
  }

  private static Template template(Section section) {
    Template template =
        new Template(
            matching(section, "name", TEMPLATE_NAMES, "lower-case letters, digits and _"),
            matching(section, "language", TEMPLATE_LANGUAGES, "a code such as en or pt_BR"));
    section.done();
    return template;
  }

  private static String matching(Section section, String key, Pattern pattern, String form) {
    String given = section.text(key, DefinitionLimits.TEMPLATE_NAME_CHARS_MAX);
    if (!given.isEmpty() && !pattern.matcher(given).matches()) {
      section.problem(key, DefinitionErrorCode.BAD_TEMPLATE, "this must be " + form);
    }
    return given;
  }

  private static Duration after(Section section) {
    String given = section.text("after", DefinitionLimits.NAME_CHARS_MAX);
    if (given.isEmpty()) {
      return Duration.ZERO;
    }
    try {
      Duration after = Duration.parse(given);
      if (after.compareTo(AFTER_MIN) < 0 || after.compareTo(AFTER_MAX) > 0) {
        section.problem("after", DefinitionErrorCode.OUT_OF_RANGE, "this must be PT1S to P7D");
      }
      return after;
    } catch (DateTimeParseException | ArithmeticException e) {
      section.problem(
          "after", DefinitionErrorCode.BAD_DURATION, "this is no ISO 8601 duration such as PT15M");
      return Duration.ZERO;
    }
  }
}
