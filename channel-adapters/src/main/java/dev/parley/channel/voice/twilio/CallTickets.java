package dev.parley.channel.voice.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.channel.twilio.TwilioAccount;
import dev.parley.config.settings.Secret;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Tickets for media sockets: made by the signed webhook, good for one call and a short time, and
/// sealed with a key derived from the account's auth token, so that every node can check them. Each
/// is taken once by a node. Thread-safe.
final class CallTickets {
  private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();
  private static final Base64.Decoder BYTES = Base64.getUrlDecoder();
  private static final int NONCE_BYTES = 12;
  private static final int TAKEN_MAX = 100_000;

  private final SecureRandom random = new SecureRandom();
  private final ConcurrentHashMap<String, Instant> taken = new ConcurrentHashMap<>();
  private final Clock clock;
  private final Duration goodFor;

  CallTickets(Clock clock, Duration goodFor) {
    this.clock = clock;
    this.goodFor = goodFor;
  }

  /// At most 400 characters, of the URL-safe alphabet and dots.
  String make(TwilioAccount account, CallTicket ticket) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    String head =
        Long.toString(clock.instant().plus(goodFor).toEpochMilli(), 36)
            + "."
            + TEXT.encodeToString(nonce)
            + "."
            + TEXT.encodeToString(ticket.written().getBytes(UTF_8));
    return head + "." + TEXT.encodeToString(seal(account.authTokens().getFirst(), head));
  }

  /// @param callId what the socket says it is for
  /// @return empty where it is not a ticket of ours, for this account, number and call, not spent,
  ///     and in time
  Optional<CallTicket> take(TwilioAccount account, String presented, String callId) {
    String[] parts = presented.split("\\.", -1);
    if (parts.length != 4 || !sealedBy(account, presented)) {
      return Optional.empty();
    }
    Instant until = Instant.ofEpochMilli(Long.parseLong(parts[0], 36));
    CallTicket ticket = CallTicket.read(new String(BYTES.decode(parts[2]), UTF_8));
    boolean good =
        clock.instant().isBefore(until)
            && ticket.call().callId().equals(callId)
            && ticket.call().business().equals(account.address());
    return good && isFirst(parts[1], until) ? Optional.of(ticket) : Optional.empty();
  }

  private boolean isFirst(String nonce, Instant until) {
    if (taken.size() >= TAKEN_MAX) {
      Instant now = clock.instant();
      taken.values().removeIf(now::isAfter);
      if (taken.size() >= TAKEN_MAX) {
        return false;
      }
    }
    return taken.putIfAbsent(nonce, until) == null;
  }

  private static boolean sealedBy(TwilioAccount account, String presented) {
    int dot = presented.lastIndexOf('.');
    byte[] seal;
    try {
      seal = BYTES.decode(presented.substring(dot + 1));
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
    boolean matches = false;
    for (Secret token : account.authTokens()) {
      matches |= MessageDigest.isEqual(seal(token, presented.substring(0, dot)), seal);
    }
    return matches;
  }

  private static byte[] seal(Secret token, String head) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(("call-ticket " + token.reveal()).getBytes(UTF_8), "HmacSHA256"));
      return mac.doFinal(head.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC-SHA256", e);
    }
  }
}
