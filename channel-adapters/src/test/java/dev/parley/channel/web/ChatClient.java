package dev.parley.channel.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.channel.http.RawSocket;
import java.io.IOException;

/// A browser's side of the protocol.
final class ChatClient implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  final RawSocket socket;

  ChatClient(RawSocket socket) {
    this.socket = socket;
  }

  static ChatClient greeted(ChatServer server) throws Exception {
    ChatClient client = new ChatClient(server.connect("open"));
    client.send("{'type':'hello','session':null,'last_seq':0}");
    client.next("welcome");
    assertThat(client.next("message").get("seq").asInt()).isEqualTo(1);
    return client;
  }

  /// @param json with single quotes, for the reader's sake
  void send(String json) throws IOException {
    socket.text(json.replace('\'', '"'));
  }

  JsonNode next() throws IOException {
    RawSocket.Received frame = socket.next();
    assertThat(frame.opcode()).as("a text frame").isEqualTo(1);
    return JSON.readTree(frame.text());
  }

  JsonNode next(String type) throws IOException {
    JsonNode frame = next();
    assertThat(frame.path("type").asText()).as(frame.toString()).isEqualTo(type);
    return frame;
  }

  void error(String code) throws IOException {
    assertThat(next("error").get("code").asText()).isEqualTo(code);
  }

  void assertClosed(int code, String reason) throws IOException {
    RawSocket.Received frame = socket.next();
    assertThat(frame.opcode()).as(frame.text()).isEqualTo(8);
    assertThat(frame.closeCode()).isEqualTo(code);
    assertThat(frame.closeReason()).isEqualTo(reason);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  /// The next frame of that type; what comes before it is passed over.
  JsonNode until(String type) throws IOException {
    JsonNode frame = next();
    while (!frame.get("type").asText().equals(type)) {
      frame = next();
    }
    return frame;
  }
}
