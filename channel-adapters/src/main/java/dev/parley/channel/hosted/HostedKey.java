package dev.parley.channel.hosted;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/// The key a hosted agent presents. It begins with the id of its channel, so that it is found
/// without being stored in the clear.
public final class HostedKey {
  private static final String PREFIX = "pvk_";
  private static final int RANDOM_BYTES = 24;
  private static final int ID_BYTES = 16;
  private static final int CHARS = PREFIX.length() + (ID_BYTES + RANDOM_BYTES + 2) / 3 * 4;
  private static final SecureRandom RANDOM = new SecureRandom();

  private HostedKey() {}

  /// A new one.
  public static String of(UUID channel) {
    byte[] random = new byte[RANDOM_BYTES];
    RANDOM.nextBytes(random);
    ByteBuffer key = ByteBuffer.allocate(ID_BYTES + RANDOM_BYTES);
    key.putLong(channel.getMostSignificantBits()).putLong(channel.getLeastSignificantBits());
    key.put(random);
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(key.array());
  }

  /// The channel a key claims to be of; empty where it is no key of this kind.
  public static Optional<UUID> channel(String key) {
    if (!key.startsWith(PREFIX) || key.length() > CHARS) {
      return Optional.empty();
    }
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(key.substring(PREFIX.length()));
      ByteBuffer read = ByteBuffer.wrap(bytes);
      return bytes.length == ID_BYTES + RANDOM_BYTES
          ? Optional.of(new UUID(read.getLong(), read.getLong()))
          : Optional.empty();
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }
}
