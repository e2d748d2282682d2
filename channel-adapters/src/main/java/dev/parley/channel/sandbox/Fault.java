package dev.parley.channel.sandbox;

import java.time.Duration;

/// How one call to a simulated vendor goes wrong.
public sealed interface Fault {

  /// The vendor answers an error and takes nothing.
  ///
  /// @param status of HTTP
  /// @param code the vendor's own
  record Answer(int status, int code) implements Fault {}

  /// The vendor takes the request and the connection breaks before its answer: the caller cannot
  /// know.
  record LoseAnswer() implements Fault {}

  /// The connection breaks before the vendor takes anything.
  record Drop() implements Fault {}

  /// The vendor takes the request; half of its answer arrives as if it were all of it.
  record Garble() implements Fault {}

  /// The vendor does as it should, later.
  record Delay(Duration by) implements Fault {}
}
