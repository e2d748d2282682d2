package dev.parley.runtime.messaging;

import dev.parley.channel.MessageSender;
import dev.parley.config.binding.ChannelType;
import dev.parley.runtime.conversation.ConversationId;
import dev.parley.runtime.conversation.OwnedConversation;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/// Shows a contact that the message was read and is being answered. Who writes quickly is shown it
/// for the first message, and a moment later for the last: one mark covers those before it. Nothing
/// depends on it: where too many are under way, one is left out. Thread-safe.
final class ReadMarks implements AutoCloseable {
  private static final int UNDER_WAY_MAX = 64;
  private static final Duration BETWEEN = Duration.ofSeconds(2);

  private final Map<ChannelType, MessageSender> senders;
  private final BiFunction<ConversationId, ChannelType, Optional<Route>> routes;
  private final Semaphore places = new Semaphore(UNDER_WAY_MAX);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Executor later;

  /// The last message of each conversation that was shown something in the last moment, where it
  /// was not shown itself.
  private final ConcurrentHashMap<ConversationId, Optional<String>> unshown =
      new ConcurrentHashMap<>();

  ReadMarks(Map<ChannelType, MessageSender> senders, Routes routes) {
    this(
        senders,
        routes::find,
        CompletableFuture.delayedExecutor(BETWEEN.toMillis(), TimeUnit.MILLISECONDS));
  }

  /// @param later runs what it is given after a moment
  ReadMarks(
      Map<ChannelType, MessageSender> senders,
      BiFunction<ConversationId, ChannelType, Optional<Route>> routes,
      Executor later) {
    this.senders = Map.copyOf(senders);
    this.routes = routes;
    this.later = later;
  }

  void show(OwnedConversation conversation, String messageId) {
    show(conversation.id(), conversation.channel(), messageId);
  }

  void show(ConversationId id, ChannelType channel, String messageId) {
    MessageSender sender = senders.get(channel);
    if (sender == null || !sender.showsReading()) {
      return;
    }
    boolean shownLately = unshown.putIfAbsent(id, Optional.empty()) != null;
    if (shownLately && unshown.replace(id, Optional.of(messageId)) != null) {
      return;
    }
    send(id, channel, route -> sender.readAndTyping(route.account(), messageId));
    later.execute(() -> again(id, channel, sender));
  }

  /// The answer is there by now: only that it was read is left to show.
  private void again(ConversationId id, ChannelType channel, MessageSender sender) {
    Optional<String> last =
        Optional.ofNullable(
                unshown.computeIfPresent(id, (_, waiting) -> waiting.isEmpty() ? null : waiting))
            .flatMap(one -> one);
    if (last.isPresent()) {
      unshown.replace(id, last, Optional.empty());
      send(id, channel, route -> sender.read(route.account(), last.get()));
      later.execute(() -> again(id, channel, sender));
    }
  }

  private void send(ConversationId id, ChannelType channel, Consumer<Route> mark) {
    if (!places.tryAcquire()) {
      return;
    }
    try {
      threads.execute(
          () -> {
            try {
              routes.apply(id, channel).ifPresent(mark);
            } finally {
              places.release();
            }
          });
    } catch (RejectedExecutionException stopping) {
      places.release();
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
