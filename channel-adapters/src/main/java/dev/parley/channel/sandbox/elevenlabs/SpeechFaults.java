package dev.parley.channel.sandbox.elevenlabs;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// What goes wrong on the next sockets, in the order it was given; a socket takes one entry as it
/// is opened. Thread-safe.
public final class SpeechFaults {
  private final Deque<Optional<Planned>> sockets = new ArrayDeque<>();

  /// @param after messages that still go well
  /// @param told whether the vendor's messages are counted; else the client's
  record Planned(int after, boolean told, SpeechFault fault) {}

  /// The next socket goes wrong.
  ///
  /// @param after messages of the client that are still taken well
  public synchronized SpeechFaults next(int after, SpeechFault fault) {
    sockets.add(Optional.of(new Planned(after, false, fault)));
    return this;
  }

  /// The next socket goes wrong in the middle of what it says.
  ///
  /// @param told messages of the vendor that still arrive
  public synchronized SpeechFaults nextAfterTelling(int told, SpeechFault fault) {
    sockets.add(Optional.of(new Planned(told, true, fault)));
    return this;
  }

  /// All sockets to come are well.
  public synchronized void mend() {
    sockets.clear();
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
