package dev.parley.runtime.cli.bench;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

/// One contact with a browser: says one thing after another and reads the answers. The next message
/// goes out when the pace allows it and the last one was answered.
final class Chatter implements Talker {
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

  @Override
  public void turn(Tally tally, AtomicBoolean counting) throws IOException {
    String id = number + "-" + said;
    String text = SAYINGS.get((number + said) % SAYINGS.size());
    said++;
    long began = System.nanoTime();
    socket.send("{\"type\":\"message\",\"id\":\"" + id + "\",\"text\":\"" + text + "\"}");
    until("\"ack\"", id);
    long acknowledged = System.nanoTime();
    until("\"message\"", "\"from\":\"agent\"");
    long answered = System.nanoTime();
    if (counting.get()) {
      tally.count(began, acknowledged, answered);
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
