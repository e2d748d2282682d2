package dev.parley.runtime.messaging;

import dev.parley.channel.MessageSender;
import dev.parley.channel.OutboundBody;
import dev.parley.config.agent.AgentDefinition;
import dev.parley.config.binding.ChannelType;
import dev.parley.runtime.conversation.ConversationId;
import dev.parley.runtime.conversation.OutgoingPart;
import dev.parley.runtime.conversation.OwnedConversation;
import dev.parley.runtime.conversation.WaitingMessage;
import dev.parley.runtime.driver.Outgoing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends what turns say, in order within a conversation and at once across them. What could not be
/// sent holds back what follows it: both come again by way of the rows. Thread-safe.
final class OutboxSender implements Outgoing, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OutboxSender.class);

  private final Map<ChannelType, MessageSender> senders;
  private final Handover handover;
  private final OutcomeWriter outcomes;
  private final ReadMarks readMarks;
  private final Clock clock;
  private final ConcurrentHashMap<UUID, Deque<OutboxRow>> lanes = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  OutboxSender(
      Map<ChannelType, MessageSender> senders,
      Handover handover,
      OutcomeWriter outcomes,
      ReadMarks readMarks,
      Clock clock) {
    this.senders = Map.copyOf(senders);
    this.handover = handover;
    this.outcomes = outcomes;
    this.readMarks = readMarks;
    this.clock = clock;
  }

  @Override
  public List<OutgoingPart> parts(
      OwnedConversation conversation, AgentDefinition definition, Spoken spoken) {
    MessageSender sender = senders.get(conversation.channel());
    if (sender == null) {
      return List.of();
    }
    return sender.parts(OfferedAnswers.body(conversation.channel(), definition, spoken)).stream()
        .map(
            body ->
                new OutgoingPart(UUID.randomUUID(), spoken.purpose(), OutboundBodyJson.write(body)))
        .toList();
  }

  @Override
  public void answering(OwnedConversation conversation, List<WaitingMessage> messages) {
    if (senders.containsKey(conversation.channel())) {
      readMarks.show(conversation, messages.getLast().messageId());
    }
  }

  @Override
  public void committed(OwnedConversation conversation, List<OutgoingPart> parts) {
    Instant now = clock.instant();
    send(
        conversation.id(),
        parts.stream()
            .map(
                part ->
                    new OutboxRow(
                        part.id(),
                        conversation.id(),
                        conversation.channel(),
                        conversation.lastSeq(),
                        part.purpose(),
                        body(part),
                        OutboxRow.Stage.UNSENT,
                        1,
                        now))
            .toList());
  }

  private static OutboundBody body(OutgoingPart part) {
    return OutboundBodyJson.read(part.body());
  }

  /// Rows of one conversation that this process holds, in their order.
  void send(ConversationId conversation, List<OutboxRow> rows) {
    Deque<OutboxRow> lane = new ArrayDeque<>(rows);
    Deque<OutboxRow> present =
        lanes.merge(
            conversation.id(),
            lane,
            (before, more) -> {
              before.addAll(more);
              return before;
            });
    if (present == lane) {
      try {
        threads.execute(() -> empty(conversation.id()));
      } catch (RejectedExecutionException e) {
        // Stopping: the rows are there for the next process.
        lanes.remove(conversation.id());
      }
    }
  }

  /// Messages that wait for those before them in this process.
  int waiting() {
    return lanes.size();
  }

  private void empty(UUID conversation) {
    while (true) {
      OutboxRow row = next(conversation);
      if (row == null) {
        return;
      }
      Outcome outcome = outcome(row);
      outcomes.write(outcome);
      if (!outcome.settled()) {
        holdBack(conversation);
        return;
      }
    }
  }

  private @org.jspecify.annotations.Nullable OutboxRow next(UUID conversation) {
    OutboxRow[] next = new OutboxRow[1];
    lanes.computeIfPresent(
        conversation,
        (_, lane) -> {
          next[0] = lane.poll();
          return next[0] == null ? null : lane;
        });
    return next[0];
  }

  private Outcome outcome(OutboxRow row) {
    try {
      return handover.send(row);
    } catch (RuntimeException e) {
      LOG.atError()
          .setCause(e)
          .addKeyValue("conversation", row.conversation().id())
          .log("A message could not be handed over; its outcome is found out before it is sent");
      return Outcome.unknown(row.id(), "sender_failed", Duration.ofSeconds(5));
    }
  }

  /// What follows an unsettled message goes back to the rows, untried.
  private void holdBack(UUID conversation) {
    Deque<OutboxRow> rest = lanes.remove(conversation);
    if (rest != null) {
      rest.forEach(row -> outcomes.write(Outcome.pending(row.id(), "in_order", Duration.ZERO)));
    }
  }

  /// Takes no more, and lets what is being sent finish for at most `grace`.
  void drain(Duration grace) throws InterruptedException {
    long until = System.nanoTime() + grace.toNanos();
    threads.shutdown();
    boolean done = threads.awaitTermination(grace.toMillis(), TimeUnit.MILLISECONDS);
    if (!done) {
      LOG.warn("Messages are still being sent; their outcome is found out by the next process");
    }
    outcomes.drain(Duration.ofNanos(Math.max(1_000_000, until - System.nanoTime())));
  }

  @Override
  public void close() {
    threads.shutdownNow();
    outcomes.close();
  }
}
