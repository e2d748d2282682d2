package dev.parley.channel.web;

import java.time.Duration;

/// What became of a contact's message.
public sealed interface Received {

  /// Committed to the inbox.
  record Accepted() implements Received {}

  /// It was in the inbox already: acknowledged again, with no second effect.
  record Duplicate() implements Received {}

  /// The conversation has ended; the browser offers a new one.
  record Closed() implements Received {}

  /// Not taken now. The browser keeps it and sends it again, under the same id.
  ///
  /// @param code stable, such as `too_many_waiting`
  record Later(String code, Duration after) implements Received {}
}
