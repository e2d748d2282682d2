package dev.parley.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// A browser's side of the web chat, frame by frame.
final class ChatSocket implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final long PATIENCE_SECONDS = 60;
  private static final String ENDED = "socket_ended";
  private static final int WITHOUT_CLOSE = 1006;

  private final HttpClient http = HttpClient.newHttpClient();
  private final BlockingQueue<JsonNode> frames = new LinkedBlockingQueue<>();
  private final WebSocket socket;
  private String session = "";
  private String conversation = "";

  private ChatSocket(URI server, String widgetKey) {
    URI address =
        URI.create(server.toString().replaceFirst("^http", "ws") + "/v1/chat/" + widgetKey);
    socket = http.newWebSocketBuilder().buildAsync(address, new Frames()).join();
  }

  /// Connects, says hello and reads the welcome.
  static ChatSocket open(URI server, String widgetKey, Optional<String> session, int lastSeq) {
    ChatSocket opened = new ChatSocket(server, widgetKey);
    ObjectNode hello = JSON.createObjectNode().put("type", "hello").put("last_seq", lastSeq);
    session.ifPresentOrElse(token -> hello.put("session", token), () -> hello.putNull("session"));
    opened.send(hello);
    JsonNode welcome = opened.await("welcome");
    opened.session = welcome.path("session").asText();
    opened.conversation = welcome.path("conversation").asText();
    return opened;
  }

  String session() {
    return session;
  }

  String conversation() {
    return conversation;
  }

  void say(String id, String text) {
    send(JSON.createObjectNode().put("type", "message").put("id", id).put("text", text));
  }

  void end() {
    send(JSON.createObjectNode().put("type", "end"));
  }

  JsonNode await(String type) {
    return await(frame -> frame.path("type").asText().equals(type));
  }

  /// The code it is closed with.
  int awaitEnd() {
    return await(ENDED).path("code").asInt();
  }

  JsonNode awaitAgent() {
    return await(
        frame ->
            frame.path("type").asText().equals("message")
                && frame.path("from").asText().equals("agent"));
  }

  /// The next frame that fits; those before it are passed over.
  JsonNode await(Predicate<JsonNode> wanted) {
    try {
      while (true) {
        JsonNode frame = frames.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (frame == null) {
          throw new AssertionError("the awaited frame never came");
        }
        if (wanted.test(frame)) {
          return frame;
        }
        if (frame.path("type").asText().equals(ENDED)) {
          throw new AssertionError("the socket ended before the awaited frame came");
        }
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void send(JsonNode frame) {
    socket.sendText(frame.toString(), true).join();
  }

  @Override
  public void close() {
    socket.abort();
    http.close();
  }

  private final class Frames implements WebSocket.Listener {
    private final StringBuilder partial = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      partial.append(data);
      if (last) {
        try {
          frames.add(JSON.readTree(partial.toString()));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        partial.setLength(0);
      }
      from.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      frames.add(JSON.createObjectNode().put("type", ENDED).put("code", code));
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      frames.add(JSON.createObjectNode().put("type", ENDED).put("code", WITHOUT_CLOSE));
    }
  }
}
