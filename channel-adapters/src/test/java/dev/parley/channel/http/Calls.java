package dev.parley.channel.http;

import dev.parley.config.net.NobodysPort;
import dev.parley.config.net.Reach;
import java.time.Duration;

/// Calls to vendors.
public final class Calls {
  private static final OutgoingLimits HASTY =
      new OutgoingLimits(
          Duration.ofSeconds(30),
          Duration.ofMillis(300),
          Duration.ofSeconds(60),
          Duration.ofSeconds(60),
          8,
          Duration.ofSeconds(10),
          1 << 20);

  private Calls() {}

  /// Calls to a simulated vendor, which answers however busy the machine is.
  public static OutgoingHttp patient() {
    return new OutgoingHttp(Reach.LOCAL, OutgoingLimits.DEFAULTS);
  }

  /// Calls to a vendor that is not going to answer.
  public static OutgoingHttp hasty() {
    return new OutgoingHttp(Reach.LOCAL, HASTY);
  }

  /// Where nobody listens.
  public static String nowhere() {
    return "http://127.0.0.1:" + NobodysPort.number();
  }
}
