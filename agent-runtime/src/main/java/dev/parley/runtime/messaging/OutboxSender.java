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
import java.util.List;
import java.util.Map;
import java.util.UUID;
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
  private final Duration heldMax;
  private final Lanes lanes = new Lanes();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /// @param senderSilent after which a row of this process counts as lost: a call to a
  ///     vendor fits into two thirds of it
  OutboxSender(
      Map<ChannelType, MessageSender> senders,
      Handover handover,
      OutcomeWriter outcomes,
      ReadMarks readMarks,
      Duration senderSilent,
      Clock clock) {
    this.senders = Map.copyOf(senders);
    this.handover = handover;
    this.outcomes = outcomes;
    this.readMarks = readMarks;
    this.heldMax = senderSilent.dividedBy(3);
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
    put(
        conversation.id(),
        parts.stream()
            .map(
                part ->
                    new OutboxRow(
                        part.id(),
                        conversation.id(),
                        conversation.channel(),
                        conversation.lastSeq(),
                        false,
                        part.purpose(),
                        body(part),
                        OutboxRow.Stage.UNSENT,
                        1,
                        now,
                        now))
            .toList(),
        false);
  }

  private static OutboundBody body(OutgoingPart part) {
    return OutboundBodyJson.read(part.body());
  }

  /// A row that was handed out as the first of its conversation, and is this process's now.
  void send(OutboxRow row) {
    put(row.conversation(), List.of(row), true);
  }

  private void put(ConversationId conversation, List<OutboxRow> rows, boolean inTurn) {
    Instant now = clock.instant();
    var held = rows.stream().map(row -> new Lanes.Held(row, now)).toList();
    switch (lanes.put(conversation.id(), held, inTurn)) {
      case WAITING -> {
        // Whoever empties the lane comes to them.
      }
      case BEGIN -> begin(conversation.id());
      case HELD_BACK -> rows.forEach(this::holdBack);
    }
  }

  private void begin(UUID conversation) {
    try {
      threads.execute(() -> empty(conversation));
    } catch (RejectedExecutionException e) {
      // Stopping: the rows are there for the next process.
      lanes.drop(conversation);
    }
  }

  /// Conversations with messages that are being sent.
  int waiting() {
    return lanes.count();
  }

  private void empty(UUID conversation) {
    for (var next = lanes.next(conversation); next.isPresent(); next = lanes.next(conversation)) {
      Instant latest = next.get().since().plus(heldMax);
      if (latest.isBefore(clock.instant())) {
        holdBack(next.get().row());
        lanes.shut(conversation).forEach(held -> holdBack(held.row()));
        return;
      }
      Outcome outcome = outcome(next.get().row(), latest);
      outcomes.write(outcome);
      if (!outcome.settled()) {
        lanes.shut(conversation).forEach(held -> holdBack(held.row()));
        return;
      }
    }
  }

  /// What follows an unsettled message goes back to the rows, untried; and so does what waited
  /// for so long that another process would take it for lost while it was being sent from here.
  /// One that has done so already is not disturbed: it is another attempt.
  private void holdBack(OutboxRow row) {
    outcomes.write(Outcome.pending(row, "in_order", Duration.ZERO));
  }

  private Outcome outcome(OutboxRow row, Instant latest) {
    try {
      return handover.send(row, latest);
    } catch (RuntimeException e) {
      LOG.atError()
          .setCause(e)
          .addKeyValue("conversation", row.conversation().id())
          .log("A message could not be handed over; its outcome is found out before it is sent");
      return Outcome.unknown(row, "sender_failed", Duration.ofSeconds(5));
    }
  }

  /// Takes no more, and lets what is being sent finish for at most `grace`.
  void drain(Duration grace) throws InterruptedException {
    long until = System.nanoTime() + grace.toNanos();
    threads.shutdown();
    handover.stop();
    boolean done = threads.awaitTermination(grace.toMillis(), TimeUnit.MILLISECONDS);
    if (!done) {
      LOG.warn("Messages are still being sent; their outcome is found out by the next process");
    }
    outcomes.drain(Duration.ofNanos(Math.max(1_000_000, until - System.nanoTime())));
  }

  @Override
  public void close() {
    handover.stop();
    threads.shutdownNow();
    outcomes.close();
  }
}
