package dev.parley.runtime.conversation;

import dev.parley.config.language.ModelAttempt;
import dev.parley.runtime.flow.FlowState;
import dev.parley.transcript.Speaker;
import dev.parley.transcript.Transcript;
import dev.parley.transcript.Turn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Everything one turn changes, to be written in one transaction or not at all.
///
/// @param turns new turns in order: the contact's, then the agent's; either may be missing
/// @param source whose words the agent's turn holds: `model` or `engine`
/// @param answered the messages this turn answers
/// @param silenceAt when the silence timer is due; empty: no timer
/// @param attempts what the language model took
/// @param outgoing what goes to the channel's vendor, in order; none on the web
/// @param also further writes that belong to the same commit
public record TurnCommit(
    List<Turn> turns,
    String source,
    List<WaitingMessage> answered,
    FlowState state,
    Optional<Instant> silenceAt,
    List<ModelAttempt> attempts,
    List<OutgoingPart> outgoing,
    List<AlsoInCommit> also,
    Instant at) {
  public TurnCommit {
    turns = List.copyOf(turns);
    answered = List.copyOf(answered);
    attempts = List.copyOf(attempts);
    outgoing = List.copyOf(outgoing);
    also = List.copyOf(also);
  }

  /// Number of the contact's turn, which the answered messages become part of.
  Optional<Integer> contactSeq() {
    return turns.stream().filter(turn -> turn.from() == Speaker.CONTACT).map(Turn::seq).findFirst();
  }

  List<String> messageIds() {
    return answered.stream().map(WaitingMessage::messageId).toList();
  }

  int lastSeq(int before) {
    return turns.isEmpty() ? before : turns.getLast().seq();
  }

  Transcript appendTo(Transcript transcript) {
    List<Turn> all = new ArrayList<>(transcript.turns());
    all.addAll(turns);
    return new Transcript(all);
  }
}
