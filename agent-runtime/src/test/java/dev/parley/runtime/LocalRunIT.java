package dev.parley.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.net.FreePort;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Somebody has just cloned this and started it, with no key of anybody's, and calls the sample
/// agent by the door the sandbox's page uses.
class LocalRunIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String CONTACT = "+14155550172";
  private static final JsonMapper JSON = new JsonMapper();

  /// What the person answers, by a word of the question; the first that fits.
  private static final List<Map.Entry<String, String>> ANSWERS =
      List.of(
          Map.entry("two minutes", "Yes, sure"),
          Map.entry("own the building", "I rent it"),
          Map.entry("e-mail", "I would rather not say"),
          Map.entry("right?", "Yes"),
          Map.entry("correct?", "Yes"),
          Map.entry("full name", "My name is Maria Santos"));

  private final HttpClient http = HttpClient.newHttpClient();
  private Process process;
  private int port;

  @BeforeEach
  void start(@TempDir Path data) throws IOException {
    port = FreePort.take();
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.parley.runtime.Main");
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.startsWith("PARLEY_") || name.endsWith("_API_KEY"));
    builder.environment().put("PARLEY_PORT", Integer.toString(port));
    builder.environment().put("PARLEY_DATA", data.toString());
    builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    process = builder.start();
    await().atMost(PATIENCE).ignoreExceptions().until(() -> get("/health/ready").isObject());
  }

  @AfterEach
  void stop() throws InterruptedException {
    process.destroy();
    assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
    http.close();
  }

  @Test
  void aCallToTheSampleAgentBecomesALead() throws IOException, InterruptedException {
    JsonNode line = line();
    assertThat(line.path("agent").asText()).isEqualTo("Ana");
    Person person = new Person();
    String who = query(line.path("number").asText());
    http.newWebSocketBuilder()
        .header("Origin", "http://localhost:" + port)
        .buildAsync(URI.create("ws://localhost:" + port + "/sandbox/call?" + who), person)
        .join();

    await()
        .atMost(PATIENCE)
        .until(() -> person.heard("We can only install for owners") && person.hungUp);
    assertThat(person.words.getFirst()).startsWith("I'm Ana, an AI assistant for Sol Brilhante.");
    await().atMost(PATIENCE).until(() -> get("/sandbox/api/lead?" + who).path("lead").isObject());
    JsonNode lead = get("/sandbox/api/lead?" + who).path("lead");
    assertThat(lead.path("disposition").asText()).isEqualToIgnoringCase("disqualified");
    assertThat(lead.at("/fields/full_name/value").asText()).isEqualTo("Maria Santos");
    assertThat(lead.at("/fields/roof/value").asText()).isEqualTo("tenant");
    assertThat(lead.at("/fields/roof/evidence/0/quote").asText()).startsWith("I rent");
    assertThat(lead.at("/fields/phone/value").asText()).isEqualTo(CONTACT);
  }

  private JsonNode line() throws IOException, InterruptedException {
    for (JsonNode line : get("/sandbox/api/lines").path("lines")) {
      if (line.path("channel").asText().equals("voice")) {
        return line;
      }
    }
    throw new AssertionError("no agent takes calls");
  }

  private static String query(String number) {
    return "channel=voice&number="
        + URLEncoder.encode(number, StandardCharsets.UTF_8)
        + "&contact="
        + URLEncoder.encode(CONTACT, StandardCharsets.UTF_8);
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).build();
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(path + " answered " + answer.statusCode());
    }
    return JSON.readTree(answer.body());
  }

  /// Listens to the end of each sentence, and answers questions.
  private static final class Person implements WebSocket.Listener {
    final List<String> words = new CopyOnWriteArrayList<>();
    volatile boolean hungUp;
    private final StringBuilder frame = new StringBuilder();

    boolean heard(String part) {
      return String.join(" ", words).contains(part);
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      frame.append(data);
      if (last) {
        String whole = frame.toString();
        frame.setLength(0);
        happened(socket, whole);
      }
      socket.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      hungUp = true;
      return null;
    }

    private void happened(WebSocket socket, String text) {
      JsonNode frame;
      try {
        frame = JSON.readTree(text);
      } catch (JsonProcessingException e) {
        throw new AssertionError("the page was sent no JSON", e);
      }
      if (!frame.path("type").asText().equals("say")) {
        return;
      }
      String said = frame.path("text").asText();
      words.add(said.strip());
      tell(
          socket,
          JSON.createObjectNode()
              .put("type", "spoken")
              .put("until", frame.path("from").asLong() + said.length()));
      if (said.contains("?")) {
        ANSWERS.stream()
            .filter(answer -> said.contains(answer.getKey()))
            .findFirst()
            .ifPresent(
                answer ->
                    tell(
                        socket,
                        JSON.createObjectNode().put("type", "say").put("text", answer.getValue())));
      }
    }

    private static void tell(WebSocket socket, ObjectNode frame) {
      socket.sendText(frame.toString(), true).join();
    }
  }
}
