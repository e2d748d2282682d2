package dev.parley.runtime.consent;

import java.time.Instant;

/// What the gate says about one message, now. To be asked again for each attempt.
public sealed interface GateVerdict {
  record Allowed() implements GateVerdict {}

  /// @param until when to ask again; after now
  record Held(Instant until, GateReason reason) implements GateVerdict {}

  /// Waiting alone does not help.
  record Refused(GateReason reason) implements GateVerdict {}
}
