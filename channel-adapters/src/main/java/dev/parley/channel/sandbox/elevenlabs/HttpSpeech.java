package dev.parley.channel.sandbox.elevenlabs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.json.Json;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;

/// Speech over HTTP, plain or with the time of every character. Thread-safe.
final class HttpSpeech implements HttpService {
  private final Bench bench;
  private final Deque<Integer> statuses = new ArrayDeque<>();
  private final AtomicInteger calls = new AtomicInteger();

  HttpSpeech(Bench bench) {
    this.bench = bench;
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .post(
            "/v1/text-to-speech/{voice}/stream",
            (request, response) -> speak(request, response, false))
        .post(
            "/v1/text-to-speech/{voice}/stream/with-timestamps",
            (request, response) -> speak(request, response, true));
  }

  int calls() {
    return calls.get();
  }

  void next(int status) {
    synchronized (statuses) {
      statuses.add(status);
    }
  }

  private void speak(ServerRequest request, ServerResponse response, boolean timed) {
    calls.incrementAndGet();
    byte[] body = request.content().as(byte[].class);
    Integer planned;
    synchronized (statuses) {
      planned = statuses.poll();
    }
    String voice = request.path().pathParameters().get("voice");
    if (!bench.key.equals(request.headers().first(HeaderNames.create("xi-api-key")).orElse(""))) {
      refuse(response, 401, "invalid_api_key");
    } else if (planned != null) {
      refuse(response, planned, planned == 429 ? "too_many_concurrent_requests" : "system_busy");
    } else if (voice.equals("missing")) {
      refuse(response, 404, "voice_not_found");
    } else {
      speak(response, voice, body, timed);
    }
  }

  private void speak(ServerResponse response, String voice, byte[] body, boolean timed) {
    JsonNode asked;
    try {
      asked = Json.parse(body);
    } catch (JsonProcessingException e) {
      asked = Json.object();
    }
    String text = asked.path("text").asText("");
    if (text.isBlank()) {
      ObjectNode problem = Json.object();
      ObjectNode detail = problem.putArray("detail").addObject().put("msg", "Field required");
      detail.put("type", "missing").putArray("loc").add("body").add("text");
      response.status(Status.create(422)).send(Json.bytes(problem));
      return;
    }
    bench.said(new SpokenSentence(voice, "", asked.path("language_code").asText(""), text.strip()));
    response.header("Content-Type", timed ? "application/json" : "audio/basic");
    try (OutputStream out = response.outputStream()) {
      for (ToyPieces.Piece piece : ToyPieces.of(text)) {
        if (!timed) {
          out.write(Base64.getDecoder().decode(piece.base64()));
        } else if (!piece.text().isEmpty()) {
          ObjectNode line = Json.object().put("audio_base64", piece.base64());
          line.set("alignment", piece.seconds());
          line.set("normalized_alignment", piece.seconds());
          out.write(Json.bytes(line));
          out.write('\n');
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void refuse(ServerResponse response, int status, String name) {
    ObjectNode problem = Json.object();
    problem.putObject("detail").put("status", name).put("message", "Simulated: " + name + ".");
    response.status(Status.create(status)).send(Json.bytes(problem));
  }
}
