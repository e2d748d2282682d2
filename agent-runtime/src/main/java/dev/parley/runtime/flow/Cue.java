package dev.parley.runtime.flow;

import java.util.Locale;

/// Kinds of phrases contacts use whatever the business is about. Their wordings are in
/// `cues_<language>.properties`.
public enum Cue {
  OPT_OUT_WORD,
  OPT_OUT_SMS,
  OPT_OUT,
  OPT_IN_WORD,
  HELP_WORD,
  HELLO,
  THANKS,
  ACK,
  HOW_ARE_YOU,
  BOT,
  HOLD,
  PRESENCE,
  LATER,
  NOT_INTERESTED,
  HANDOFF,
  GOODBYE,
  REPEAT,
  REFUSE,
  DONT_KNOW,
  CORRECTION,
  CORRECTION_WEAK,
  YES,
  NO,
  CLAIMS,
  HUMAN_CLAIMS,
  NUMBER_WORDS,
  TIME_WORDS,
  FILLER,
  FACT_ASK,
  THATS_ALL,
  NONE,
  ANGRY,
  COMMON,
  ABOUT_PHONE,
  ABOUT_EMAIL,
  ABOUT_NAME,
  ABOUT_ADDRESS;

  String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
