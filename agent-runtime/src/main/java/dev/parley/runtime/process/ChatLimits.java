package dev.parley.runtime.process;

import dev.parley.channel.http.SocketLimits;
import dev.parley.channel.http.Sockets;
import dev.parley.channel.web.WebChatLimits;
import dev.parley.config.settings.Settings;
import dev.parley.config.settings.SettingsException;
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
        settings.whole("PARLEY_CHAT_FAULTS_MAX", defaults.faultsMax(), 1, 10_000),
        settings.whole("PARLEY_CHAT_HISTORY_PAGE", defaults.historyPage(), 1, 10_000));
  }

  static SocketLimits socket(Settings settings) {
    SocketLimits.Queue queue = SocketLimits.CHAT.queue();
    return new SocketLimits(
        frames(settings),
        new SocketLimits.Queue(
            settings.whole("PARLEY_SOCKET_QUEUE_FRAMES_MAX", queue.framesMax(), 1, MANY),
            settings.whole("PARLEY_SOCKET_QUEUE_CHARS_MAX", queue.charsMax(), 1_024, 1 << 28)),
        times(settings));
  }

  /// Frames may come as fast as messages may, twice over for the typing signs between them.
  private static SocketLimits.Frames frames(Settings settings) {
    WebChatLimits chat = chat(settings);
    SocketLimits.Frames frames = SocketLimits.CHAT.frames();
    int bytesMax =
        settings.whole("PARLEY_SOCKET_MESSAGE_BYTES_MAX", frames.messageBytesMax(), 1_024, 1 << 20);
    return new SocketLimits.Frames(
        bytesMax,
        bytesMax,
        Math.max(
            settings.whole("PARLEY_SOCKET_FRAMES_PER_SECOND", (int) frames.perSecond(), 1, MANY),
            2 * chat.messagesPerSecond()),
        Math.max(
            settings.whole("PARLEY_SOCKET_FRAMES_BURST", frames.burst(), 1, MANY),
            2 * chat.messagesBurst()));
  }

  private static SocketLimits.Times times(Settings settings) {
    SocketLimits.Times times = SocketLimits.CHAT.times();
    Duration second = Duration.ofSeconds(1);
    Duration hour = Duration.ofHours(1);
    Duration ping = settings.duration("PARLEY_SOCKET_PING", times.ping(), second, hour);
    Duration idle = settings.duration("PARLEY_SOCKET_IDLE", times.idle(), second, hour);
    if (ping.compareTo(idle) >= 0) {
      throw new SettingsException("PARLEY_SOCKET_IDLE", "more than PARLEY_SOCKET_PING");
    }
    return new SocketLimits.Times(
        ping,
        idle,
        settings.duration("PARLEY_SOCKET_WRITE", times.write(), second, hour),
        settings.duration("PARLEY_SOCKET_CLOSE", times.close(), second, hour));
  }
}
