package dev.parley.channel.sandbox;

/// What became of a webhook.
public sealed interface Outcome {

  default boolean isTaken() {
    return this instanceof Answered answered && answered.status() / 100 == 2;
  }

  /// Our server answered.
  ///
  /// @param mediaType empty when it named none
  /// @param body its first 64 KiB
  record Answered(int status, String mediaType, String body) implements Outcome {}

  /// Our server took no connection.
  record Unreachable() implements Outcome {}

  /// The connection broke, or no answer came in time.
  record Broken() implements Outcome {}
}
