package dev.parley.runtime.driver;

import dev.parley.runtime.conversation.AlsoInCommit;
import dev.parley.runtime.flow.Effect;
import java.time.Instant;
import java.util.List;

/// What an advance's effects add to its commit.
public interface EffectRows {
  List<AlsoInCommit> rows(List<Effect> effects, Instant at);

  /// A commit that closed a conversation is through: its follow-up work may start at once.
  void closed();
}
