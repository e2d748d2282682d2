package dev.parley.channel.http;

import dev.parley.config.net.FreePort;
import dev.parley.config.net.Reach;
import java.time.Duration;

/// Calls to vendors that give up quickly.
public final class Calls {
  public static final OutgoingLimits QUICK =
      new OutgoingLimits(
          Duration.ofSeconds(2),
          Duration.ofMillis(300),
          Duration.ofSeconds(2),
          Duration.ofSeconds(2),
          8,
          Duration.ofSeconds(10),
          1 << 20);

  private Calls() {}

  /// Calls to a simulated vendor, which answers however busy the machine is.
  public static OutgoingHttp patient() {
    return new OutgoingHttp(Reach.LOCAL, OutgoingLimits.DEFAULTS);
  }

  public static OutgoingHttp local() {
    return new OutgoingHttp(Reach.LOCAL, QUICK);
  }

  /// Where nobody listens.
  public static String nowhere() {
    return "http://127.0.0.1:" + FreePort.ofNobody();
  }
}
