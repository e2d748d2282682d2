package dev.parley.config.binding;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.json.Json;
import dev.parley.config.settings.Secret;
import dev.parley.config.store.Sealer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Seals a channel's credentials to its row. Thread-safe.
final class ChannelCredentials {
  private final Sealer sealer;

  ChannelCredentials(Sealer sealer) {
    this.sealer = sealer;
  }

  byte[] seal(UUID channel, Map<String, Secret> credentials) {
    ObjectNode plain = Json.object();
    credentials.forEach((name, secret) -> plain.put(name, secret.reveal()));
    return sealer.seal(place(channel), Json.bytes(plain));
  }

  /// Throws a `StoreException` where the master key is not the one they were sealed with.
  Map<String, Secret> open(UUID channel, byte @Nullable [] sealed) {
    Map<String, Secret> credentials = new HashMap<>();
    if (sealed != null) {
      byte[] plain = sealer.open(place(channel), sealed);
      Json.stored(new String(plain, StandardCharsets.UTF_8))
          .properties()
          .forEach(entry -> credentials.put(entry.getKey(), Secret.of(entry.getValue().asText())));
    }
    return credentials;
  }

  private static String place(UUID channel) {
    return "channel/" + channel;
  }
}
