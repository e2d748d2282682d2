package dev.parley.runtime.understanding;

import dev.parley.runtime.flow.Proposal;

/// Reads one contact turn and proposes what it means. The engine trusts none of it.
public interface Understanding {
  /// Never null; an implementation that may fail says how in its own type.
  Proposal propose(UnderstandingRequest request);
}
