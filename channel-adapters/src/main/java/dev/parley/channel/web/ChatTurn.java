package dev.parley.channel.web;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

/// A committed turn, as a browser shows it.
///
/// @param seq its number in the conversation, from 1 and ascending; gaps are allowed
/// @param messageIds for the contact's turns: the client's ids of the messages it holds, so that
///     the tab that sent them does not show them twice. Empty for everyone else's.
public record ChatTurn(int seq, From from, String text, Instant at, List<String> messageIds) {
  /// Whose words.
  public enum From {
    CONTACT,
    AGENT,
    HUMAN;

    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public ChatTurn {
    messageIds = List.copyOf(messageIds);
    if (seq < 1) {
      throw new IllegalArgumentException("turns are numbered from 1, not " + seq);
    }
  }
}
