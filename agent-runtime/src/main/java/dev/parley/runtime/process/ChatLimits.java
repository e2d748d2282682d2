package dev.parley.runtime.process;

import dev.parley.channel.http.SocketLimits;
import dev.parley.channel.http.Sockets;
import dev.parley.channel.web.WebChatLimits;
import dev.parley.config.settings.Settings;
import java.time.Duration;

/// The web chat's limits from settings.
final class ChatLimits {
  private static final int MANY = 1_000_000;

  private ChatLimits() {}

  static Sockets.Limits sockets(Settings settings) {
    Sockets.Limits defaults = Sockets.Limits.DEFAULTS;
    return new Sockets.Limits(
        settings.whole("PARLEY_SOCKETS_MAX", defaults.socketsMax(), 1, MANY),
        settings.whole("PARLEY_SOCKETS_PER_ADDRESS_MAX", defaults.socketsPerAddressMax(), 1, MANY),
        settings.whole("PARLEY_TRUSTED_PROXIES", defaults.trustedProxies(), 0, 10));
  }

  static WebChatLimits chat(Settings settings) {
    WebChatLimits defaults = WebChatLimits.DEFAULTS;
    return new WebChatLimits(
        settings.whole("PARLEY_CHAT_TEXT_CHARS_MAX", defaults.textCharsMax(), 1, 60_000),
        settings.duration(
            "PARLEY_CHAT_HELLO_WITHIN",
            defaults.hello(),
            Duration.ofMillis(100),
            Duration.ofMinutes(5)),
        settings.whole(
            "PARLEY_CHAT_MESSAGES_PER_SECOND", (int) defaults.messagesPerSecond(), 1, 10_000),
        settings.whole("PARLEY_CHAT_MESSAGES_BURST", defaults.messagesBurst(), 1, 10_000),
        defaults.faultsMax(),
        defaults.historyPage());
  }

  /// Frames may come as fast as messages may, twice over for the typing signs between them.
  static SocketLimits socket(Settings settings) {
    SocketLimits defaults = SocketLimits.CHAT;
    WebChatLimits chat = chat(settings);
    SocketLimits.Frames frames = defaults.frames();
    return new SocketLimits(
        new SocketLimits.Frames(
            frames.frameBytesMax(),
            frames.messageBytesMax(),
            Math.max(frames.perSecond(), 2 * chat.messagesPerSecond()),
            Math.max(frames.burst(), 2 * chat.messagesBurst())),
        defaults.queue(),
        defaults.times());
  }
}
