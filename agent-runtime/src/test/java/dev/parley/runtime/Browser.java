package dev.parley.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Someone's browser over several connections: it remembers its session and how far it has read,
/// and takes nothing twice.
final class Browser implements AutoCloseable {
  private final String name;
  private final String widgetKey;
  private final List<Integer> heard = new ArrayList<>();
  private ChatSocket socket;
  private String session;
  private String conversation;
  private int lastSeq;
  private int said;

  private Browser(String name, String widgetKey) {
    this.name = name;
    this.widgetKey = widgetKey;
  }

  /// Begins a conversation and hears the opening.
  ///
  /// @param name begins the ids of its messages
  static Browser begin(String name, ParleyProcess node, Office office) {
    Browser browser = new Browser(name, office.widgetKey());
    browser.connect(node, Optional.empty());
    browser.session = browser.socket.session();
    browser.conversation = browser.socket.conversation();
    browser.hear();
    return browser;
  }

  /// Another window on the same conversation, which has read as much.
  Browser another(String otherName, ParleyProcess node) {
    Browser other = new Browser(otherName, widgetKey);
    other.session = session;
    other.conversation = conversation;
    other.lastSeq = lastSeq;
    other.connect(node, Optional.of(session));
    return other;
  }

  /// Connects anew, to any node.
  void comeBack(ParleyProcess node) {
    socket.close();
    connect(node, Optional.of(session));
    assertThat(socket.conversation()).isEqualTo(conversation);
  }

  private void connect(ParleyProcess node, Optional<String> token) {
    socket = ChatSocket.open(node.url(), widgetKey, token, lastSeq);
  }

  String conversation() {
    return conversation;
  }

  /// Says something and waits until it is acknowledged.
  void say(String text) {
    sayUnheard(text);
    socket.await("ack");
  }

  /// Says something and does not wait.
  void sayUnheard(String text) {
    socket.say(name + "-" + said++, text);
  }

  void leave() {
    socket.end();
  }

  /// The agent's next words.
  String hear() {
    JsonNode frame = socket.awaitAgent();
    int seq = frame.path("seq").asInt();
    assertThat(seq).as("what it hears is new").isGreaterThan(lastSeq);
    lastSeq = seq;
    heard.add(seq);
    return frame.path("text").asText();
  }

  /// Hears all up to this turn, an agent's.
  void hearUpTo(int seq) {
    while (lastSeq < seq) {
      hear();
    }
  }

  /// The numbers of the agent's turns it heard.
  List<Integer> heard() {
    return List.copyOf(heard);
  }

  void awaitClosed() {
    socket.await("closed");
  }

  /// The code its socket is closed with.
  int awaitEnd() {
    return socket.awaitEnd();
  }

  @Override
  public void close() {
    socket.close();
  }
}
