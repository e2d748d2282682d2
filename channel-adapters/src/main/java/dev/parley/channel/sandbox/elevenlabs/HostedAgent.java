package dev.parley.channel.sandbox.elevenlabs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.json.Json;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// One call of a voice agent that ElevenLabs hosts, simulated: it asks a language model of its
/// owner's what to say and tells in the end how the call went. Used by one thread.
public final class HostedAgent implements AutoCloseable {
  private final HttpClient http = HttpClient.newHttpClient();
  private final URI server;
  private final String key;
  private final String agentId;
  private final String conversation = "conv_" + UUID.randomUUID().toString().replace("-", "");
  private final String caller;
  private final ArrayNode history = Json.array();
  private final ArrayNode transcript = Json.array();
  private final Instant startedAt = Instant.now();

  /// What came back.
  ///
  /// @param events as they were streamed; one where nothing was
  public record Answer(int status, String text, boolean endsCall, List<JsonNode> events) {}

  /// @param caller the contact's number, E.164
  public HostedAgent(URI server, String key, String agentId, String caller) {
    this.server = server;
    this.key = key;
    this.agentId = agentId;
    this.caller = caller;
    history.addObject().put("role", "system").put("content", "You are somebody else entirely.");
  }

  public String conversation() {
    return conversation;
  }

  /// The agent has a first message of its own.
  public HostedAgent greets(String words) {
    said("assistant", "agent", words);
    return this;
  }

  /// The contact says something and the agent what it is told to.
  public Answer hears(String words) {
    said("user", "user", words);
    return ask(true);
  }

  /// The contact interrupted: only this much of the agent's last words was heard.
  public HostedAgent wasHeard(String words) {
    ((ObjectNode) history.get(history.size() - 1)).put("content", words);
    ((ObjectNode) transcript.get(transcript.size() - 1)).put("message", words);
    return this;
  }

  /// Asks without a new word of the contact, and remembers the answer.
  public Answer ask(boolean stream) {
    Answer answer = asksAgain(stream);
    if (answer.status() == 200 && !answer.text().isEmpty()) {
      said("assistant", "agent", answer.text());
    }
    return answer;
  }

  /// Asks what was asked, and forgets the answer.
  public Answer asksAgain(boolean stream) {
    HttpResponse<byte[]> response = send(question(stream), BodyHandlers.ofByteArray());
    return stream && response.statusCode() == 200 ? streamed(response) : whole(response);
  }

  /// Asks, and begins to speak with the first words that come.
  public Speech speaks() {
    HttpResponse<InputStream> response = send(question(true), BodyHandlers.ofInputStream());
    if (response.statusCode() != 200) {
      throw new IllegalStateException("the server answered " + response.statusCode());
    }
    return new Speech(response.body());
  }

  /// An answer while it comes. Used by one thread.
  public static final class Speech implements AutoCloseable {
    private final BufferedReader in;
    private final StringBuilder text = new StringBuilder();
    private boolean done;

    private Speech(InputStream body) {
      in = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    }

    /// Reads until this was said, or the answer is over.
    ///
    /// @return everything so far
    public String until(String words) throws IOException {
      String line = text.indexOf(words) < 0 ? in.readLine() : null;
      while (line != null) {
        if (line.equals("data: [DONE]")) {
          done = true;
        } else if (line.startsWith("data: ")) {
          text.append(parse(line.substring(6)).at("/choices/0/delta/content").asText(""));
        }
        line = text.indexOf(words) < 0 ? in.readLine() : null;
      }
      return text.toString();
    }

    /// Reads to the end.
    public String rest() throws IOException {
      return until("\0");
    }

    /// Whether the answer came to its end.
    public boolean isWhole() {
      return done;
    }

    /// Breaks the connection off.
    @Override
    public void close() throws IOException {
      in.close();
    }
  }

