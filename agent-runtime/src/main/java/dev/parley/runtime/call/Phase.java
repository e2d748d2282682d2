package dev.parley.runtime.call;

/// Where a call stands.
enum Phase {
  /// Outbound: it is not known yet who answered.
  ANSWERING,
  /// A machine is greeting.
  MACHINE,
  TALKING,
  /// The contact is being connected, or is, to a person.
  PASSED_ON,
  /// All is said; the line is ending.
  LEAVING,
  OVER
}
