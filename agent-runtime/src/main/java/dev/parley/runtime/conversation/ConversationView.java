package dev.parley.runtime.conversation;

import dev.parley.runtime.flow.FlowState;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A conversation as the business sees it.
///
/// @param addresses the contact's, as `channel:address`
/// @param call where the conversation is a telephone call
public record ConversationView(
    UUID id,
    String agent,
    int agentVersion,
    String channel,
    UUID contact,
    List<String> addresses,
    String status,
    Optional<String> disposition,
    Optional<String> reason,
    String language,
    Instant startedAt,
    Optional<Instant> endedAt,
    FlowState state,
    Optional<CallView> call) {
  public ConversationView {
    addresses = List.copyOf(addresses);
  }

  /// @param callId the carrier's id; empty before the carrier has taken the call
  /// @param contact E.164; empty where the caller withholds it
  /// @param seconds as the carrier counts, else as the line was up
  /// @param outcome how the line ended, or why there was none
  /// @param recording `none`, `refused` or `allowed`
  /// @param cost what the carrier charged, with its currency, where it is told
  public record CallView(
      Optional<String> callId,
      String direction,
      String business,
      Optional<String> contact,
      Instant startedAt,
      Optional<Instant> endedAt,
      Optional<Integer> seconds,
      Optional<String> outcome,
      String recording,
      Optional<String> recordingId,
      Optional<BigDecimal> cost,
      Optional<String> currency) {}
}
