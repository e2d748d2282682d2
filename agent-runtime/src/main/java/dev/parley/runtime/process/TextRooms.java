package dev.parley.runtime.process;

import dev.parley.config.store.Database;
import dev.parley.runtime.background.Sweep;
import dev.parley.runtime.chat.ChatFollower;
import dev.parley.runtime.chat.ChatHub;
import dev.parley.runtime.chat.ChatRows;
import dev.parley.runtime.chat.WebConversations;
import dev.parley.runtime.chat.Widgets;
import dev.parley.runtime.closing.ClosingRows;
import dev.parley.runtime.conversation.ConversationStore;
import dev.parley.runtime.conversation.Inbox;
import dev.parley.runtime.conversation.NodeId;
import dev.parley.runtime.driver.Announcer;
import dev.parley.runtime.driver.Announcers;
import dev.parley.runtime.driver.ConversationWorker;
import dev.parley.runtime.driver.DriverSettings;
import dev.parley.runtime.driver.EngineSource;
import dev.parley.runtime.driver.Milestones;
import dev.parley.runtime.driver.Outgoing;
import dev.parley.runtime.driver.PictureAnswers;
import dev.parley.runtime.driver.QueuedDriver;
import dev.parley.runtime.driver.Relocation;
import dev.parley.runtime.driver.Tellings;
import dev.parley.runtime.ops.Meters;
import dev.parley.runtime.turn.TurnUnderstanding;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/// The rooms a text conversation passes through, wired.
record TextRooms(QueuedDriver driver, WebConversations web, Sweep sweep, DriverSettings settings) {
  private static final Duration WIDGETS_FOR = Duration.ofSeconds(2);

  /// @param senderSilent after which the outcome of a message that is being sent counts as unknown
  /// @param listening told what is committed, besides the web chat
  /// @param tellings who hears answers before they are whole
  /// @param closed rung when a conversation was closed
  static TextRooms build(
      Database database,
      NodeId node,
      DriverSettings settings,
      Duration senderSilent,
      EngineSource engines,
      TurnUnderstanding understanding,
      PictureAnswers pictures,
      Meters meters,
      Runnable closed,
      Outgoing outgoing,
      Relocation relocation,
      Announcer listening,
      Tellings tellings,
      Milestones milestones,
      Clock clock) {
    ConversationStore store =
        new ConversationStore(database, node, settings.leaseFor(), senderSilent, clock);
    Inbox inbox = new Inbox(database, settings.waitingMax());
    ChatHub hub = new ChatHub();
    ChatRows rows = new ChatRows(database);
    ConversationWorker worker =
        new ConversationWorker(
            store,
            inbox,
            engines,
            understanding,
            pictures,
            new ClosingRows(closed),
            outgoing,
            relocation,
            new Announcers(List.of(hub, listening)),
            tellings,
            meters,
            milestones,
            settings,
            clock);
    QueuedDriver driver = new QueuedDriver(settings, worker, clock);
    Widgets widgets = new Widgets(database, engines, clock, WIDGETS_FOR);
    WebConversations web =
        new WebConversations(widgets, rows, store, inbox, driver, hub, milestones, clock);
    Sweep sweep = new Sweep(database, node, driver, new ChatFollower(hub, rows), clock);
    meters.gauge("parley.conversations.in_memory", "conversations held", driver::inMemory);
    return new TextRooms(driver, web, sweep, settings);
  }
}
