package dev.parley.runtime.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.settings.Settings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `parley chat <agent>`: talks to an agent of a running server in the terminal.
@Command(
    name = "chat",
    mixinStandardHelpOptions = true,
    description = "Talk to an agent of the running server in this terminal.")
public final class ChatCommand implements Callable<Integer> {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int LAST_WORDS_SECONDS = 5;

  @Spec @Nullable CommandSpec spec;

  @Parameters(paramLabel = "AGENT", description = "The agent's slug, such as solar-consult.")
  String agent = "";

  @Option(names = "--url", description = "The server, when it is not http://localhost:8080.")
  @Nullable URI url;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Settings settings = Settings.load(System.getenv(), Path.of("application.yaml"));
    ServerClient server = ServerClient.of(settings, Optional.ofNullable(url));
    PrintWriter out =
        spec == null
            ? new PrintWriter(System.out, true, StandardCharsets.UTF_8)
            : spec.commandLine().getOut();
    Listener listener = new Listener(out);
    WebSocket socket =
        server
            .http()
            .newWebSocketBuilder()
            .buildAsync(server.socket("/v1/chat/" + widgetKey(server)), listener)
            .join();
    ObjectNode hello = JSON.createObjectNode().put("type", "hello").put("last_seq", 0);
    hello.putNull("session");
    hello.put("language", Locale.getDefault().toLanguageTag());
    socket.sendText(hello.toString(), true).join();
    out.println("(Type your answers; an empty line or Ctrl-D ends the conversation.)");
    talk(socket, listener);
    return 0;
  }

  private void talk(WebSocket socket, Listener listener) throws IOException, InterruptedException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    while (!listener.closed()) {
      String line = in.readLine();
      if (listener.closed()) {
        return;
      }
      if (line == null || line.isBlank()) {
        listener.quiet();
        socket.sendText("{\"type\":\"end\"}", true).join();
        listener.await();
        return;
      }
      ObjectNode message =
          JSON.createObjectNode()
              .put("type", "message")
              .put("id", UUID.randomUUID().toString())
              .put("text", line);
      listener.sent();
      socket.sendText(message.toString(), true).join();
    }
  }

  /// The key of the agent's web channel; makes one where there is none.
  private String widgetKey(ServerClient server) {
    String after = "";
    while (true) {
      JsonNode page = server.get("/v1/channels?limit=200" + after);
      for (JsonNode channel : page.path("items")) {
        if (channel.path("type").asText().equals("web")
            && channel.path("agent").asText().equals(agent)) {
          return channel.path("widget_key").asText();
        }
      }
      if (page.path("next").isNull() || page.path("next").isMissingNode()) {
        break;
      }
      String next = page.path("next").asText();
      after = "&after=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
    }
    ObjectNode channel = JSON.createObjectNode().put("type", "web").put("agent", agent);
    return server.post("/v1/channels", channel).path("widget_key").asText();
  }

  /// Prints what comes. Its methods are called one at a time by the client.
  private static final class Listener implements WebSocket.Listener {
    private final PrintWriter out;
    private final StringBuilder partial = new StringBuilder();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile CountDownLatch answered = new CountDownLatch(1);

    Listener(PrintWriter out) {
      this.out = out;
    }

    boolean closed() {
      return closed.getCount() == 0;
    }

    void sent() {
      answered = new CountDownLatch(1);
    }

    /// Waits for the answer to what was last said, within reason.
    void quiet() throws InterruptedException {
      var _ = answered.await(LAST_WORDS_SECONDS, TimeUnit.SECONDS);
    }

    void await() throws InterruptedException {
      var _ = closed.await(LAST_WORDS_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      partial.append(data);
      if (last) {
        print(partial.toString());
        partial.setLength(0);
      }
      socket.request(1);
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      out.println("(The server closed the connection: " + code + " " + reason + ")");
      closed.countDown();
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      out.println("(The connection broke: " + error.getMessage() + ")");
      closed.countDown();
    }

    private void print(String frame) {
      try {
        JsonNode json = JSON.readTree(frame);
        switch (json.path("type").asText()) {
          case "message" -> {
            if (!json.path("from").asText().equals("contact")) {
              out.println("\n" + json.path("text").asText() + "\n");
              answered.countDown();
            }
          }
          case "closed" -> {
            out.println("(Ended: " + json.path("disposition").asText() + ")");
            closed.countDown();
          }
          case "error" ->
              out.println(
                  "(" + json.path("code").asText() + ": " + json.path("message").asText() + ")");
          default -> {}
        }
        out.flush();
      } catch (JsonProcessingException e) {
        out.println("(The server sent something that is not JSON.)");
      }
    }
  }
}
