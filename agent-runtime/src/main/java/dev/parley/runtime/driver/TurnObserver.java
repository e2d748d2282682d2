package dev.parley.runtime.driver;

import dev.parley.runtime.conversation.WaitingMessage;
import dev.parley.runtime.flow.Advance;
import java.util.List;

/// Told how turns went, for the metrics. Must not block or throw.
public interface TurnObserver {
  /// @param source whose words were said
  /// @param decideNanos from the begin of the turn to the engine's decision
  /// @param commitNanos of the commit and its announcement
  void answered(
      List<WaitingMessage> messages, Advance.Source source, long decideNanos, long commitNanos);

  void failed(RuntimeException failure);
}