  private HttpRequest question(boolean stream) {
    ObjectNode body = Json.object().put("model", "gpt-4o").put("stream", stream);
    body.set("messages", history.deepCopy());
    body.put("temperature", 0).put("max_tokens", 500);
    body.putArray("tools")
        .addObject()
        .put("type", "function")
        .putObject("function")
        .put("name", "end_call")
        .putObject("parameters")
        .put("type", "object");
    body.putObject("elevenlabs_extra_body")
        .put("conversation_id", conversation)
        .put("caller_id", caller);
    return HttpRequest.newBuilder(server.resolve("/v1/chat/completions"))
        .header("Authorization", "Bearer " + key)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofByteArray(Json.bytes(body)))
        .build();
  }

  /// Tells that the call is over, signed now.
  ///
  /// @return the status of HTTP
  public int ends(String secret) {
    return tell(ended(), secret, Instant.now());
  }

  /// Posts an event, in chunks as the vendor does.
  public int tell(ObjectNode event, String secret, Instant signedAt) {
    byte[] body = Json.bytes(event);
    return send(
            HttpRequest.newBuilder(server.resolve("/hooks/elevenlabs/post-call"))
                .header("Content-Type", "application/json")
                .header("ElevenLabs-Signature", signature(body, secret, signedAt))
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
                .build(),
            BodyHandlers.ofByteArray())
        .statusCode();
  }

  /// `post_call_transcription`.
  public ObjectNode ended() {
    ObjectNode event = event("post_call_transcription");
    ObjectNode data = (ObjectNode) event.path("data");
    data.put("status", "done").set("transcript", transcript.deepCopy());
    ObjectNode metadata = data.putObject("metadata");
    metadata.put("start_time_unix_secs", startedAt.getEpochSecond()).put("call_duration_secs", 60);
    metadata
        .putObject("phone_call")
        .put("type", "twilio")
        .put("direction", "inbound")
        .put("external_number", caller)
        .put("call_result", "answered");
    return event;
  }

  /// `post_call_audio`: a recording nobody asked for.
  public ObjectNode recording() {
    ObjectNode event = event("post_call_audio");
    ((ObjectNode) event.path("data")).put("full_audio", "AAAA".repeat(100_000));
    return event;
  }

  /// `call_initiation_failure`.
  public ObjectNode failure(String reason) {
    ObjectNode event = event("call_initiation_failure");
    ObjectNode data = (ObjectNode) event.path("data");
    data.put("failure_reason", reason);
    data.putObject("metadata").put("type", "twilio").putObject("body").put("To", caller);
    return event;
  }

  /// What the contact says without anybody being asked.
  public HostedAgent contactSays(String words) {
    said("user", "user", words);
    return this;
  }

  private ObjectNode event(String type) {
    ObjectNode event = Json.object().put("type", type);
    event.put("event_timestamp", Instant.now().getEpochSecond());
    event.putObject("data").put("agent_id", agentId).put("conversation_id", conversation);
    return event;
  }

  private void said(String role, String speaker, String words) {
    history.addObject().put("role", role).put("content", words);
    transcript
        .addObject()
        .put("role", speaker)
        .put("message", words)
        .put("time_in_call_secs", transcript.size());
  }

  private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> body) {
    try {
      return http.send(request, body);
    } catch (IOException e) {
      throw new IllegalStateException("the server did not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static Answer whole(HttpResponse<byte[]> response) {
    JsonNode body = parse(new String(response.body(), StandardCharsets.UTF_8));
    JsonNode message = body.at("/choices/0/message");
    return new Answer(
        response.statusCode(),
        message.path("content").asText(""),
        message.at("/tool_calls/0/function/name").asText("").equals("end_call"),
        List.of(body));
  }

  private static Answer streamed(HttpResponse<byte[]> response) {
    List<JsonNode> events = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    boolean ends = false;
    boolean done = false;
    for (String line : new String(response.body(), StandardCharsets.UTF_8).split("\n\n", -1)) {
      Optional<String> data =
          Optional.of(line).filter(l -> l.startsWith("data: ")).map(l -> l.substring(6));
      done |= data.filter("[DONE]"::equals).isPresent();
      if (data.isPresent() && !done) {
        JsonNode event = parse(data.get());
        events.add(event);
        text.append(event.at("/choices/0/delta/content").asText(""));
        ends |=
            event.at("/choices/0/delta/tool_calls/0/function/name").asText("").equals("end_call");
      }
    }
    if (!done) {
      throw new IllegalStateException("a stream ended without [DONE]");
    }
    return new Answer(response.statusCode(), text.toString(), ends, events);
  }

  private static JsonNode parse(String json) {
    try {
      return Json.parse(json.getBytes(StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the server did not answer JSON", e);
    }
  }

  private static String signature(byte[] body, String secret, Instant at) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      mac.update((at.getEpochSecond() + ".").getBytes(StandardCharsets.UTF_8));
      String hex = HexFormat.of().formatHex(mac.doFinal(body));
      return "t=" + at.getEpochSecond() + ",v0=" + hex;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
