package dev.parley.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A business's webhook endpoint: keeps what comes, judged by the standard's own library.
final class Receiver implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  /// @param signed whether the signature held; null while no secret is known
  record Received(String webhookId, boolean signed, JsonNode body) {
    String conversation() {
      return body.path("data").path("conversation").asText();
    }
  }

  private final HttpServer server;
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private volatile String secret = "";
  private volatile CountDownLatch held = new CountDownLatch(0);

  Receiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/leads", this::receive);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/leads";
  }

  void secret(String signedWith) {
    secret = signedWith;
  }

  /// From now on what comes is not answered, until `answer`.
  void hold() {
    held = new CountDownLatch(1);
  }

  void answer() {
    held.countDown();
  }

  List<Received> of(String conversation) {
    return received.stream().filter(one -> one.conversation().equals(conversation)).toList();
  }

  private void receive(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String id = exchange.getRequestHeaders().getFirst("webhook-id");
    received.add(new Received(id, signed(exchange, body), JSON.readTree(body)));
    try {
      held.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    exchange.sendResponseHeaders(204, -1);
    exchange.close();
  }

  private boolean signed(HttpExchange exchange, byte[] body) {
    try {
      HttpHeaders headers = HttpHeaders.of(exchange.getRequestHeaders(), (_, _) -> true);
      new Webhook(secret).verify(new String(body, StandardCharsets.UTF_8), headers);
      return true;
    } catch (WebhookVerificationException | EmptyWebhookSecretException e) {
      return false;
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
