package dev.parley.channel.http;

import java.time.Duration;

/// What one WebSocket may cost. Every kind of socket states its own.
public record SocketLimits(Frames frames, Queue queue, Times times) {

  /// A browser's chat: small messages, rarely.
  public static final SocketLimits CHAT =
      new SocketLimits(
          new Frames(65_536, 65_536, 20, 60),
          new Queue(256, 262_144),
          new Times(
              Duration.ofSeconds(30),
              Duration.ofSeconds(75),
              Duration.ofSeconds(15),
              Duration.ofSeconds(5)));

  /// What a peer may send. A longer frame or message closes the socket with 1009, a faster stream
  /// of frames (control frames included) with 1008.
  ///
  /// @param frameBytesMax payload of one frame
  /// @param messageBytesMax all fragments of a message together
  /// @param perSecond frames a second in the long run
  /// @param burst frames at once
  public record Frames(int frameBytesMax, int messageBytesMax, double perSecond, int burst) {
    public Frames {
      if (frameBytesMax < 126 || messageBytesMax < 126 || perSecond <= 0 || burst < 1) {
        throw new IllegalArgumentException("a socket must be able to receive something");
      }
    }
  }

  /// What may wait to be written. A fuller queue means a reader too slow: the socket is closed with
  /// 1013, and its peer comes back for what it missed.
  ///
  /// @param framesMax frames waiting
  /// @param charsMax UTF-16 units waiting
  public record Queue(int framesMax, int charsMax) {
    public Queue {
      if (framesMax < 1 || charsMax < 1) {
        throw new IllegalArgumentException("a socket must be able to send something");
      }
    }
  }

  /// @param ping after this long without a frame from the peer it is pinged
  /// @param idle after this long without a frame it is taken for dead and cut
  /// @param write a single frame not written after this long: cut
  /// @param close a close not answered after this long: cut
  public record Times(Duration ping, Duration idle, Duration write, Duration close) {
    public Times {
      if (ping.compareTo(idle) >= 0) {
        throw new IllegalArgumentException("a peer must be pinged before it is taken for dead");
      }
    }
  }
}
