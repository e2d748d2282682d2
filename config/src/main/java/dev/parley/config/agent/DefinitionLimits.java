package dev.parley.config.agent;

/// How big the parts of a definition may be. Fixed, and the same in the JSON Schema.
final class DefinitionLimits {
  static final int NAME_CHARS_MAX = 100;
  static final int PERSONA_CHARS_MAX = 4_000;
  static final int WORDING_CHARS_MAX = 2_000;
  static final int DESCRIPTION_CHARS_MAX = 500;
  static final int PHRASE_CHARS_MAX = 200;
  static final int REASON_CHARS_MAX = 100;
  static final int LANGUAGES_MAX = 20;
  static final int QUESTIONS_MAX = 100;
  static final int LEAD_FIELDS_MAX = 100;
  static final int FACTS_MAX = 200;
  static final int OBJECTIONS_MAX = 100;
  static final int RULES_MAX = 100;
  static final int OPTIONS_MIN = 2;
  static final int OPTIONS_MAX = 50;
  static final int PHRASES_MAX = 100;
  static final int POINTS_MAX = 1_000;
  /// A score is 0 to this.
  static final int BAND_POINTS_MAX = 100;
  static final int TURNS_MAX = 500;
  static final int MINUTES_MAX = 1_440;
  static final int UNANSWERED_MAX = 10;
  static final int FOLLOW_UPS_MAX = 10;
  static final int REPROMPTS_MAX = 5;
  static final int UNASKED_PER_DAY_MAX = 10;
  static final int UNASKED_PER_WEEK_MAX = 50;
  static final int TEMPLATE_NAME_CHARS_MAX = 512;

  private DefinitionLimits() {}
}
