package dev.parley.runtime.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.parley.config.settings.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `parley receive`: a webhook endpoint on this machine that prints each lead whose signature
/// holds, to see what a business's system would receive. It adds itself as a connector and takes
/// itself away again when it ends.
@Command(
    name = "receive",
    mixinStandardHelpOptions = true,
    description = "Receive leads as a signed webhook and print them.")
public final class ReceiveCommand implements Callable<Integer> {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int BODY_BYTES_MAX = 1 << 20;

  @Spec @Nullable CommandSpec spec;

  @Option(names = "--url", description = "The server, when it is not http://localhost:8080.")
  @Nullable URI url;

  @Option(names = "--port", description = "Where to listen; by default any free port.")
  int port;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Settings settings = Settings.load(System.getenv(), Path.of("application.yaml"));
    ServerClient server = ServerClient.of(settings, Optional.ofNullable(url));
    PrintWriter out =
        spec == null
            ? new PrintWriter(System.out, true, StandardCharsets.UTF_8)
            : spec.commandLine().getOut();
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    HttpServer receiver = HttpServer.create(address, 0);
    String endpoint = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/leads";
    JsonNode connector = server.post("/v1/connectors", connector(endpoint));
    String secret = connector.path("credentials").path("secret").asText();
    receiver.createContext("/leads", exchange -> receive(exchange, secret, out));
    receiver.start();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> server.delete("/v1/connectors/" + connector.path("id").asText())));
    out.println("Waiting for leads at " + endpoint + " (Ctrl-C ends it).");
    new CountDownLatch(1).await();
    return 0;
  }

  private static ObjectNode connector(String endpoint) {
    ObjectNode connector = JSON.createObjectNode().put("type", "webhook");
    connector.putObject("settings").put("url", endpoint);
    return connector;
  }

  private static void receive(HttpExchange exchange, String secret, PrintWriter out)
      throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(BODY_BYTES_MAX);
    boolean signed = signed(exchange, secret, body);
    if (signed) {
      out.println(
          "\nwebhook-id " + exchange.getRequestHeaders().getFirst("webhook-id") + ", signature ok");
      out.println(JSON.readTree(body).toPrettyString());
    } else {
      out.println("\n(A message came whose signature does not hold; it was refused.)");
    }
    out.flush();
    exchange.sendResponseHeaders(signed ? 204 : 401, -1);
    exchange.close();
  }

  private static boolean signed(HttpExchange exchange, String secret, byte[] body) {
    String id = header(exchange, "webhook-id");
    String timestamp = header(exchange, "webhook-timestamp");
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
      byte[] expected =
          ("v1," + Base64.getEncoder().encodeToString(mac.doFinal(body)))
              .getBytes(StandardCharsets.UTF_8);
      return Arrays.stream(header(exchange, "webhook-signature").split(" "))
          .anyMatch(
              signature ->
                  MessageDigest.isEqual(signature.getBytes(StandardCharsets.UTF_8), expected));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  private static String header(HttpExchange exchange, String name) {
    String value = exchange.getRequestHeaders().getFirst(name);
    return value == null ? "" : value;
  }
}
