package dev.parley.runtime.process;

import dev.parley.channel.hosted.ChatCompletions;
import dev.parley.channel.hosted.HostedChannels;
import dev.parley.channel.hosted.HostedSettings;
import dev.parley.channel.hosted.HostedTalk;
import dev.parley.channel.hosted.PostCallWebhook;
import dev.parley.config.binding.ServedChannels;
import dev.parley.config.settings.Settings;
import dev.parley.config.store.Database;
import dev.parley.runtime.closing.ClosingRows;
import dev.parley.runtime.conversation.ConversationStore;
import dev.parley.runtime.conversation.Inbox;
import dev.parley.runtime.conversation.NodeId;
import dev.parley.runtime.driver.EngineSource;
import dev.parley.runtime.hosted.HostedCalls;
import dev.parley.runtime.hosted.HostedConversations;
import dev.parley.runtime.hosted.StoredHostedChannels;
import dev.parley.runtime.hosted.Waiters;
import io.helidon.webserver.http.HttpRouting;
import java.time.Clock;
import java.time.Duration;

/// The rooms of voice agents that are hosted elsewhere, wired.
record HostedRooms(HostedSettings settings, HostedChannels channels, HostedTalk talk) {

  /// @param closed rung when a conversation was closed
  static HostedRooms build(
      Settings settings,
      Database database,
      ServedChannels served,
      NodeId node,
      TextRooms text,
      Duration senderSilent,
      EngineSource engines,
      Waiters waiters,
      Runnable closed,
      Clock clock) {
    HostedSettings bounds = HostedSettings.read(settings);
    ConversationStore store =
        new ConversationStore(database, node, text.settings().leaseFor(), senderSilent, clock);
    HostedTalk talk =
        new HostedConversations(
            database,
            store,
            new Inbox(database, text.settings().waitingMax()),
            text.driver(),
            engines,
            waiters,
            new HostedCalls(store, new ClosingRows(closed), clock),
            bounds,
            clock);
    return new HostedRooms(bounds, new StoredHostedChannels(database, served), talk);
  }

  /// Adds both doors. Before the API, which takes all of `/v1`.
  void addTo(HttpRouting.Builder routing, Clock clock) {
    routing.register(new ChatCompletions(settings, channels, talk, clock));
    routing.register(new PostCallWebhook(settings, channels, talk, clock));
  }
}
