package dev.parley.channel.sandbox.elevenlabs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.channel.http.SocketEnd;
import dev.parley.channel.http.SocketListener;
import dev.parley.channel.http.SocketPeer;
import dev.parley.config.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What both sockets share: faults by script, sending in order, its end. Guarded by this.
abstract class SandboxSocket implements SocketListener {
  final Bench bench;
  private final Optional<SpeechFaults.Planned> planned;
  private @Nullable SocketPeer peer;
  private int messages;
  private int told;
  private boolean mute;
  private boolean struck;
  private boolean ended;

  SandboxSocket(Bench bench, Optional<SpeechFaults.Planned> planned) {
    this.bench = bench;
    this.planned = planned;
  }

  /// The socket stands.
  abstract void begin();

  /// One message of the client.
  abstract void message(JsonNode message);

  /// Tells an error as this socket does, and closes where it would.
  abstract void fail(String error);

  @Override
  public final synchronized void opened(SocketPeer opened) {
    peer = opened;
    bench.opened(this);
    begin();
    strike(messages, false);
  }

  @Override
  public final synchronized void text(String message) {
    if (ended || mute) {
      return;
    }
    try {
      message(Json.parse(message.getBytes(StandardCharsets.UTF_8)));
    } catch (JsonProcessingException e) {
      bench.complain("a message is not JSON");
      fail("input_error");
    }
    messages++;
    strike(messages, false);
  }

  @Override
  public final synchronized void ended(SocketEnd end) {
    ended = true;
    bench.ended(this);
  }

  final synchronized void send(ObjectNode message) {
    if (peer != null && !mute && !ended) {
      boolean unused = peer.send(message.toString());
      told++;
      strike(told, true);
    }
  }

  final synchronized void close(int code, String reason) {
    if (peer != null && !ended) {
      mute = true;
      peer.close(code, reason.substring(0, Math.min(120, reason.length())));
    }
  }

  /// Runs it later, in the order of the calls with the same delay.
  final void later(Duration delay, Runnable task) {
    if (delay.isZero()) {
      task.run();
      return;
    }
    bench.later(
        delay,
        () -> {
          synchronized (this) {
            if (!ended && !mute) {
              task.run();
            }
          }
        });
  }

  final synchronized boolean isOver() {
    return ended || mute;
  }

  private void strike(int count, boolean byVendor) {
    if (planned.isEmpty()
        || struck
        || planned.get().told() != byVendor
        || planned.get().after() != count) {
      return;
    }
    // What a fault says is a message, too.
    struck = true;
    switch (planned.get().fault()) {
      case SpeechFault.Refuse _ -> {}
      case SpeechFault.Fail(String error) -> fail(error);
      case SpeechFault.Close(int code) -> close(code, "");
      case SpeechFault.Mute() -> mute = true;
    }
  }
}
