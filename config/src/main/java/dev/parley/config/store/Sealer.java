package dev.parley.config.store;

import dev.parley.config.settings.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import org.jspecify.annotations.Nullable;

/// Seals credentials at rest with AES-256-GCM under a key derived from the master key. What is
/// sealed is bound to its place: bytes moved to another row do not open. Thread-safe.
///
/// Layout: one version byte, a nonce of 12 bytes, the ciphertext with its tag of 16.
public final class Sealer {
  private static final byte VERSION = 1;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final byte[] SALT = "parley.sealer.v1".getBytes(StandardCharsets.UTF_8);

  private final SecretKey key;
  private final SecureRandom random = new SecureRandom();

  /// @param masterKey any string of 16 characters or more; the same one must be given for ever
  public Sealer(Secret masterKey) {
    if (masterKey.reveal().length() < 16) {
      throw new IllegalArgumentException("the master key needs 16 characters or more");
    }
    try {
      this.key =
          KDF.getInstance("HKDF-SHA256")
              .deriveKey(
                  "AES",
                  HKDFParameterSpec.ofExtract()
                      .addIKM(masterKey.reveal().getBytes(StandardCharsets.UTF_8))
                      .addSalt(SALT)
                      .thenExpand("credentials".getBytes(StandardCharsets.UTF_8), 32));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK lacks HKDF-SHA256", e);
    }
  }

  /// @param place what the bytes belong to, e.g. `connector/<id>`; needed again to open them
  public byte[] seal(String place, byte[] plain) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, place).doFinal(plain);
      return ByteBuffer.allocate(1 + NONCE_BYTES + sealed.length)
          .put(VERSION)
          .put(nonce)
          .put(sealed)
          .array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-256-GCM could not seal", e);
    }
  }

  /// Opens what `seal` made for the same place, or throws `SEAL_BROKEN`: the master key is another
  /// one, or the bytes were changed or moved.
  public byte[] open(String place, byte[] sealed) {
    if (sealed.length < 1 + NONCE_BYTES + TAG_BITS / 8 || sealed[0] != VERSION) {
      throw broken(place, null);
    }
    ByteBuffer buffer = ByteBuffer.wrap(sealed, 1, sealed.length - 1);
    byte[] nonce = new byte[NONCE_BYTES];
    buffer.get(nonce);
    byte[] rest = new byte[buffer.remaining()];
    buffer.get(rest);
    try {
      return cipher(Cipher.DECRYPT_MODE, nonce, place).doFinal(rest);
    } catch (GeneralSecurityException e) {
      throw broken(place, e);
    }
  }

  private Cipher cipher(int mode, byte[] nonce, String place) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  private static StoreException broken(String place, @Nullable Exception e) {
    return new StoreException(
        StoreException.Code.SEAL_BROKEN,
        "Sealed bytes of "
            + place
            + " do not open: PARLEY_MASTER_KEY is not the one they were sealed with.",
        e);
  }
}
