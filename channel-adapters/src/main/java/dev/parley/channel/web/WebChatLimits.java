package dev.parley.channel.web;

import java.time.Duration;

/// What one browser may do.
///
/// @param textCharsMax of one message, in UTF-16 units, as browsers count
/// @param hello a socket that has not said hello after this long is closed
/// @param messagesPerSecond in the long run, per socket; faster is refused with `too_fast`
/// @param messagesBurst at once
/// @param faultsMax refused frames in a row after which the socket is closed with 1008
/// @param historyPage turns read at once when a browser catches up
public record WebChatLimits(
    int textCharsMax,
    Duration hello,
    double messagesPerSecond,
    int messagesBurst,
    int faultsMax,
    int historyPage) {
  public static final WebChatLimits DEFAULTS =
      new WebChatLimits(4_000, Duration.ofSeconds(10), 5, 30, 20, 100);

  public WebChatLimits {
    if (textCharsMax < 1 || messagesBurst < 1 || faultsMax < 1 || historyPage < 1) {
      throw new IllegalArgumentException("web chat limits start at 1");
    }
  }
}
