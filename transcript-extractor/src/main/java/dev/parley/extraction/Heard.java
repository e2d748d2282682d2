package dev.parley.extraction;

import dev.parley.value.Tokens;
import java.util.List;
import java.util.Set;

/// A contact turn in its context.
///
/// @param asked the fields the agent asked for since the contact last spoke
/// @param agent the agent turns since then
/// @param spelling whether it was asked to be spelled
/// @param index 0, 1, 2 … among the contact's turns
record Heard(
    int seq,
    String text,
    Tokens tokens,
    List<String> alternatives,
    Set<FieldProfile> asked,
    List<AgentTurn> agent,
    boolean spelling,
    int index) {
  /// @param question whether it asks or proposes anything
  record AgentTurn(int seq, String text, boolean question) {}

  Heard withAsked(Set<FieldProfile> fields) {
    return new Heard(seq, text, tokens, alternatives, fields, agent, spelling, index);
  }
}
