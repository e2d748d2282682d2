package dev.parley.extraction;

import dev.parley.evidence.Evidence;
import dev.parley.value.Value;
import java.util.Optional;

/// One reading of one field in one contact turn.
///
/// @param turn its `seq`
/// @param start place of the words in the turn's text; not in the text of an alternative
/// @param rank 0 for the turn's own text, 1, 2, … for a recogniser's other hypotheses
/// @param proposal the agent turn a contact agreed to, where that is how it is known
record Candidate(
    Value value,
    int turn,
    int start,
    int end,
    String said,
    int rank,
    double certainty,
    Source source,
    boolean correction,
    Optional<Evidence> proposal) {
  /// How a reading came about, the weakest first.
  enum Source {
    /// By the shape of a turn in a conversation whose questions are not known.
    GUESSED,
    /// Said somewhere, unasked.
    MENTIONED,
    /// Said with the name of the field, or as an introduction.
    LABELLED,
    /// Said right after the question.
    ASKED,
    /// Proposed by the agent and agreed to.
    AGREED
  }

  Candidate with(Source newSource, double newCertainty) {
    return new Candidate(
        value, turn, start, end, said, rank, newCertainty, newSource, correction, proposal);
  }

  Candidate withValue(Value newValue) {
    return new Candidate(
        newValue, turn, start, end, said, rank, certainty, source, correction, proposal);
  }

  boolean overlaps(Candidate other) {
    return turn == other.turn && start < other.end && other.start < end;
  }
}
