package dev.parley.runtime.turn;

import dev.parley.runtime.flow.Proposal;

/// Hears a reply while a model is writing it. Called on the thread that asks, in order; must
/// return at once.
public interface ReplyListener {
  /// All but the reply is known. Called once, before the first text; not at all where a model
  /// writes in another order, or where none is asked.
  ///
  /// @param proposal without a reply
  void opened(Proposal proposal);

  /// The next piece of the reply: not checked by anyone.
  void text(String piece);
}
