package dev.parley.runtime.messaging;

/// Stands before what the agent says of its own accord. Thread-safe.
@FunctionalInterface
interface UnaskedGate {
  Gated decide(OutboxRow row);

  /// What the gate says.
  sealed interface Gated {
    /// To be sent, as it is or in the form the vendor lets through.
    record Passed(OutboxRow row) implements Gated {}

    /// Not now, or never.
    record Stopped(Outcome outcome) implements Gated {}
  }
}
