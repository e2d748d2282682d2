package dev.parley.runtime.messaging;

import dev.parley.channel.MessagePort;
import dev.parley.channel.MessageSender;
import dev.parley.config.binding.ChannelType;
import dev.parley.config.store.Database;
import dev.parley.runtime.consent.ConsentLedger;
import dev.parley.runtime.consent.SendGate;
import dev.parley.runtime.conversation.ConversationId;
import dev.parley.runtime.driver.EngineSource;
import dev.parley.runtime.driver.Milestones;
import dev.parley.runtime.driver.Outgoing;
import dev.parley.runtime.driver.QueuedDriver;
import dev.parley.runtime.driver.Relocation;
import dev.parley.runtime.media.MediaRequests;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/// The message channels over the conversation's rows: made in two steps, since the driver sends
/// through it and it wakes the driver. Thread-safe.
public final class Messaging implements AutoCloseable {
  private final Database database;
  private final Bindings bindings;
  private final Map<ChannelType, MessageSender> senders;
  private final MessagingSettings settings;
  private final Milestones milestones;
  private final Clock clock;
  private final ContactBook contacts = new ContactBook();
  private final Consents consents;
  private final OutcomeWriter outcomes;
  private final ReadMarks readMarks;
  private final OutboxSender sender;
  private final OutboxSweep sweep;
  private final ContactConversations conversations;
  private final CallTexts callTexts;
  private volatile Consumer<ConversationId> unreached = _ -> {};
  private volatile Consumer<ConversationId> begun = _ -> {};

  /// @param senders the vendors' ways out, by channel
  public Messaging(
      Database database,
      Bindings bindings,
      EngineSource engines,
      Map<ChannelType, MessageSender> senders,
      MessagingSettings settings,
      Milestones milestones,
      Clock clock) {
    this.database = database;
    this.bindings = bindings;
    this.senders = Map.copyOf(senders);
    this.settings = settings;
    this.milestones = milestones;
    this.clock = clock;
    ConsentLedger ledger = new ConsentLedger();
    this.consents = new Consents(ledger, contacts);
    this.conversations =
        new ContactConversations(database, engines, settings.known(), settings.afterwordFor());
    this.callTexts =
        new CallTexts(database, bindings, senders, settings.serviceWindow(), ledger, clock);
    Routes routes = new Routes(database, bindings);
    this.outcomes = new OutcomeWriter(database);
    this.readMarks = new ReadMarks(senders, routes);
    Handover handover =
        new Handover(
            senders,
            routes,
            new VendorRefusals(database, routes, consents, clock),
            settings.outbox(),
            milestones,
            clock);
    this.sender =
        new OutboxSender(
            senders, handover, outcomes, readMarks, settings.outbox().senderSilent(), clock);
    UnaskedGate gate =
        new FollowUpGate(
            database,
            new GateFacts(engines, ledger, clock),
            new SendGate(SendGate.WINDOW_MARGIN),
            new MissedWordsGate(
                database,
                settings.outbox().giveUpAfter(),
                conversation -> unreached.accept(conversation)),
            settings.serviceWindow(),
            clock);
    this.sweep =
        new OutboxSweep(
            new OutboxRows(database, settings.outbox().senderSilent()), gate, sender, outcomes);
  }

  /// What turns are sent through.
  public Outgoing outgoing() {
    return sender;
  }

  /// How a conversation goes on by SMS or WhatsApp.
  public Relocation relocation() {
    LateWords lateWords =
        new LateWords(
            database,
            bindings,
            contacts,
            conversations,
            conversation -> begun.accept(conversation),
            clock);
    return new Relocations(database, contacts, lateWords, settings.serviceWindow(), clock);
  }

  /// How a call asks by text message.
  public CallTexts callTexts() {
    return callTexts;
  }

  /// What vendors bring their messages to.
  public MessagePort inbound(QueuedDriver driver, int waitingMax, MediaRequests media) {
    unreached = driver::unreached;
    begun = driver::lookAgain;
    return new InboundMessages(
        database,
        bindings,
        contacts,
        conversations,
        consents,
        new Receipts(database),
        new MessageInbox(database, waitingMax, media),
        media,
        driver,
        milestones,
        clock);
  }

  /// Conversations with messages that are being sent (for the metrics).
  public int sending() {
    return sender.waiting();
  }

  /// Looks for what other processes left behind, from now on. Vendors must reach this one already:
  /// a receipt that tells what became of a message could not come before.
  public void start() {
    senders.values().forEach(MessageSender::listening);
    outcomes.start();
    sweep.start(settings.outbox().sweepEvery());
  }

  /// No new messages; those being sent are finished within `grace`.
  public void drain(Duration grace) throws InterruptedException {
    sweep.close();
    readMarks.close();
    sender.drain(grace);
  }

  @Override
  public void close() {
    sweep.close();
    readMarks.close();
    sender.close();
  }
}
