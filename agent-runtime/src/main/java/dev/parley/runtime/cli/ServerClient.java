package dev.parley.runtime.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parley.config.settings.Settings;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// The REST API of a server on this machine, for the commands. Thread-safe.
public final class ServerClient {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI server;
  private final String key;

  public ServerClient(URI server, String key) {
    this.server = server;
    this.key = key;
  }

  /// The server and the admin key that the settings name.
  ///
  /// @param url instead of the settings' own server
  static ServerClient of(Settings settings, Optional<URI> url) {
    int port = settings.whole("PARLEY_PORT", 8080, 0, 65_535);
    URI server = url.orElse(URI.create("http://localhost:" + port));
    return new ServerClient(server, adminKey(settings));
  }

  private static String adminKey(Settings settings) {
    Optional<String> set = settings.text("PARLEY_ADMIN_KEY");
    if (set.isPresent()) {
      return set.get();
    }
    Path file = Path.of(settings.text("PARLEY_DATA", "data"), "admin.key");
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new CommandException(
          "There is no admin key: "
              + file.toAbsolutePath()
              + " cannot be read and PARLEY_ADMIN_KEY is not set. Start the server with ./parley"
              + " in this folder first, or set PARLEY_ADMIN_KEY to its key.",
          e);
    }
  }

  HttpClient http() {
    return http;
  }

  URI server() {
    return server;
  }

  /// The address of a WebSocket path.
  URI socket(String path) {
    return URI.create(server.toString().replaceFirst("^http", "ws") + path);
  }

  public JsonNode get(String path) {
    return send(request(path).GET().build());
  }

  public JsonNode post(String path, JsonNode body) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString()))
            .build());
  }

  void delete(String path) {
    send(request(path).DELETE().build());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(server.resolve(path))
        .timeout(TIMEOUT)
        .header("Authorization", "Bearer " + key);
  }

  private JsonNode send(HttpRequest request) {
    try {
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      JsonNode body = response.body().isBlank() ? JSON.nullNode() : JSON.readTree(response.body());
      if (response.statusCode() / 100 != 2) {
        throw new CommandException(
            request.method()
                + " "
                + request.uri().getPath()
                + " was answered "
                + response.statusCode()
                + ": "
                + body.path("detail").asText(response.body()));
      }
      return body;
    } catch (ConnectException e) {
      throw new CommandException(
          "No server answers at " + server + ". Start it with ./parley, or name it with --url.", e);
    } catch (IOException e) {
      throw new CommandException("The server at " + server + " broke off: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandException("Interrupted.", e);
    }
  }
}
