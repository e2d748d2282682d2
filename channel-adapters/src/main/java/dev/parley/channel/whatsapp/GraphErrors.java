package dev.parley.channel.whatsapp;

import dev.parley.channel.Failure;
import dev.parley.channel.Failure.Reason;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Meta's error codes in our words, for answers and for receipts alike. Acts on codes only: titles
/// change.
final class GraphErrors {
  private static final Map<Integer, Reason> REASONS = reasons();

  private final Map<Integer, Duration> later = new HashMap<>();

  GraphErrors(WhatsAppSettings settings) {
    put(later, settings.retryAfter(), 1, 2, 130429, 131000, 131016, 133004, 133005);
    put(later, settings.pairRetryAfter(), 131056);
    put(later, settings.upgradeRetryAfter(), 131057, 133016);
    put(later, settings.appRetryAfter(), 4, 80007);
  }

  /// How long to wait before the same may be sent again; empty when that is pointless.
  Optional<Duration> later(int code) {
    return Optional.ofNullable(later.get(code));
  }

  Failure failure(int code) {
    Reason reason = later.containsKey(code) ? Reason.TRANSIENT : REASONS.get(code);
    if (reason == null && code >= 200 && code <= 299) {
      reason = Reason.NOT_PERMITTED;
    }
    return new Failure(reason == null ? Reason.UNLISTED : reason, Integer.toString(code));
  }

  private static Map<Integer, Reason> reasons() {
    var reasons = new HashMap<Integer, Reason>();
    put(reasons, Reason.UNAUTHORISED, 0, 190);
    put(reasons, Reason.NOT_PERMITTED, 3, 10, 131005, 131042);
    put(reasons, Reason.BAD_MESSAGE, 100, 131008, 131009, 131051);
    put(reasons, Reason.BAD_RECIPIENT, 131021, 131030, 131062);
    put(reasons, Reason.UNREACHABLE, 131026);
    put(reasons, Reason.ACCOUNT_STOPPED, 368, 130497, 131031, 131048);
    put(reasons, Reason.BAD_SENDER, 33, 131037, 131045, 133010);
    put(reasons, Reason.WINDOW_SHUT, 131047);
    put(reasons, Reason.HELD_BACK, 130472, 131049);
    put(reasons, Reason.OPTED_OUT, 131050);
    put(reasons, Reason.BAD_MEDIA, 131052, 131053);
    put(reasons, Reason.BAD_TEMPLATE, 132000, 132001, 132005, 132007, 132012, 132015, 132016);
    put(reasons, Reason.BAD_TEMPLATE, 132068, 132069);
    return Map.copyOf(reasons);
  }

  private static <T> void put(Map<Integer, T> codes, T meaning, int... listed) {
    for (int code : listed) {
      codes.put(code, meaning);
    }
  }
}
