package dev.parley.channel.sandbox.whatsapp;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.channel.sandbox.Ids;
import dev.parley.channel.sandbox.Recent;
import java.util.Base64;
import java.util.Optional;

/// Message ids and whose they are. Thread-safe.
final class Wamids {
  private final Recent<String, Whose> known;

  /// @param own whether the contact wrote it
  record Whose(String phoneNumberId, String userId, boolean own) {}

  Wamids(int max) {
    known = new Recent<>(max);
  }

  String made(String phoneNumberId, String userId, boolean own) {
    String seed = userId.substring(3, Math.min(userId.length(), 14)) + Ids.hex();
    String id = "wamid.HBgL" + Base64.getEncoder().encodeToString(seed.getBytes(UTF_8));
    known.put(id, new Whose(phoneNumberId, userId, own));
    return id;
  }

  boolean isKnown(String wamid) {
    return known.get(wamid).isPresent();
  }

  Optional<Whose> whose(String wamid) {
    return known.get(wamid);
  }
}
