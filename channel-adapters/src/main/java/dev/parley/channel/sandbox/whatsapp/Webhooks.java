package dev.parley.channel.sandbox.whatsapp;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.channel.sandbox.Courier;
import dev.parley.channel.sandbox.Mail;
import dev.parley.channel.sandbox.Outcome;
import dev.parley.channel.sandbox.Pace;
import dev.parley.channel.sandbox.Webhook;
import dev.parley.config.json.Json;
import dev.parley.config.settings.Secret;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// Posts changes to the subscribed hook: signed, sometimes escaped as Meta escapes, again and again
/// until 200. Thread-safe.
final class Webhooks {
  private static final Secret ANOTHER_SECRET = Secret.of("not-the-app-s-secret");
  private static final String CHALLENGE = "1158201444";

  private final WhatsAppApp app;
  private final Pace pace;
  private final Courier courier;
  private final Mail mail;
  private final AtomicLong written = new AtomicLong();
  private volatile Optional<URI> hook = Optional.empty();

  Webhooks(WhatsAppApp app, Pace pace, Courier courier, Mail mail) {
    this.app = app;
    this.pace = pace;
    this.courier = courier;
    this.mail = mail;
  }

  /// Asks the hook for its challenge, as Meta does before it posts anything.
  ///
  /// @return whether it answered as it must
  boolean subscribe(URI url) {
    String query =
        "hub.mode=subscribe&hub.challenge="
            + CHALLENGE
            + "&hub.verify_token="
            + URLEncoder.encode(app.verifyToken().reveal(), UTF_8);
    Outcome outcome = courier.get(URI.create(url + (url.getQuery() == null ? "?" : "&") + query));
    boolean verified =
        outcome instanceof Outcome.Answered answered
            && answered.status() == 200
            && answered.body().equals(CHALLENGE);
    if (verified) {
      hook = Optional.of(url);
    }
    return verified;
  }

  int refused() {
    return mail.refused();
  }

  /// Subscribes without asking, for a server that is about to start.
  void trust(URI url) {
    hook = Optional.of(url);
  }

  /// Delivers changes together. Within an errand of the courier only.
  ///
  /// @param left run when it has been posted for the first time
  Outcome deliver(List<ObjectNode> changes, Runnable left) {
    URI url = hook.orElseThrow(() -> new IllegalStateException("no hook is subscribed yet"));
    byte[] body = body(changes);
    long started = System.nanoTime();
    return mail.deliver(
        form -> written(url, body, form),
        (attempts, last) -> {
          boolean isTaken = last instanceof Outcome.Answered answered && answered.status() == 200;
          Duration gone = Duration.ofNanos(System.nanoTime() - started);
          return isTaken || gone.compareTo(pace.retryFor()) > 0
              ? Optional.empty()
              : Optional.of(pace.retryAfter(attempts));
        },
        left);
  }

  private byte[] body(List<ObjectNode> changes) {
    ObjectNode whole = Json.object().put("object", "whatsapp_business_account");
    ObjectNode entry = whole.putArray("entry").addObject().put("id", app.accountId());
    ArrayNode list = entry.putArray("changes");
    changes.forEach(list::add);
    String plain = whole.toString();
    return (written.incrementAndGet() % 2 == 0 ? plain : escaped(plain)).getBytes(UTF_8);
  }

  /// Meta writes what is not ASCII as `\\u` and each slash as `\\/`.
  private static String escaped(String plain) {
    StringBuilder escaped = new StringBuilder(plain.length() + 64);
    for (int i = 0; i < plain.length(); i++) {
      char letter = plain.charAt(i);
      if (letter == '/') {
        escaped.append("\\/");
      } else if (letter > 126) {
        escaped.append(String.format("\\u%04x", (int) letter));
      } else {
        escaped.append(letter);
      }
    }
    return escaped.toString();
  }

  private Webhook written(URI url, byte[] body, Mail.Form form) {
    byte[] sent = form == Mail.Form.MALFORMED ? Arrays.copyOf(body, body.length / 2) : body;
    Secret key = form == Mail.Form.FORGED ? ANOTHER_SECRET : app.appSecret();
    Map<String, String> headers =
        form == Mail.Form.UNSIGNED
            ? Map.of("User-Agent", "facebookexternalua")
            : Map.of(
                "User-Agent",
                "facebookexternalua",
                "X-Hub-Signature-256",
                HubSignature.of(key, sent));
    return new Webhook(url, "application/json", headers, sent);
  }

  /// The one form of a change about a number's messages.
  static ObjectNode change(BusinessNumber number, String field, String items, JsonNode value) {
    ObjectNode change = Json.object();
    ObjectNode body = change.putObject("value").put("messaging_product", "whatsapp");
    body.set("metadata", number.metadata());
    body.set(items, value);
    return change.put("field", field);
  }
}
