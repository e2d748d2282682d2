package dev.parley.runtime.cli.bench;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.ConcurrentHistogram;

/// One contact with a browser: says one thing after another and reads the answers. The next message
/// goes out when the pace allows it and the last one was answered.
final class Chatter implements AutoCloseable {
  private static final String[] SAYINGS = {
    "How much does it cost?",
    "Is there a warranty?",
    "Hmm, let me think about that for a moment",
    "How long does it take?",
  };

  /// What all chatters count together.
  record Tally(ConcurrentHistogram ackMicros, ConcurrentHistogram replyMicros, AtomicLong turns) {
    static Tally fresh() {
      return new Tally(
          new ConcurrentHistogram(60_000_000, 3),
          new ConcurrentHistogram(60_000_000, 3),
          new AtomicLong());
    }
  }

  private final LoadSocket socket;
  private final int number;
  private int said;

  private Chatter(LoadSocket socket, int number) {
    this.socket = socket;
    this.number = number;
  }

  /// Connects and reads the agent's first words.
  static Chatter open(int port, String widgetKey, int number) throws IOException {
    LoadSocket socket = LoadSocket.open(port, "/v1/chat/" + widgetKey);
    socket.send("{\"type\":\"hello\",\"session\":null,\"last_seq\":0}");
    Chatter chatter = new Chatter(socket, number);
    chatter.until("\"message\"", "\"from\":\"agent\"");
    return chatter;
  }

  /// One message, its acknowledgement and its answer.
  void turn(Tally tally, AtomicBoolean counting) throws IOException {
    String id = number + "-" + said;
    String text = SAYINGS[(number + said) % SAYINGS.length];
    said++;
    long began = System.nanoTime();
    socket.send("{\"type\":\"message\",\"id\":\"" + id + "\",\"text\":\"" + text + "\"}");
    until("\"ack\"", id);
    long acknowledged = System.nanoTime();
    until("\"message\"", "\"from\":\"agent\"");
    long answered = System.nanoTime();
    if (counting.get()) {
      tally.ackMicros().recordValue((acknowledged - began) / 1_000);
      tally.replyMicros().recordValue((answered - began) / 1_000);
      tally.turns().incrementAndGet();
    }
  }

  private void until(String type, String containing) throws IOException {
    while (true) {
      String frame = socket.receive();
      if (frame.contains(type) && frame.contains(containing)) {
        return;
      }
      if (frame.contains("\"error\"") || frame.contains("\"closed\"")) {
        throw new IOException("the server answered " + frame);
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
