package dev.parley.runtime.conversation;

import dev.parley.config.binding.ChannelType;
import dev.parley.runtime.flow.FlowState;
import dev.parley.transcript.Transcript;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// A conversation as its owner holds it: valid while nobody else has taken the lease, which the
/// token proves at each commit. Immutable.
///
/// @param token fences off an owner who lost the lease
/// @param leaseUntil by this process's clock, a little early: take the lease again after it
/// @param silenceAt when the silence timer is due
/// @param lastSeq number of the last turn, 0 before the first
public record OwnedConversation(
    ConversationId id,
    String agent,
    int agentVersion,
    ChannelType channel,
    UUID contact,
    FlowState state,
    Transcript transcript,
    int lastSeq,
    Optional<Instant> silenceAt,
    long token,
    Instant leaseUntil) {
  /// Whether the silence timer is due: a word of the contact since would have moved it.
  public boolean silent(Instant now) {
    return silenceAt.isPresent() && !silenceAt.get().isAfter(now);
  }

  /// The same conversation on another channel.
  public OwnedConversation movedTo(ChannelType to, UUID newContact, FlowState moved) {
    return new OwnedConversation(
        id,
        agent,
        agentVersion,
        to,
        newContact,
        moved,
        transcript,
        lastSeq,
        silenceAt,
        token,
        leaseUntil);
  }

  /// The same conversation after a turn was committed.
  OwnedConversation after(TurnCommit commit, Instant newLeaseUntil) {
    return new OwnedConversation(
        id,
        agent,
        agentVersion,
        channel,
        contact,
        commit.state(),
        commit.appendTo(transcript),
        commit.lastSeq(lastSeq),
        commit.silenceAt(),
        token,
        newLeaseUntil);
  }
}
