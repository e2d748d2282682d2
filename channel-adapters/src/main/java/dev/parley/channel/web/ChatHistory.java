package dev.parley.channel.web;

import java.util.List;
import java.util.Optional;

/// The turns after a given number.
///
/// @param turns ascending by `seq`, at most as many as were asked for
/// @param more whether there are further turns behind the last of these
/// @param disposition wire name of how the conversation ended, when it is closed
public record ChatHistory(List<ChatTurn> turns, boolean more, Optional<String> disposition) {
  public ChatHistory {
    turns = List.copyOf(turns);
  }
}
