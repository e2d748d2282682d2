package dev.parley.channel.sandbox.phone;

import dev.parley.channel.http.SocketEndpoint;
import dev.parley.channel.http.SocketLimits;
import dev.parley.channel.http.SocketRequest;
import dev.parley.channel.sandbox.twilio.Telephone;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/// Lets this server's own page call: one socket is one call. Thread-safe.
final class HandsetEndpoint implements SocketEndpoint {
  private static final int CALLS_MAX = 16;
  private static final int FRAME_BYTES_MAX = 8 << 10;

  /// Sound is fifty frames a second each way.
  private static final SocketLimits LIMITS =
      new SocketLimits(
          new SocketLimits.Frames(FRAME_BYTES_MAX, FRAME_BYTES_MAX, 150, 1_000),
          new SocketLimits.Queue(2_000, 1 << 20),
          new SocketLimits.Times(
              Duration.ofSeconds(10),
              Duration.ofSeconds(30),
              Duration.ofSeconds(10),
              Duration.ofSeconds(3)));

  private final Telephone telephone;
  private final SandboxLines lines;
  private final LocalOnly local;
  private final Semaphore free = new Semaphore(CALLS_MAX);

  HandsetEndpoint(Telephone telephone, SandboxLines lines, LocalOnly local) {
    this.telephone = telephone;
    this.lines = lines;
    this.local = local;
  }

  @Override
  public SocketLimits limits() {
    return LIMITS;
  }

  @Override
  public Admission admit(SocketRequest request) {
    return local.allowsWriting(request.headers())
        ? new Admission.Accept(new HandsetSocket(telephone, lines, free, request.query()))
        : new Admission.Refuse(403, "origin_not_allowed", "Only this server's own page may call.");
  }
}
