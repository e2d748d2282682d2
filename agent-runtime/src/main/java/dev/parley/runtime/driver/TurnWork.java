package dev.parley.runtime.driver;

import dev.parley.config.agent.AgentDefinition;
import dev.parley.config.language.ModelAttempt;
import dev.parley.lead.Disposition;
import dev.parley.runtime.conversation.AlsoInCommit;
import dev.parley.runtime.conversation.Committed;
import dev.parley.runtime.conversation.ConversationStore;
import dev.parley.runtime.conversation.OutgoingPart;
import dev.parley.runtime.conversation.OwnedConversation;
import dev.parley.runtime.conversation.TurnCommit;
import dev.parley.runtime.conversation.WaitingMessage;
import dev.parley.runtime.driver.Milestones.Milestone;
import dev.parley.runtime.flow.Advance;
import dev.parley.runtime.flow.ContactTurn;
import dev.parley.runtime.flow.Effect;
import dev.parley.runtime.flow.FlowState;
import dev.parley.transcript.Speaker;
import dev.parley.transcript.Turn;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// From an advance to committed rows, and from committed rows to those who listen. Thread-safe.
final class TurnWork {
  private final ConversationStore store;
  private final EffectRows effects;
  private final Outgoing outgoing;
  private final Announcer announcer;
  private final Milestones milestones;
  private final Clock clock;

  TurnWork(
      ConversationStore store,
      EffectRows effects,
      Outgoing outgoing,
      Announcer announcer,
      Milestones milestones,
      Clock clock) {
    this.store = store;
    this.effects = effects;
    this.outgoing = outgoing;
    this.announcer = announcer;
    this.milestones = milestones;
    this.clock = clock;
  }

  /// The contact's turn and its answer; empty when the lease was lost and nothing was written.
  Optional<OwnedConversation> answer(
      OwnedConversation owned,
      AgentDefinition definition,
      ContactTurn contact,
      List<WaitingMessage> messages,
      Advance advance,
      List<ModelAttempt> attempts) {
    Instant at = clock.instant();
    List<Turn> turns = new ArrayList<>();
    turns.add(
        new Turn(
            contact.seq(),
            Speaker.CONTACT,
            contact.text(),
            messages.getLast().receivedAt(),
            advance.state().language()));
    return commit(owned, definition, turns, messages, advance, attempts, at);
  }

  /// What the agent does of its own accord, or on someone's request.
  Optional<OwnedConversation> act(
      OwnedConversation owned, AgentDefinition definition, Advance advance) {
    return commit(
        owned, definition, new ArrayList<>(), List.of(), advance, List.of(), clock.instant());
  }

  private Optional<OwnedConversation> commit(
      OwnedConversation owned,
      AgentDefinition definition,
      List<Turn> turns,
      List<WaitingMessage> messages,
      Advance advance,
      List<ModelAttempt> attempts,
      Instant at) {
    FlowState state = advance.state();
    int next = (turns.isEmpty() ? owned.lastSeq() : turns.getLast().seq()) + 1;
    advance
        .say()
        .ifPresent(say -> turns.add(new Turn(next, Speaker.AGENT, say, at, state.language())));
    List<OutgoingPart> parts =
        advance
            .say()
            .map(say -> new Outgoing.Spoken(say, state, purpose(advance, messages)))
            .map(spoken -> outgoing.parts(owned, definition, spoken))
            .orElse(List.of());
    List<AlsoInCommit> also = effects.rows(advance.effects(), at);
    TurnCommit commit =
        new TurnCommit(
            turns,
            advance.source().name().toLowerCase(Locale.ROOT),
            messages,
            state,
            silenceAt(advance.effects(), at),
            attempts,
            parts,
            also,
            at);
    milestones.reached(Milestone.BEFORE_TURN_COMMIT);
    Optional<Committed> committed = store.commit(owned, commit);
    committed.ifPresent(
        written -> {
          announce(owned, written.after(), turns, messages);
          send(written, parts);
        });
    return committed.map(Committed::after);
  }

  private void send(Committed written, List<OutgoingPart> parts) {
    List<OutgoingPart> now =
        parts.stream().filter(part -> written.toSend().contains(part.id())).toList();
    if (!now.isEmpty()) {
      outgoing.committed(written.after(), now);
    }
  }

  private static OutgoingPart.Purpose purpose(Advance advance, List<WaitingMessage> messages) {
    if (advance.effects().stream().anyMatch(Effect.OptOut.class::isInstance)) {
      return OutgoingPart.Purpose.CONSENT;
    }
    return messages.isEmpty() ? OutgoingPart.Purpose.UNASKED : OutgoingPart.Purpose.REPLY;
  }

  private void announce(
      OwnedConversation before,
      OwnedConversation after,
      List<Turn> turns,
      List<WaitingMessage> messages) {
    milestones.reached(Milestone.TURN_COMMITTED);
    List<String> messageIds = messages.stream().map(WaitingMessage::messageId).toList();
    announcer.committed(after.id(), turns, messageIds);
    if (before.state().status() != FlowState.Status.CLOSED
        && after.state().status() == FlowState.Status.CLOSED) {
      announcer.closed(after.id(), after.state().disposition().orElse(Disposition.ABANDONED));
      effects.closed();
    }
    milestones.reached(Milestone.ANNOUNCED);
  }

  private static Optional<Instant> silenceAt(List<Effect> effects, Instant at) {
    return effects.stream()
        .filter(Effect.ScheduleFollowUp.class::isInstance)
        .map(Effect.ScheduleFollowUp.class::cast)
        .map(followUp -> at.plus(followUp.after()))
        .findFirst();
  }
}
