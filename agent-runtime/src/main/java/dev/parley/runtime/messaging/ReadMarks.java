package dev.parley.runtime.messaging;

import dev.parley.channel.MessageSender;
import dev.parley.config.binding.ChannelType;
import dev.parley.runtime.conversation.OwnedConversation;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;

/// Shows a contact that the message was read and is being answered. Nothing depends on it: where
/// too many are under way, one is left out. Thread-safe.
final class ReadMarks implements AutoCloseable {
  private static final int UNDER_WAY_MAX = 64;

  private final Map<ChannelType, MessageSender> senders;
  private final Routes routes;
  private final Semaphore places = new Semaphore(UNDER_WAY_MAX);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  ReadMarks(Map<ChannelType, MessageSender> senders, Routes routes) {
    this.senders = Map.copyOf(senders);
    this.routes = routes;
  }

  void show(OwnedConversation conversation, String messageId) {
    MessageSender sender = senders.get(conversation.channel());
    if (sender == null || !places.tryAcquire()) {
      return;
    }
    try {
      threads.execute(
          () -> {
            try {
              routes
                  .find(conversation.id(), conversation.channel())
                  .ifPresent(route -> sender.readAndTyping(route.account(), messageId));
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
