package dev.parley.channel.sandbox.whatsapp;

import dev.parley.channel.sandbox.Ids;
import dev.parley.channel.sandbox.MediaFile;
import dev.parley.channel.sandbox.Recent;
import dev.parley.channel.sandbox.Shelf;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Files people and businesses sent, and the short-lived addresses they are fetched at.
// Thread-safe.
final class Files {
  private static final int ADDRESSES_MAX = 5_000;

  private final Shelf<Stored> files = new Shelf<>(stored -> stored.file().bytes().length);
  private final Recent<String, Address> addresses = new Recent<>(ADDRESSES_MAX);
  private final Clock clock;
  private final Duration addressLife;

  record Stored(String id, String phoneNumberId, MediaFile file) {}

  private record Address(String mediaId, Instant until) {}

  Files(Clock clock, Duration addressLife) {
    this.clock = clock;
    this.addressLife = addressLife;
  }

  Stored add(String phoneNumberId, MediaFile file) {
    Stored stored = new Stored(Ids.digits(), phoneNumberId, file);
    files.put(stored.id(), stored);
    return stored;
  }

  Optional<Stored> get(String id) {
    return files.get(id);
  }

  void remove(String id) {
    files.remove(id);
  }

  /// A fresh address's token.
  String address(String mediaId) {
    String token = Ids.hex();
    addresses.put(token, new Address(mediaId, clock.instant().plus(addressLife)));
    return token;
  }

  /// What lies at an address that is still good.
  Optional<Stored> at(String token) {
    return addresses
        .get(token)
        .filter(address -> clock.instant().isBefore(address.until()))
        .flatMap(address -> files.get(address.mediaId()));
  }

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
