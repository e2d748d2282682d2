package dev.parley.runtime.conversation;

/// What became of an inbound message.
public sealed interface Accepted {
  /// Committed; it will be answered.
  record Fresh(WaitingMessage message) implements Accepted {}

  /// It is in the inbox already.
  record Duplicate() implements Accepted {}

  /// The conversation has ended, or never was.
  record Closed() implements Accepted {}

  /// Too many messages wait for their answer; try again later.
  record TooManyWaiting() implements Accepted {}
}
