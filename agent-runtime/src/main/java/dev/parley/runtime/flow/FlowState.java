package dev.parley.runtime.flow;

import dev.parley.config.binding.ChannelType;
import dev.parley.lead.Disposition;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All an engine knows about a conversation: plain data, stored as JSON between turns. Immutable.
/// Its only polymorphic member is `Value` inside an answer.
///
/// @param lastAt when anyone last spoke
/// @param activeSeconds length of the conversation so far, pauses counted as `Limits` says
/// @param language what the agent speaks now; always one of the agent's languages
/// @param disclosed whether the disclosure has been said
/// @param answers by question id, one per question of the agent, in its order
/// @param open id of the question the contact was last asked and has not settled
/// @param turns contact turns so far
/// @param lost contact turns in a row that brought nothing
/// @param followUps follow-ups said since the contact last spoke
/// @param toldUnusable whether the contact was told that files and signs cannot be read
/// @param facts ids of facts said, in order, repeats included
/// @param objections ids of objections raised, in order, repeats included
/// @param said the agent's last words, for a contact who did not catch them; empty before the first
/// @param disposition how it ended; present when closed, and `HANDED_OFF` while with a human
/// @param reason stable code beside the disposition, e.g. `not_owner`, `turn_limit`
public record FlowState(
    Status status,
    ChannelType channel,
    Instant startedAt,
    Instant lastAt,
    long activeSeconds,
    String language,
    boolean disclosed,
    Map<String, Answer> answers,
    Optional<String> open,
    int turns,
    int lost,
    int followUps,
    boolean toldUnusable,
    List<String> facts,
    List<String> objections,
    String said,
    Optional<Disposition> disposition,
    Optional<String> reason) {
  public FlowState {
    answers = Collections.unmodifiableMap(new LinkedHashMap<>(answers));
    facts = List.copyOf(facts);
    objections = List.copyOf(objections);
  }

  /// Where a conversation stands.
  public enum Status {
    OPEN,
    WITH_HUMAN,
    CLOSED
  }

  /// The same conversation, going on elsewhere.
  public FlowState on(ChannelType other) {
    return new FlowState(
        status,
        other,
        startedAt,
        lastAt,
        activeSeconds,
        language,
        disclosed,
        answers,
        open,
        turns,
        lost,
        followUps,
        toldUnusable,
        facts,
        objections,
        said,
        disposition,
        reason);
  }

  /// The same state with other answers.
  public FlowState answering(Map<String, Answer> other) {
    return new FlowState(
        status,
        channel,
        startedAt,
        lastAt,
        activeSeconds,
        language,
        disclosed,
        other,
        open,
        turns,
        lost,
        followUps,
        toldUnusable,
        facts,
        objections,
        said,
        disposition,
        reason);
  }

  public Answer answer(String question) {
    return answers.getOrDefault(question, Answer.OPEN);
  }
}
