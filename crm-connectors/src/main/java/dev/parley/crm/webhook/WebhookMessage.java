package dev.parley.crm.webhook;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;

/// One message of Standard Webhooks: its id, and the body that is signed byte for byte.
final class WebhookMessage {
  private static final MediaType JSON = MediaType.get("application/json");
  private static final Pattern TYPE = Pattern.compile("[a-zA-Z0-9_]+(\\.[a-zA-Z0-9_]+)*");

  private final String id;
  private final byte[] body;

  private WebhookMessage(String id, byte[] body) {
    this.id = id;
    this.body = body;
  }

  /// @param data JSON, taken as it is
  static WebhookMessage of(String id, String type, Instant timestamp, String data) {
    if (!TYPE.matcher(type).matches() || id.indexOf('.') >= 0) {
      throw new IllegalArgumentException("not a webhook's type or id: " + type + ", " + id);
    }
    String body =
        "{\"type\":\"" + type + "\",\"timestamp\":\"" + timestamp + "\",\"data\":" + data + "}";
    return new WebhookMessage(id, body.getBytes(StandardCharsets.UTF_8));
  }

  Request request(HttpUrl url, List<WebhookSecret> secrets, Instant now) {
    StringJoiner signatures = new StringJoiner(" ");
    long seconds = now.getEpochSecond();
    secrets.forEach(secret -> signatures.add(secret.sign(id, seconds, body)));
    return new Request.Builder()
        .url(url)
        .header("User-Agent", "Parley-Webhook/1")
        .header("webhook-id", id)
        .header("webhook-timestamp", Long.toString(seconds))
        .header("webhook-signature", signatures.toString())
        .post(RequestBody.create(body, JSON))
        .build();
  }

  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "WebhookMessage[" + id + "]";
  }
}
