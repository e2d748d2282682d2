package dev.parley.runtime.flow;

import java.util.List;
import java.util.Optional;

/// What an understanding suggests for one contact turn. Nothing in it is trusted: the engine checks
/// every part against the contact's own words and the definition.
///
/// @param answers what the contact said about questions, each with the words that prove it
/// @param fact id of the fact the contact asks about
/// @param objection id of the objection the contact raises
/// @param intent what the contact wants of the conversation itself
/// @param language language tag of the contact's turn where it could be told
/// @param asks id of the question the reply asks; empty when it asks none
/// @param reply words for the contact; empty text when the engine is to use its own
public record Proposal(
    List<ProposedAnswer> answers,
    Optional<String> fact,
    Optional<String> objection,
    Intent intent,
    Optional<String> language,
    Optional<String> asks,
    String reply) {
  /// Understood nothing, proposes nothing.
  public static final Proposal NOTHING =
      new Proposal(
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Intent.CONTINUE,
          Optional.empty(),
          Optional.empty(),
          "");

  public Proposal {
    answers = List.copyOf(answers);
  }

  /// The same with these words for the contact.
  public Proposal saying(String words) {
    return new Proposal(answers, fact, objection, intent, language, asks, words);
  }

  /// One answer the contact is thought to have given.
  ///
  /// @param question id of the question
  /// @param value the value in plain words or normalised; empty text when refused
  /// @param quote the contact's words, found in this turn letter by letter (case and spacing apart)
  public record ProposedAnswer(String question, String value, String quote, Kind kind) {}

  /// How an answer came.
  public enum Kind {
    STATED,
    /// Replaces what was said before.
    CORRECTED,
    /// Agrees to what was read back.
    CONFIRMED,
    /// Would rather not say.
    REFUSED
  }

  /// What the contact wants of the conversation.
  public enum Intent {
    CONTINUE,
    HANDOFF,
    OPT_OUT,
    GOODBYE,
    REPEAT,
    OFF_TOPIC
  }
}
