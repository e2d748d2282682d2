package dev.parley.lead;

import dev.parley.evidence.Evidence;
import java.util.List;
import java.util.Optional;

/// What a conversation was about, in a few words. Only the objections are facts, each with its
/// quote; the texts are a summary and marked as one.
///
/// @param author who wrote the texts
/// @param intent what the contact wants
/// @param objections those the contact raised, by turn
/// @param nextStep what is to happen now
public record Gist(
    Author author,
    Optional<String> summary,
    Optional<String> intent,
    List<Met> objections,
    Optional<String> nextStep) {
  public static final Gist NONE =
      new Gist(Author.BUILTIN, Optional.empty(), Optional.empty(), List.of(), Optional.empty());

  public Gist {
    objections = List.copyOf(objections);
  }

  /// Who put it into words.
  public enum Author {
    MODEL,
    BUILTIN;

    public String wireName() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /// @param objection id of the agent's objection
  /// @param evidence the contact's words and their turn
  public record Met(String objection, Evidence evidence) {}
}
