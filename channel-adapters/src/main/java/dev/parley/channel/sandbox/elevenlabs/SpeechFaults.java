package dev.parley.channel.sandbox.elevenlabs;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// What goes wrong on the next sockets, in the order it was given; a socket takes one entry as it
/// is opened. Thread-safe.
public final class SpeechFaults {
  private final Deque<Optional<Planned>> sockets = new ArrayDeque<>();

  /// @param after messages of the client that are still taken well
  record Planned(int after, SpeechFault fault) {}

  /// The next socket goes wrong.
  ///
  /// @param after messages of the client that are still taken well
  public synchronized SpeechFaults next(int after, SpeechFault fault) {
    sockets.add(Optional.of(new Planned(after, fault)));
    return this;
  }

  /// The next socket is well.
  public synchronized SpeechFaults spare() {
    sockets.add(Optional.empty());
    return this;
  }

  synchronized Optional<Planned> take() {
    return sockets.isEmpty() ? Optional.empty() : sockets.remove();
  }
}
