package dev.parley.crm.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.crm.Credentials;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The secrets of one endpoint: `secret`, and under `previous` those it replaced, each signing
/// along `until` its time is over, so that a receiver can change over without losing a message.
final class WebhookSecrets {
  static final String SECRET = "secret";
  static final String PREVIOUS = "previous";

  /// Receivers check each signature in turn: no more than this many.
  private static final int PREVIOUS_MAX = 4;

  private WebhookSecrets() {}

  /// All that sign at this moment, the current one first; empty when there is no valid one.
  static List<WebhookSecret> signing(Credentials credentials, Instant now) {
    Optional<WebhookSecret> current = credentials.text(SECRET).flatMap(WebhookSecret::parse);
    if (current.isEmpty()) {
      return List.of();
    }
    List<WebhookSecret> signing = new ArrayList<>(current.stream().toList());
    for (JsonNode previous : credentials.reveal().path(PREVIOUS)) {
      if (until(previous).isAfter(now)) {
        WebhookSecret.parse(previous.path(SECRET).asText()).ifPresent(signing::add);
      }
    }
    return signing;
  }

  static Credentials created(Credentials credentials, SecureRandom random) {
    return credentials.text(SECRET).isPresent()
        ? credentials
        : credentials.with(SECRET, WebhookSecret.create(random));
  }

  /// A new secret; the old one signs along for `overlap`.
  static Credentials rotated(
      Credentials credentials, SecureRandom random, Instant now, Duration overlap) {
    ObjectNode changed = credentials.reveal();
    ArrayNode kept = changed.arrayNode();
    credentials
        .text(SECRET)
        .ifPresent(old -> kept.addObject().put(SECRET, old).put("until", now.plus(overlap) + ""));
    for (JsonNode previous : changed.path(PREVIOUS)) {
      if (until(previous).isAfter(now) && kept.size() < PREVIOUS_MAX) {
        kept.add(previous);
      }
    }
    changed.put(SECRET, WebhookSecret.create(random));
    changed.set(PREVIOUS, kept);
    return Credentials.of(changed);
  }

  private static Instant until(JsonNode previous) {
    try {
      return Instant.parse(previous.path("until").asText());
    } catch (DateTimeException unreadable) {
      return Instant.MIN;
    }
  }
}
