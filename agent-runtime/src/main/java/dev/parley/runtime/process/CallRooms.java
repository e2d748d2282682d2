package dev.parley.runtime.process;

import dev.parley.channel.voice.CallCosts;
import dev.parley.config.settings.Settings;
import dev.parley.config.store.Database;
import dev.parley.runtime.api.ConversationCloser;
import dev.parley.runtime.background.Chore;
import dev.parley.runtime.call.AwaitedCosts;
import dev.parley.runtime.call.CallSettings;
import dev.parley.runtime.call.LiveDriver;
import dev.parley.runtime.closing.ClosingRows;
import dev.parley.runtime.conversation.ConversationId;
import dev.parley.runtime.conversation.ConversationStore;
import dev.parley.runtime.conversation.NodeId;
import dev.parley.runtime.driver.EngineSource;
import dev.parley.runtime.driver.QueuedDriver;
import dev.parley.runtime.messaging.Bindings;
import dev.parley.runtime.messaging.CallTexts;
import dev.parley.runtime.messaging.KnownAnswers;
import dev.parley.runtime.ops.Meters;
import dev.parley.runtime.turn.TurnUnderstanding;
import dev.parley.runtime.understanding.BuiltInUnderstanding;
import java.time.Clock;
import java.time.Duration;

/// The rooms a telephone call passes through, wired.
record CallRooms(LiveDriver driver, CallSettings settings) {
  private static final Duration COSTS_EVERY = Duration.ofSeconds(5);

  /// @param senderSilent after which the outcome of a message that is being sent counts as unknown
  /// @param closed rung when a conversation was closed
  static CallRooms build(
      Settings settings,
      Database database,
      NodeId node,
      Duration leaseFor,
      Duration senderSilent,
      Bindings bindings,
      EngineSource engines,
      KnownAnswers known,
      CallTexts texts,
      TurnUnderstanding understanding,
      Meters meters,
      Runnable closed,
      Clock clock) {
    CallSettings pace = CallSettings.read(settings);
    LiveDriver driver =
        new LiveDriver(
            bindings,
            engines,
            understanding,
            new BuiltInUnderstanding(),
            database,
            new ConversationStore(database, node, leaseFor, senderSilent, clock),
            new ClosingRows(closed),
            known,
            texts,
            pace,
            leaseFor,
            clock);
    meters.gauge("parley.calls.in_progress", "calls going on here", driver::inProgress);
    return new CallRooms(driver, pace);
  }

  /// A conversation on the telephone here is ended by its call, any other one by its driver.
  ConversationCloser closer(QueuedDriver text) {
    return (tenant, id, disposition, reason) -> {
      ConversationId conversation = new ConversationId(tenant, id);
      return driver
          .stop(conversation, disposition, reason)
          .orElseGet(() -> text.close(conversation, disposition, reason));
    };
  }

  /// Asks carriers what calls cost that are over.
  Chore costs(Database database, Bindings bindings, CallCosts carriers, Clock clock) {
    AwaitedCosts awaited = new AwaitedCosts(database, bindings, carriers, settings, clock);
    return new Chore("call-costs", COSTS_EVERY, awaited::round);
  }

  /// Waits for calls under way for at most `grace`.
  void drain(Duration grace) {
    try {
      driver.drain(grace);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
