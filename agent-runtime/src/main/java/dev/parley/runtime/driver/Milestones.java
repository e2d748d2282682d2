package dev.parley.runtime.driver;

/// Told at the points of a turn between which a crash must lose and repeat nothing. The process
/// does nothing there; the crash tests do.
@FunctionalInterface
public interface Milestones {
  Milestones NONE = milestone -> {};

  void reached(Milestone milestone);

  /// In the order of a turn's life.
  enum Milestone {
    MESSAGE_IN_INBOX,
    TURN_BEGUN,
    BEFORE_UNDERSTANDING,
    UNDERSTOOD,
    BEFORE_TURN_COMMIT,
    TURN_COMMITTED,
    ANNOUNCED,
    BEFORE_SEND,
    SENT,
    BEFORE_LEAD_COMMIT,
    LEAD_COMMITTED,
    BEFORE_PUSH,
    PUSHED
  }
}
