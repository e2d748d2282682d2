package dev.parley.channel.twilio;

import dev.parley.channel.Failure;
import dev.parley.channel.Failure.Reason;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// Twilio's error codes in our words, for answers and for receipts alike.
public final class TwilioErrors {
  static final int TOO_MANY_REQUESTS = 20429;

  /// Not taken now, and the same message may be taken later.
  private static final Set<Integer> LATER = Set.of(TOO_MANY_REQUESTS, 14107, 21611);

  private static final Map<Integer, Reason> REASONS = reasons();

  private TwilioErrors() {}

  public static boolean isLater(int code) {
    return LATER.contains(code);
  }

  public static Failure failure(int code) {
    Reason reason = LATER.contains(code) ? Reason.TRANSIENT : REASONS.get(code);
    return new Failure(reason == null ? Reason.UNLISTED : reason, Integer.toString(code));
  }

  private static Map<Integer, Reason> reasons() {
    var reasons = new HashMap<Integer, Reason>();
    put(reasons, Reason.UNAUTHORISED, 20003, 20404);
    put(reasons, Reason.ACCOUNT_STOPPED, 10001, 20005, 30002);
    put(reasons, Reason.BAD_RECIPIENT, 21211, 21214, 21217, 21604, 21614, 30005, 30006, 13224);
    put(reasons, Reason.UNREACHABLE, 21612, 30003, 30008, 30036);
    put(reasons, Reason.BAD_SENDER, 21212, 21603, 21606, 21659, 21660, 21703);
    put(reasons, Reason.NOT_PERMITTED, 21408, 30010, 30032, 30034);
    put(reasons, Reason.OPTED_OUT, 21610);
    put(reasons, Reason.BLOCKED_BY_CARRIER, 30004, 30007);
    put(reasons, Reason.BAD_MESSAGE, 21602, 21617, 21619);
    put(reasons, Reason.BAD_MEDIA, 21620, 21623, 12300, 30019);
    put(reasons, Reason.WINDOW_SHUT, 63016);
    put(reasons, Reason.TRANSIENT, 30001, 30022);
    return Map.copyOf(reasons);
  }

  private static void put(Map<Integer, Reason> reasons, Reason reason, int... codes) {
    for (int code : codes) {
      reasons.put(code, reason);
    }
  }
}
