package dev.parley.config.agent;

import java.util.Locale;

/// Why a definition is refused. The wire names are stable: programs may depend on them.
public enum DefinitionErrorCode {
  /// Not YAML or not JSON at all, or not UTF-8.
  BAD_SYNTAX,
  /// More bytes, depth, nodes or aliases than any definition needs.
  TOO_LARGE,
  DUPLICATE_KEY,
  UNKNOWN_KEY,
  MISSING_KEY,
  WRONG_TYPE,
  /// A text that is blank or holds control characters.
  BAD_TEXT,
  TOO_LONG,
  TOO_MANY,
  TOO_FEW,
  OUT_OF_RANGE,
  BAD_SLUG,
  BAD_ID,
  /// An id that means something in conditions already.
  RESERVED_ID,
  DUPLICATE_ID,
  /// A word that is none of the words allowed there.
  UNKNOWN_VALUE,
  BAD_LANGUAGE,
  /// A wording in a language the agent does not speak.
  UNKNOWN_LANGUAGE,
  BAD_REGION,
  BAD_TIME_ZONE,
  BAD_CURRENCY,
  BAD_DURATION,
  BAD_QUIET_HOURS,
  BAD_TEMPLATE,
  BAD_PHONE,
  /// A key that means nothing on the channel chosen there.
  NOT_FOR_CHANNEL,
  MIN_ABOVE_MAX,
  /// A key that questions of this type do not have.
  NOT_FOR_TYPE,
  /// One phrase that stands for two options.
  AMBIGUOUS_OPTION,
  CONDITION_SYNTAX,
  CONDITION_TYPE,
  /// A condition reads an id that is no question and no lead field.
  UNKNOWN_ID,
  /// A condition compares a choice with an option it does not have.
  UNKNOWN_OPTION,
  CONDITION_NEVER_HOLDS,
  UNREACHABLE_QUESTION,
  /// Every answer disqualifies: nobody gets past this question.
  ALWAYS_DISQUALIFIES;

  /// The code on the wire, e.g. `unknown_key`.
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
