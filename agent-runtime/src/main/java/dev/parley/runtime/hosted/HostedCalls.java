package dev.parley.runtime.hosted;

import dev.parley.channel.hosted.EndedCall;
import dev.parley.channel.hosted.HostedChannel;
import dev.parley.config.binding.ChannelType;
import dev.parley.config.store.StoreException;
import dev.parley.lead.Disposition;
import dev.parley.runtime.closing.TranscriptAnswers;
import dev.parley.runtime.conversation.ConversationId;
import dev.parley.runtime.conversation.ConversationStore;
import dev.parley.runtime.conversation.NewConversation;
import dev.parley.runtime.conversation.OwnedConversation;
import dev.parley.runtime.conversation.TurnCommit;
import dev.parley.runtime.driver.EffectRows;
import dev.parley.runtime.driver.QueuedDriver;
import dev.parley.runtime.flow.Advance;
import dev.parley.runtime.flow.ContactTurn;
import dev.parley.runtime.flow.FlowEngine;
import dev.parley.runtime.flow.FlowState;
import dev.parley.runtime.flow.Moment;
import dev.parley.runtime.flow.Start;
import dev.parley.transcript.Speaker;
import dev.parley.transcript.Transcript;
import dev.parley.transcript.Turn;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Calls that are over: those that talked by our turns are ended, those that did not are written
/// down whole, with what their transcript tells, so that each yields its lead. Thread-safe.
public final class HostedCalls {
  private static final Logger LOG = LoggerFactory.getLogger(HostedCalls.class);

  /// PostgreSQL's word for: there is one already.
  private static final String UNIQUE = "23505";

  private final ConversationStore store;
  private final EffectRows effects;
  private final Clock clock;

  public HostedCalls(ConversationStore store, EffectRows effects, Clock clock) {
    this.store = store;
    this.effects = effects;
    this.clock = clock;
  }

  void end(QueuedDriver driver, ConversationId conversation, EndedCall call) {
    Optional<Disposition> disposition = disposition(call.how());
    if (disposition.isPresent()) {
      var unused = driver.close(conversation, disposition.get(), reason(call.how()));
    } else {
      driver.leave(conversation);
    }
  }

  /// Writes a call nobody knew of, unless somebody just did.
  void write(HostedChannel channel, FlowEngine engine, int version, byte[] hash, EndedCall call) {
    Moment began = new Moment(call.startedAt());
    FlowState state =
        engine.start(new Start(ChannelType.VOICE, call.caller(), call.language()), began);
    List<Turn> turns = turns(call, state.language());
    boolean agentFirst = !turns.isEmpty() && turns.getFirst().from() == Speaker.AGENT;
    NewConversation fresh =
        new NewConversation(
            channel.tenant(),
            channel.agent(),
            version,
            ChannelType.VOICE,
            channel.id(),
            call.caller(),
            Optional.of(hash),
            state,
            agentFirst ? Optional.of(turns.getFirst().text()) : Optional.empty(),
            Optional.of(clock.instant()),
            call.startedAt());
    begun(() -> store.begin(fresh))
        .ifPresent(
            owned ->
                close(
                    owned, engine, version, call, turns.subList(agentFirst ? 1 : 0, turns.size())));
  }

  /// Empty when a conversation of that name had begun meanwhile.
  Optional<OwnedConversation> begun(Supplier<OwnedConversation> beginning) {
    try {
      return Optional.of(beginning.get());
    } catch (StoreException e) {
      if (e.getCause() instanceof SQLException cause && UNIQUE.equals(cause.getSQLState())) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private void close(
      OwnedConversation owned, FlowEngine engine, int version, EndedCall call, List<Turn> rest) {
    List<Turn> all = new ArrayList<>(owned.transcript().turns());
    all.addAll(rest);
    Advance end = decide(owned, engine, version, call, new Transcript(all));
    TurnCommit commit =
        new TurnCommit(
            rest,
            "engine",
            List.of(),
            end.state(),
            Optional.empty(),
            List.of(),
            List.of(),
            effects.rows(end.effects(), clock.instant()),
            clock.instant());
    if (store.commit(owned, commit).isEmpty()) {
      LOG.atWarn()
          .addKeyValue("conversation", owned.id().id())
          .log("A call's transcript was not written: another node took the conversation");
    }
    effects.closed();
  }

  private Advance decide(
      OwnedConversation owned,
      FlowEngine engine,
      int version,
      EndedCall call,
      Transcript transcript) {
    Moment now = new Moment(clock.instant());
    for (Turn turn : transcript.turns()) {
      if (turn.from() == Speaker.CONTACT) {
        Optional<Advance> optOut =
            engine.optOut(owned.state(), new ContactTurn(turn.seq(), turn.text()), now);
        if (optOut.isPresent()) {
          return optOut.get();
        }
      }
    }
    Optional<Disposition> unanswered = disposition(call.how());
    if (unanswered.isPresent()) {
      return engine.close(owned.state(), unanswered.get(), reason(call.how()));
    }
    FlowState read =
        TranscriptAnswers.read(
            owned.id(), engine, version, owned.state(), transcript, call.startedAt());
    return engine.leave(read, now);
  }

  private static Optional<Disposition> disposition(EndedCall.How how) {
    return switch (how) {
      case ANSWERED -> Optional.empty();
      case VOICEMAIL -> Optional.of(Disposition.VOICEMAIL);
      case NO_ANSWER -> Optional.of(Disposition.NO_ANSWER);
      case FAILED -> Optional.of(Disposition.FAILED);
    };
  }

  private static Optional<String> reason(EndedCall.How how) {
    return how == EndedCall.How.FAILED ? Optional.of("call_failed") : Optional.empty();
  }

  private static List<Turn> turns(EndedCall call, String language) {
    List<Turn> turns = new ArrayList<>();
    for (EndedCall.Line line : call.turns()) {
      Speaker speaker = line.contact() ? Speaker.CONTACT : Speaker.AGENT;
      turns.add(new Turn(turns.size() + 1, speaker, line.text(), line.at(), language));
    }
    return turns;
  }
}
